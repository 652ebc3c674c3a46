"""A real browser before a real server with the content of the site.

`page` is a page as most visitors see it; `new_page` opens others, with what Playwright's new_context takes:
new_page(viewport=…, color_scheme="dark", java_script_enabled=False); `sign_in` opens that of an editor. Addresses
are paths: page.goto("/").
"""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.db import connections
from django.urls import reverse
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import machine
from tests.doors import PASSWORD, make_editor
from tests.kinds_of_page import FROM_FRAMEWORK, take_in_frameworks

HERE = Path(__file__).parent
DESKTOP = {"width": 1280, "height": 800}
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Parts of a window, which a Chromium with windows would make anew for each test.
    "--disable-features=PreloadTopChromeWebUI,WebUITabStrip,Translate,OptimizationHints,MediaRouter",
    # A page that needs anything from elsewhere fails here.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser():
    executable = machine.chromium()
    if not executable:
        give_up = pytest.fail if os.environ.get("WAYMARK_REQUIRE_ALL") == "1" else pytest.skip
        give_up("needs Chromium: apt-get install chromium-headless-shell")
    # Chromium's sandbox does not work for root.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _server(_content_of_session, django_db_blocker):
    with django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
    # A thread may still close an answer's connection when the server is stopped, which takes back the sharing.
    for connection in connections.all():
        connection.inc_thread_sharing()
    yield server
    server.stop()


@pytest.fixture
def live_site(_server, content, request):
    """The address of the site with its content, served from this process.

    On SQLite the server shares the connection of the test: it sees what the test writes, and what a visitor
    writes is taken back after the test. A test of a kind of page that comes from a framework finds one taken in.
    """
    if getattr(request.node, "callspec", None) and request.node.callspec.params.get("kind") in FROM_FRAMEWORK:
        take_in_frameworks()
    return _server.url


@pytest.fixture
def new_page(browser, live_site):
    """Return a function that opens a page; a script error or a message of failure on it fails the test.

    A test that goes where something fails on purpose says new_page(may_fail=True). Nothing moves or fades: what is
    looked at is what stays.
    """
    contexts, failures = [], []

    def open_page(*, may_fail=False, **options):
        usual = {"base_url": live_site, "viewport": DESKTOP, "reduced_motion": "reduce"}
        context = browser.new_context(**usual | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if not may_fail:
            page.on("pageerror", lambda error: failures.append(str(error)))
            page.on("console", lambda message: failures.extend(_failure(message)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert failures == []


def _failure(message):
    """Return what a message of the console complains of, as a list of none or one."""
    # Chromium asks for this address on its own where a page, as the stock admin's, names no icon.
    icon = message.location["url"].endswith("/favicon.ico")
    return [message.text] if message.type == "error" and not icon else []


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def sign_in(new_page):
    """Return a function that opens a page on which an editor has signed in: of a group, or one who may everything."""

    def open_page(name="ada", group=None, **options):
        if not User.objects.filter(username=name).exists():
            editor = make_editor(name, is_superuser=not group)
            editor.groups.set(Group.objects.filter(name=group))
        page = new_page(**options)
        page.goto(reverse("admin:login"))
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORD)
        page.click("[type=submit]")
        page.wait_for_url(reverse("admin:index"))
        return page

    return open_page
