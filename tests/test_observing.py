"""What an operator sees of the site, and what nobody else does."""

import io
import json
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.wsgi import WSGIHandler
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.urls import path
from prometheus_client.parser import text_string_to_metric_families

from careers.observing import current, errors, metrics, state
from careers.observing.logs import JsonLine, OfRequest, TextLine
from careers.observing.wrapper import wrap
from careers.urls import handler400, handler404, handler500
from careers.urls import urlpatterns as urls_of_site
from sources.watching import stamp_now

from .kinds_of_page import broken
from .wsgi import ask

urlpatterns = [*urls_of_site, path("broken-in-tests/", broken)]
__all__ = ["handler400", "handler404", "handler500"]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

PROXIED = {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}


@pytest.fixture(autouse=True)
def _now(settings):
    """Nothing of an earlier test is kept: neither the state nor the names of addresses."""
    settings.ALLOWED_HOSTS = ["testserver"]
    state._kept._until = 0
    metrics._known_route.cache_clear()
    metrics._requests_of.cache_clear()
    errors._sink.cache_clear()


@pytest.fixture
def application():
    return wrap(WSGIHandler())


@pytest.fixture
def lines():
    """The lines of the log so far, as they are read by a machine."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLine())
    handler.addFilter(OfRequest())
    logger = logging.getLogger("waymark")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel("INFO")
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(before)


def figures(application):
    """Return {(name, labels): value} of all metrics."""
    text = ask(application, "/metrics").body.decode()
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(sample.name, *sorted(sample.labels.items())): sample.value for sample in samples}


def test_a_process_says_that_it_is_alive_without_asking_a_database_or_minding_the_host(
    application, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = ask(application, "/healthz", HTTP_HOST="10.1.2.3")

    assert (answer.status, answer.body, answer.headers["cache-control"]) == (200, b'{"status": "alive"}\n', "no-store")


def test_which_parts_do_not_answer_is_said_to_operators_only(application, settings):
    settings.REDIS_URL, settings.CACHE_FRONTS = "redis://127.0.0.1:1/0", ["http://127.0.0.1:1/purge"]
    state._migrated.clear()
    recorder = MigrationRecorder(connection)
    [(room, newest)] = MigrationLoader(None).graph.leaf_nodes("roles")
    recorder.record_unapplied(room, newest)

    inside, outside = ask(application, "/readyz"), ask(application, "/readyz", **PROXIED)

    parts = json.loads(inside.body).pop("parts")
    assert (inside.status, outside.status) == (200, 200)
    assert (parts["primary"], parts["migrations"]) == ("well", f"to be applied: roles.{newest}")
    assert "refused" in parts["redis"]
    assert "refused" in parts["front 127.0.0.1"]
    assert json.loads(outside.body) == {"status": "ready"}


def test_a_site_without_any_database_is_not_ready(application, monkeypatch):
    def down(*_):
        raise DatabaseError("connection refused")

    with connection.execute_wrapper(down):
        answer = ask(application, "/readyz")

    assert (answer.status, json.loads(answer.body)["parts"]["primary"]) == (503, "connection refused")


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "198.51.100.4"}, 404),
        ({"REMOTE_ADDR": "not an address"}, 404),
        (PROXIED, 404),
        ({"HTTP_FORWARDED": "for=127.0.0.1"}, 404),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"method": "POST"}, 404),
    ],
)
def test_figures_are_for_operators_who_come_straight(application, environ, status):
    assert ask(application, "/metrics", **environ).status == status


def test_a_request_is_counted_by_the_name_of_its_address(application):
    def count(**labels):
        return figures(application).get(("waymark_requests_total", *sorted(labels.items())), 0)

    found = {"cache": "bypass", "method": "GET", "route": "sources:documents", "status": "200"}
    odd = {"cache": "bypass", "method": "other", "route": "none", "status": "405"}
    before = count(**found), count(**odd)

    ask(application, "/sources/")
    ask(application, "/sources/?page=1")
    ask(application, "/no-such-page-1/", method="BREW")
    ask(application, "/no-such-page-2/", method="STIR")

    assert (count(**found), count(**odd)) == (before[0] + 2, before[1] + 2)


def test_the_version_of_the_content_is_another_after_a_change(application):
    before = figures(application)["waymark_content_version",]
    stamp_now()
    state._kept._until = 0

    assert figures(application)["waymark_content_version",] != before


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [
        (1, "0123456789abcdef0123456789abcdef", True),
        (0, "0123456789abcdef0123456789abcdef", False),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, "line\nbreak-in-it", False),
        (1, "<script>alert(1)", False),
    ],
)
def test_an_id_is_taken_from_a_proxy_that_can_be_trusted_if_it_is_one(settings, lines, proxies, given, is_taken):
    settings.TRUSTED_PROXIES = proxies

    identity = ask(wrap(WSGIHandler()), "/sources/", HTTP_X_REQUEST_ID=given).headers["x-request-id"]

    assert (identity == given, {line["request_id"] for line in lines()}) == (is_taken, {identity})
    assert re.fullmatch(r"[0-9a-f]{16}|[0-9a-f]{32}", identity)


def test_every_line_of_a_request_has_its_id_and_none_says_what_was_searched(application, settings, lines):
    settings.SLOW_QUERY_MS = 0

    identity = ask(application, "/search/?q=my-illness", REMOTE_ADDR="203.0.113.77").headers["x-request-id"]

    *queries, request = lines()
    assert queries
    assert {line["request_id"] for line in lines()} == {identity}
    assert {line["message"] for line in queries} == {"slow query"}
    assert "illness" not in json.dumps(lines())
    assert {name: request[name] for name in ("level", "message", "method", "path", "route", "status", "cache")} == {
        "level": "info",
        "message": "request",
        "method": "GET",
        "path": "/search/",
        "route": "search",
        "status": 200,
        "cache": "bypass",
    }
    assert (request["network"], request["queries"] >= len(queries)) == ("203.0.113.0", True)


def test_lines_of_packages_do_not_say_what_was_searched_either(lines):
    record = logging.LogRecord("django.security.csrf", logging.WARNING, "", 0, "Forbidden: /search/", (), None)
    record.request = "<WSGIRequest: POST '/search/?q=my-illness'>"

    assert "illness" not in JsonLine().format(record)


def test_what_the_cache_answers_is_counted_and_not_logged(settings, lines):
    def cached(environ, start_response):
        environ["waymark.cache"] = "hit"
        start_response("200 OK", [])
        return [b"page"]

    quiet = ask(wrap(cached), "/sources/"), lines()
    settings.LOG_CACHE_HITS = True
    ask(wrap(cached), "/sources/")

    assert (quiet[1], [line["cache"] for line in lines()]) == ([], ["hit"])


def test_a_slow_request_is_a_warning(application, settings, lines):
    settings.SLOW_REQUEST_MS = 0

    ask(application, "/sources/")

    assert [(line["level"], line["message"]) for line in lines()] == [("warning", "slow request")]


def test_what_is_logged_while_an_answer_is_being_sent_has_its_id(lines):
    class Slowly:
        streaming = True

        def __iter__(self):
            logging.getLogger("waymark.test").info("half")
            yield b"half"

        def close(self):
            pass

    def streaming(environ, start_response):
        start_response("200 OK", [])
        return Slowly()

    identity = ask(wrap(streaming), "/sources/").headers["x-request-id"]

    assert [(line["message"], line["request_id"]) for line in lines()] == [("half", identity), ("request", identity)]


told = []


def tell(report):
    told.append(report)


def fail(report):
    raise RuntimeError("the sink is blocked")


def test_an_error_goes_to_the_sink_and_its_page_can_be_quoted(application, settings):
    settings.ERROR_SINK = f"{__name__}.tell"
    told.clear()

    answer = ask(application, "/broken-in-tests/?q=secret-words")

    [report] = told
    identity = answer.headers["x-request-id"]
    assert (answer.status, f"<code>{identity}</code>" in answer.body.decode()) == (500, True)
    assert (report.request_id, report.method, report.path) == (identity, "GET", "/broken-in-tests/")
    assert "broken on purpose" in report.traceback
    assert "secret-words" not in report.traceback


def test_a_sink_that_fails_breaks_nothing_and_the_error_is_in_the_log(application, settings, lines):
    settings.ERROR_SINK = f"{__name__}.fail"

    answer = ask(application, "/broken-in-tests/")

    said = [line["message"] for line in lines() if line["logger"] == "waymark.errors"]
    assert answer.status == 500
    assert said == [
        "RuntimeError in tests.kinds_of_page.broken",
        f"The error above could not be handed to ERROR_SINK ({__name__}.fail).",
    ]


def test_what_breaks_outside_of_django_is_answered_and_reported(settings, lines):
    def broken_cache(environ, start_response):
        raise RuntimeError("no cache")

    answer = ask(wrap(broken_cache), "/sources/")

    assert (answer.status, answer.headers["x-request-id"] in answer.body.decode()) == (500, True)
    assert [line["message"] for line in lines()] == ["RuntimeError in sources:documents", "request"]


@pytest.mark.parametrize("address", ["/no-such-page/", "/broken-in-tests/"])
def test_a_page_of_error_carries_the_id_of_its_request(application, address):
    answer = ask(application, address)

    assert f"<code>{answer.headers['x-request-id']}</code>" in answer.body.decode()


def test_outside_of_a_request_there_is_no_id():
    assert current.request_id() == ""


@pytest.mark.parametrize("form", [JsonLine, TextLine])
def test_a_line_is_one_line_and_holds_no_secret_of_the_site(form):
    record = logging.LogRecord("x", logging.INFO, "", 0, "first\nsecond %s", (site.SECRET_KEY,), None)

    assert site.SECRET_KEY not in form().format(record)


def test_the_docs_ask_for_figures_that_there_are():
    docs = Path(site.BASE_DIR, "docs", "observing.md").read_text()
    asked = set(re.findall(r"\bwaymark_[a-z_]+", docs))
    kinds = [metrics.requests, metrics.request_seconds, metrics.queries, metrics.query_errors, metrics.limited]
    kinds += [metrics.errors, metrics.sink_failures]
    counted = {f"{kind._name}{end}" for kind in kinds for end in ("_total", "_bucket", "_sum", "_count")}
    told = {family.name for family in state.StateCollector().collect()} | {"waymark_build_info"}

    assert asked
    assert asked - counted - told == set()


def test_long_addresses_are_named_and_not_remembered():
    remembered = metrics._known_route.cache_info().currsize

    assert metrics.route_of("/roles/" + "a" * 8000 + "/") == metrics.route_of("/roles/a/")
    assert metrics._known_route.cache_info().currsize == remembered + 1
