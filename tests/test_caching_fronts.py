"""Telling the caches before the site: whatever changed the content, and before anybody hears of it."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse

from careers.caching import telling
from careers.caching.middleware import TellingMiddleware
from careers.caching.telling import telling_fronts
from deploy.local.processes import free_port
from roles.models import Role

from .factories import make_role
from .html import parse

pytestmark = pytest.mark.django_db


@contextmanager
def front(status=204):
    """A cache that gathers the requests by which it is told, and answers with a status."""
    told = []

    class Told(BaseHTTPRequestHandler):
        def do_POST(self):
            told.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Told)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/content-has-changed", told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def nobody():
    return f"http://127.0.0.1:{free_port()}/content-has-changed"


@pytest.fixture
def fronts(settings):
    """Two caches, as the requests by which each is told."""
    with front() as (first, told_first), front() as (second, told_second):
        settings.CACHE_FRONTS = [first, second]
        yield told_first, told_second


@pytest.fixture
def role():
    return make_role("baker")


def save(role):
    Role.objects.filter(pk=role.pk).update(title="Baker and cook")


@pytest.mark.parametrize(("write", "times"), [(save, 1), (lambda role: list(Role.objects.all()), 0)])
def test_each_front_is_told_once_of_what_was_written_and_of_nothing_else(fronts, role, write, times):
    with telling_fronts(report=pytest.fail):
        write(role)

    assert fronts == (["/content-has-changed"] * times, ["/content-has-changed"] * times)


def test_what_was_written_before_it_failed_is_told_too(fronts, role):
    @telling_fronts(report=pytest.fail)
    def break_off():
        save(role)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()

    assert list(map(len, fronts)) == [1, 1]


def test_an_editor_hears_which_front_could_not_be_told(settings, role, client, admin_user):
    with front() as (well, told), front(503) as (ill, _):
        settings.CACHE_FRONTS = [well, ill, gone := nobody()]
        client.force_login(admin_user)
        # The middleware of a site that has fronts from its start.
        client.handler.load_middleware()
        address = f"/admin/roles/rolefamily/{role.family_id}/change/"
        page = client.get(address).content.decode()
        opened = page.partition('name="opened" value="')[2].partition('"')[0]
        answer = client.post(address, {"name": "Bakers", "opened": opened, "position": 1}, follow=True)

    warnings = [line.text for line in parse(answer).all("li", css="warning")]
    assert len(told) == 1
    assert [[one in words for words in warnings] for one in (ill, gone, well)] == [
        [True, False], [False, True], [False, False]
    ]  # fmt: skip


def test_reading_in_the_admin_asks_for_no_version(settings, rf, monkeypatch):
    settings.CACHE_FRONTS = [nobody()]
    monkeypatch.setattr(telling, "current_stamp", lambda: pytest.fail("asked"))
    answer = HttpResponse()

    assert TellingMiddleware(lambda request: answer)(rf.get("/admin/")) is answer
    assert TellingMiddleware(lambda request: answer)(rf.post("/roles/")) is answer


def test_fronts_are_told_by_hand_after_an_upgrade(fronts, settings, capsys):
    call_command("tell_fronts")
    assert (list(map(len, fronts)), capsys.readouterr().out) == ([1, 1], "2 told.\n")

    settings.CACHE_FRONTS = [nobody()]
    with pytest.raises(CommandError, match="could not be told of this change"):
        call_command("tell_fronts")
