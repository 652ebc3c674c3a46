"""Who asks too often waits, and nobody else."""

import shutil
import socket
import subprocess
import time
from contextlib import contextmanager

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import WSGIHandler

from careers.safety import limits
from careers.safety.counts import Memory, Shared, Window
from careers.safety.limits import name_for, wrap

from .wsgi import ask

SEARCH = "/search/?q=work"


@pytest.fixture(autouse=True)
def _three_in_a_minute(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.RATE_LIMITS = {"search": "3/minute", "api": "1/hour", "lists": "off"}
    limits.limits.cache_clear()
    yield
    limits.limits.cache_clear()


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands at the beginning of a window; tests move it."""

    class Clock:
        now = 6_000_000.0

        def time(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    return clock


def page(environ, start_response):
    start_response("200 OK", [])
    return [b"page"]


def application():
    return wrap(page, refuse=WSGIHandler())


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/search/", "search"),
        ("/search/?q=work", "search"),
        ("/search/suggest/?q=w", "suggestions"),
        ("/roles/?q=work", "lists"),
        ("/roles/?%71=work", "lists"),
        ("/skills/?area=data&q=work", "lists"),
        ("/roles/?q=", None),
        ("/roles/?faq=1", None),
        ("/roles/", None),
        ("/api/roles/", "api"),
        ("/admin/roles/role/?q=work", None),
        ("/static/js/search.js", None),
    ],
)
def test_what_costs_much_is_limited(address, name):
    path, _, query = address.partition("?")

    assert name_for(path, query) == name


@pytest.mark.django_db
def test_who_asks_too_often_gets_a_page_that_says_how_long_to_wait(clock):
    site = application()
    answers = [ask(site, SEARCH) for _ in range(4)]

    *let_through, refused = answers
    assert ([answer.status for answer in answers], {answer.body for answer in let_through}) == (
        [200, 200, 200, 429],
        {b"page"},
    )
    # Of three in the first window two count no more after a third of the next.
    assert (refused.headers["retry-after"], refused.headers["cache-control"]) == ("80", "no-store")
    assert "Try again in 80 seconds" in refused.body.decode()
    assert "default-src 'none'" in refused.headers["content-security-policy"]


@pytest.mark.django_db
def test_the_api_says_so_as_json(clock):
    site = application()
    ask(site, "/api/roles/")

    refused = ask(site, "/api/roles/")

    assert (refused.status, refused.headers["content-type"]) == (429, "application/problem+json")
    assert int(refused.headers["retry-after"]) > 3600


@pytest.mark.django_db
def test_the_api_says_how_much_is_left(clock, settings):
    settings.RATE_LIMITS = {"api": "3/minute"}
    site = application()

    told = [ask(site, "/api/").headers for _ in range(4)]

    assert [headers["ratelimit"] for headers in told] == [
        f'"api";r={left};t={seconds}' for left, seconds in ((2, 60), (1, 60), (0, 60), (0, 80))
    ]
    assert {headers["ratelimit-policy"] for headers in told} == {'"api";q=3;w=60'}


@pytest.mark.django_db
def test_others_and_other_addresses_do_not_wait(clock):
    site = application()
    for _ in range(4):
        ask(site, SEARCH)

    assert ask(site, SEARCH, REMOTE_ADDR="198.51.100.4").status == 200
    assert ask(site, "/roles/?q=work").status == 200


@pytest.mark.django_db
def test_who_waits_as_long_as_was_said_is_let_through(clock):
    site = application()
    for _ in range(5):
        ask(site, SEARCH)
    clock.now += 79
    early = ask(site, SEARCH).status
    clock.now += 1

    assert (early, ask(site, SEARCH).status) == (429, 200)


@pytest.mark.django_db
def test_behind_a_proxy_its_visitors_are_told_apart_and_what_they_claim_counts_for_nothing(clock, settings):
    settings.TRUSTED_PROXIES = 1
    site = application()

    claimed = [ask(site, SEARCH, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 203.0.113.7").status for n in range(4)]
    another = ask(site, SEARCH, HTTP_X_FORWARDED_FOR="203.0.113.8").status
    network = [ask(site, SEARCH, HTTP_X_FORWARDED_FOR=f"2001:db8::{n}").status for n in range(1, 5)]

    assert (claimed, another, network) == ([200, 200, 200, 429], 200, [200, 200, 200, 429])


@pytest.mark.parametrize("text", ["fast", "0/minute", "-1/minute", "10/day", "10"])
def test_a_limit_that_is_none_is_said_to_be(settings, text):
    settings.RATE_LIMITS = {"search": text}

    with pytest.raises(ImproperlyConfigured, match="write search=600/minute, or search=off"):
        limits.limits()


def test_memory_forgets_windows_that_are_over():
    memory = Memory()
    for number in range(5):
        for client in range(100):
            memory.take(f"{number} {client}", 3, Window(60, number, 0.0))

    assert [len(counts) for counts in memory._windows[60][1:]] == [100, 100]


@contextmanager
def redis_server(folder, port):
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield
        finally:
            server.kill()


def _wait_for(port):
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("Redis did not start.")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server")
def test_processes_count_together_in_redis_and_each_for_itself_while_it_is_down(tmp_path):
    port = _free_port()
    one, other = (Shared(f"redis://127.0.0.1:{port}/0") for _ in range(2))
    window = Window(60, 100_000, 0.5)

    def take(counts):
        return counts.take("client", 3, window)

    with redis_server(tmp_path, port):
        together = [take(one), take(other), take(one), take(other), take(one)]
    down = [take(one), take(other), take(one)]
    with redis_server(tmp_path, port):
        one._until = 0
        back = take(one)

    assert together == [(0, 0), (1, 0), (2, 0), (3, 0), (3, 0)]
    assert down == [(0, 0), (0, 0), (1, 0)]
    assert back == (0, 0)
