"""Readers behind an nginx that keeps pages, before two application servers: nothing that was changed is shown again."""

import sqlite3
from contextlib import ExitStack, closing

import pytest
from django.contrib.auth.models import User
from django.db import connection

from deploy.local.processes import free_port
from skills.models import SkillArea

from .site_processes import PASSWORD, Editor, application, environment, get, nginx

pytestmark = [pytest.mark.django_db, pytest.mark.stack, pytest.mark.any_database]

PAGE = "/skills/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, _content_of_session, django_db_blocker):
    """A folder with the content of the site in a file, and an editor in it."""
    folder = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock(), closing(sqlite3.connect(folder / "site.sqlite3")) as copy:
        editor = User.objects.create_superuser("eve", password=PASSWORD)
        connection.connection.backup(copy)
        editor.delete()
    return folder


@pytest.fixture(scope="module")
def site(folder):
    """The ports: of two application servers, and of an nginx before the first of them."""
    ports = {name: free_port() for name in ("first", "second", "nginx", "told")}
    front = f"http://127.0.0.1:{ports['told']}/content-has-changed"
    settings = environment(folder, CACHE_FRONTS=front)
    with ExitStack() as stack:
        stack.enter_context(application(ports["first"], settings))
        stack.enter_context(application(ports["second"], settings))
        stack.enter_context(nginx(folder / "nginx", ports["nginx"], ports["told"], ports["first"]))
        yield ports


@pytest.fixture
def editor(site):
    """An editor at the server that nginx does not ask."""
    return Editor(site["second"], "eve")


@pytest.fixture
def rename(editor, content):
    """Give the first area of skills another name, and return the page that says so."""
    address = f"/admin/skills/skillarea/{SkillArea.objects.first().pk}/change/"
    return lambda name: editor.change(address, name=name)


def kept(answer):
    return answer.headers["X-Cache"], answer.headers["Cache-Control"]


@pytest.mark.parametrize("encoding", ["", "gzip", "br, gzip"])
def test_a_page_is_asked_for_once_and_browsers_ask_each_time(site, encoding):
    address = "/skills/java/"
    answers = [get(site["nginx"], address, accept_encoding=encoding) for _ in range(3)]

    assert [kept(answer) for answer in answers] == [(how, "public, no-cache") for how in ("MISS", "HIT", "HIT")]
    assert len({answer.body for answer in answers}) == 1
    again = get(site["nginx"], address, accept_encoding=encoding, if_none_match=answers[0].headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_what_an_editor_saved_is_on_the_next_page_of_every_process_and_behind_nginx(site, rename):
    for number in range(4):
        name = f"Dough and {number} loaves"
        for port in ("nginx", "first", "second"):
            get(site[port], PAGE)
        assert "was changed successfully" in rename(name)

        pages = [get(site[port], PAGE) for port in ["nginx", *["first", "second"] * 4, "nginx"]]

        assert [name in page.text for page in pages] == [True] * 10


def test_an_editor_passes_by_what_is_kept(site, editor):
    for _ in range(2):
        answer = get(site["nginx"], PAGE, cookie=editor.cookies)

        assert (answer.headers["X-Cache"], answer.headers["Cache-Control"]) == (None, "private, no-cache")


@pytest.mark.parametrize("address", ["/roles/?q=engineer", "/skills/?utm_source=x", "/nowhere/", "/admin/login/"])
def test_what_anybody_can_make_up_and_what_is_private_is_not_kept_by_nginx(site, address):
    assert {get(site["nginx"], address).headers["X-Cache"] for _ in range(2)} <= {None, "BYPASS"}


def test_nobody_but_the_application_has_nginx_forget(site):
    assert [
        get(site["told"], path, method).status for path, method in [("/content-has-changed", "GET"), ("/", "POST")]
    ] == [405, 404]
