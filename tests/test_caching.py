"""The cache before Django: what it answers is what Django would answer now, and nobody's own."""

import gzip
import time
from threading import Barrier, Thread

import brotli
import pytest
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from careers.caching import addresses
from careers.caching.addresses import address_of, environ_of
from careers.caching.answers import Answer
from careers.caching.shelf import Shelf
from careers.caching.wrapper import PageCache
from careers.compression import compressed

from .readers import TEXT, Baker, Reader, request_for

pytestmark = pytest.mark.any_database

PLENTY = 10_000_000


@pytest.fixture
def stamp():
    """The version of the content, as a list that holds it."""
    return ["one"]


@pytest.fixture
def before(stamp):
    """Return a reader of an application with the cache before it."""
    return lambda application, most=PLENTY, shared=None: Reader(
        PageCache(application, "release", most, shared, lambda: stamp[0])
    )


# --- What is kept ---------------------------------------------------------------------------------------------


def test_a_page_is_made_once_for_each_version_of_the_content(before, stamp):
    read = before(baker := Baker())

    seen = []
    for now in ["one", "one", "two", "two", "one"]:
        stamp[0] = now
        read("/roles/")
        seen.append((read.how, len(baker.asked)))

    assert seen == [("miss", 1), ("hit", 1), ("miss", 2), ("hit", 2), ("miss", 3)]


@pytest.mark.parametrize(
    "asked",
    [
        {"method": "POST"},
        {"method": "OPTIONS"},
        {"cookie": "theme=dark; sessionid=abc"},
        {"cookie": "waymark_editor=1"},
        {"host": "elsewhere.example/"},
        {"address": "/admin/"},
        {"address": "/.well-known/security.txt"},
        {"address": "/healthz"},
        {"address": "/static/css/base.css"},
        {"address": "/roles/?q=%00"},
    ],
)
def test_what_may_be_somebodys_own_is_left_to_django_as_it_is(before, asked):
    read = before(baker := Baker())

    for _ in range(2):
        read(**asked)

    assert (read.how, len(baker.asked), baker.asked[0]["REQUEST_METHOD"]) == ("bypass", 2, asked.get("method", "GET"))


@pytest.mark.parametrize("path", ["/", "/roles/", "/compare/a/b/", "/compare/", "/education/x/", "/embed/roles/x/"])
@pytest.mark.parametrize("parameter", ["version", "%76ersion"])
def test_no_page_is_kept_as_that_of_a_version(path, parameter):
    kept = address_of(request_for(f"{path}?{parameter}=2026-11-01"))

    assert kept.query == "version=2026-11-01"


def test_what_an_editor_reads_is_kept_nowhere(before):
    read = before(Baker())

    read("/roles/", cookie="sessionid=abc")

    assert read.headers["Cache-Control"] == "private, no-cache"


NOT_KEPT = [
    Baker("404 Not Found"),
    Baker("302 Found", [("Location", "/")]),
    Baker("500 Internal Server Error"),
    Baker(headers=[("Set-Cookie", "a=b")]),
    Baker(headers=[("Cache-Control", "private")]),
    Baker(headers=[("Cache-Control", "max-age=0, no-store")]),
    Baker(headers=[("Vary", "Accept-Encoding, Cookie")]),
]


@pytest.mark.parametrize("baker", NOT_KEPT, ids=lambda baker: f"{baker.status} {baker.headers[1:]}")
def test_what_is_no_page_for_everybody_is_not_kept(before, baker):
    read = before(baker)

    for _ in range(2):
        read("/roles/")
        assert (read.status, read.how in ("miss", "bypass"), "ETag" in read.headers) == (
            int(baker.status[:3]), True, False
        )  # fmt: skip


def test_an_answer_that_depends_on_who_asks_is_made_for_who_asks(before):
    read = before(baker := Baker(headers=[("Vary", "Cookie")]))

    read("/roles/", cookie="theme=dark")

    assert (read.how, baker.asked[-1]["HTTP_COOKIE"]) == ("bypass", "theme=dark")


def test_a_page_is_made_from_a_request_in_which_nobody_is_named():
    asked = request_for(
        "/roles/?q=a&utm_source=b", cookie="theme=dark", accept_encoding="br", user_agent="Browser", referer="/x/",
        authorization="Basic abc", hx_request="true",
    )  # fmt: skip
    told = environ_of(address_of(asked), asked)

    assert {name: value for name, value in told.items() if not name.startswith(("SERVER_", "wsgi."))} == {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/roles/",
        "QUERY_STRING": "q=a",
        "HTTP_HOST": "testserver",
        "HTTP_HX_REQUEST": "true",
    }
    assert told["wsgi.input"].read() == b""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"address": "/roles/?sort=title&q=a"}, {"address": "/roles/?q=a&page=&sort=title&utm_source=x"}),
        ({"address": "/roles/baker/"}, {"address": "/roles/baker/?q=a"}),
        ({"host": "testserver"}, {"host": "TestServer"}),
        ({}, {"cookie": "theme=dark"}),
        ({"address": "/roles/baker/"}, {"address": "/roles/baker/", "hx_request": "true"}),
    ],
)
def test_what_means_the_same_is_one_page(one, other):
    assert address_of(request_for(**one)) == address_of(request_for(**other)) != None  # noqa: E711


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"address": "/roles/"}, {"address": "/roles/", "hx_request": "true"}),
        ({"host": "testserver"}, {"host": "testserver:8000"}),
        ({"address": "/roles/?q=a"}, {"address": "/roles/?q=A"}),
        ({}, {"x_forwarded_proto": "https"}),
    ],
)
def test_what_pages_differ_by_is_told_apart(one, other):
    secure_by = ("HTTP_X_FORWARDED_PROTO", "https")

    assert address_of(request_for(**one), secure_by) != address_of(request_for(**other), secure_by)


def test_behind_a_proxy_pages_differ_by_the_scheme_that_it_names(before, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    read = before(baker := Baker())

    read(), read(x_forwarded_proto="https")

    assert [asked["wsgi.url_scheme"] for asked in baker.asked] == ["http", "https"]


def test_every_address_of_the_site_is_known_as_public_or_not():
    first = {str(one.pattern).partition("/")[0] for one in _patterns(get_resolver().url_patterns)}

    # Marks and questions can be made up without end, and files to take away are streamed.
    assert first - addresses.PUBLIC == {"admin", ".well-known", "api", "data", "fit", "oembed"}
    assert first >= addresses.PUBLIC


def _patterns(patterns):
    for one in patterns:
        yield from _patterns(one.url_patterns) if str(one.pattern) == "" and hasattr(one, "url_patterns") else [one]


# --- How it is sent -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("", None, bytes), ("gzip", "gzip", gzip.decompress), ("gzip, deflate, br", "br", brotli.decompress)],
)
def test_each_form_of_a_page_is_made_once_and_says_what_it_is(before, monkeypatch, accepted, encoding, unpack):
    read, made = before(Baker()), []
    monkeypatch.setattr("careers.caching.answers.compressed", lambda *told: made.append(told[1]) or compressed(*told))

    bodies = {read(accept_encoding=accepted) for _ in range(3)}

    [body] = bodies
    assert (unpack(body), read.headers.get("Content-Encoding"), read.headers["Content-Length"]) == (
        TEXT, encoding, str(len(body))
    )  # fmt: skip
    assert made == [encoding] * bool(encoding)


def test_a_browser_that_has_the_page_is_told_so_without_a_page(before, stamp):
    read = before(baker := Baker(headers=[("Vary", "Accept-Encoding")]))
    read("/roles/")
    etag = read.headers["ETag"]

    for tags in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
        assert (read("/roles/", if_none_match=tags), read.status, read.how) == (b"", 304, "revalidated")
    assert read.headers == {"Vary": "Accept-Encoding", "Cache-Control": "public, no-cache", "ETag": etag}
    assert (read("/roles/", if_none_match='"other"'), read.status) == (TEXT, 200)
    stamp[0] = "two"
    # Made anew and the same as before: still what the browser has.
    assert (read("/roles/", if_none_match=etag), read.status, len(baker.asked)) == (b"", 304, 2)
    baker.body, stamp[0] = b"Rye. " + TEXT, "three"
    assert (read("/roles/", if_none_match=etag), read.status, len(baker.asked)) == (baker.body, 200, 3)


def test_each_process_gives_a_page_the_same_etag_and_another_release_another():
    def etag(release, stamp, **said):
        read = Reader(PageCache(Baker(**said), release, PLENTY, None, lambda: stamp))
        read("/roles/")
        return read.headers["ETag"]

    same = {etag("release", "one"), etag("release", "two")}

    others = [etag("other", "one"), etag("release", "one", body=b"Rye."), etag("release", "one", headers=[("X", "y")])]
    assert (len(same), len({*same, *others})) == (1, 4)


def test_head_is_answered_as_get_without_the_page(before):
    read = before(baker := Baker())
    read("/roles/")
    headers = read.headers

    assert (read("/roles/", method="HEAD"), read.headers, len(baker.asked)) == (b"", headers, 1)


def test_fronts_may_keep_pages_only_where_the_operator_says_so(before, settings):
    settings.CACHE_SHARED_SECONDS = 60
    read = before(Baker())
    read("/roles/")

    assert read.headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400"
    )


def test_what_a_view_says_of_keeping_stays(before):
    read = before(Baker(headers=[("Cache-Control", "max-age=3600")]))
    for how in ("miss", "hit"):
        read("/roles/")
        assert (read.how, read.headers["Cache-Control"]) == (how, "max-age=3600")


def test_a_move_is_not_kept_nor_answered_by_not_modified(before):
    read = before(Baker("301 Moved Permanently", [("Location", "/roles/")]))
    for _ in range(2):
        read("/roles", if_none_match="*")
        assert (read.how, read.status) == ("miss", 301)


def test_other_ports_of_the_host_push_out_no_page(before):
    read = before(Baker(), most=20_000)
    read("/roles/")
    for port in range(8000, 8050):
        read("/roles/", host=f"testserver:{port}")
    read("/roles/")

    assert read.how == "hit"


# --- At once --------------------------------------------------------------------------------------------------


def test_of_threads_that_want_the_same_page_one_makes_it(before):
    started, made = Barrier(8), []

    def slowly(environ, start_response):
        made.append(environ)
        # Whoever else might come in would have by now.
        time.sleep(0.1)
        start_response("200 OK", [])
        return [TEXT]

    cache, answers = PageCache(slowly, "", PLENTY, None, lambda: "one"), []

    def ask():
        started.wait()
        answers.append(Reader(cache)("/roles/"))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(made), answers) == (1, [TEXT] * 8)


def test_a_page_during_which_an_editor_saves_is_made_again(before, stamp):
    texts = iter([b"torn", b"whole"])

    def application(environ, start_response):
        start_response("200 OK", [])
        text = next(texts)
        if text == b"torn":
            stamp[0] = "two"
        return [text]

    read = before(application)

    assert [(read("/roles/"), read.how) for _ in range(2)] == [(b"whole", "miss"), (b"whole", "hit")]


def test_a_page_that_never_settles_is_shown_and_not_kept(before, stamp):
    def application(environ, start_response):
        stamp[0] += "x"
        start_response("200 OK", [])
        return [b"page"]

    read = before(application)

    assert [(read("/roles/"), read.how, "ETag" in read.headers) for _ in range(2)] == [(b"page", "miss", False)] * 2


# --- Memory ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_made_up_queries_push_out_no_page(before):
    read = before(baker := Baker(), most=100_000)
    read("/roles/")
    for number in range(200):
        read(f"/roles/?q={number}")
        read(f"/compare/a-{number}/b/")
    read("/roles/")

    assert (read.how, len(baker.asked)) == ("hit", 401)
    assert 0 < read._application.bytes <= 100_000


sizes = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9000), st.sampled_from(["", "br", "gzip"])), max_size=30)


@given(sizes)
def test_memory_is_what_is_kept_and_never_more_than_allowed(asked):
    shelf = Shelf(20_000)
    for key, size, encoding in asked:
        answer = Answer("200 OK", [], bytes(size))
        shelf.put(key, "one", answer)
        answer.form(encoding)
        shelf.weigh(key, answer)
        kept = [answer for number in range(10) if (answer := shelf.get(number, "one"))]

        assert shelf.bytes == sum(answer.size for answer in kept) <= 20_000


def test_an_answer_comes_back_from_other_processes_as_it_was():
    answer = Answer("200 OK", [("Content-Type", "text/html")], TEXT, 'W/"a"')

    again = Answer.unpack(answer.pack())

    for encoding in ("", "br", "gzip"):
        assert again.form(encoding) == answer.form(encoding)
    assert (again.status, again.not_modified) == (answer.status, answer.not_modified)
