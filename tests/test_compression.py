"""Pages made small: which encoding, when, and what it says of itself."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse

from careers.compression import CompressionMiddleware
from roles.models import Role

TEXT = b"All work and no play makes Jack a dull boy. " * 20


def answer(rf, accepted, content=TEXT, **headers):
    response = content if hasattr(content, "streaming") else HttpResponse(content, headers=headers)
    request = rf.get("/", headers={"Accept-Encoding": accepted} if accepted is not None else {})
    return CompressionMiddleware(lambda request: response)(request)


def unpacked(response):
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[response.headers.get("Content-Encoding")]
    return unpack(response.content)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("br, gzip", "br"),
        ("br;q=0.5, gzip;q=1.0", "br"),
        ("gzip;q=0, br;q=0.001", "br"),
        ("gzip, br ; q=1", "br"),
        ("br;q=0", None),
        ("br;q=0, gzip", "gzip"),
        ("gzip, br;q=0.000", "gzip"),
        ("gzip, br ; q=0", "gzip"),
        ("gzip", "gzip"),
        ("brotli, x-br, gzip", "gzip"),
        ("identity", None),
        ("", None),
        (None, None),
    ],
)
def test_browser_gets_brotli_where_it_takes_it_else_gzip_else_the_page_as_it_is(rf, accepted, encoding):
    response = answer(rf, accepted)

    assert (response.headers.get("Content-Encoding"), unpacked(response)) == (encoding, TEXT)
    assert (len(response.content) < len(TEXT)) == (encoding is not None)
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_length_is_that_of_what_is_sent(rf, encoding):
    response = answer(rf, encoding)

    assert response.headers["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize(("etag", "sent"), [('"abc"', 'W/"abc"'), ('W/"abc"', 'W/"abc"')])
@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_etag_is_weakened_once(rf, encoding, etag, sent):
    assert answer(rf, encoding, ETag=etag).headers["ETag"] == sent


def test_etag_of_a_page_that_is_sent_as_it_is_stays_strong(rf):
    assert answer(rf, "identity", ETag='"abc"').headers["ETag"] == '"abc"'


def test_other_reasons_to_vary_are_kept(rf):
    assert answer(rf, "br", Vary="HX-Request").headers["Vary"] == "HX-Request, Accept-Encoding"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize(("size", "is_packed"), [(199, False), (200, True)])
def test_tiny_answers_are_left_alone(rf, encoding, size, is_packed):
    response = answer(rf, encoding, b"a" * size)

    assert (response.headers.get("Content-Encoding"), unpacked(response)) == (
        encoding if is_packed else None,
        b"a" * size,
    )


def test_what_is_packed_already_is_left_alone(rf):
    response = answer(rf, "br", **{"Content-Encoding": "zstd"})

    assert (response.headers["Content-Encoding"], response.content) == ("zstd", TEXT)


def test_streams_are_left_alone_by_brotli(rf):
    response = answer(rf, "br", StreamingHttpResponse([TEXT, TEXT]))

    assert ("Content-Encoding" in response.headers, b"".join(response.streaming_content)) == (False, TEXT + TEXT)


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_whole_site_packs_its_pages_and_says_the_same_for_head(client, encoding):
    got, head = (call("/roles/", headers={"Accept-Encoding": encoding}) for call in (client.get, client.head))

    assert (got.headers["Content-Encoding"], head.headers["Content-Encoding"], head.content) == (
        encoding,
        encoding,
        b"",
    )
    assert unpacked(got).startswith(b"<!doctype html>")
    if encoding == "br":  # Gzip hides the length by a random name.
        assert head.headers["Content-Length"] == got.headers["Content-Length"] == str(len(got.content))


def test_every_page_of_a_role_is_light(client, content):
    """The promise of docs: at most 21 KB of HTML on the way."""
    sizes = {
        slug: len(client.get(f"/roles/{slug}/", headers={"Accept-Encoding": "br"}).content)
        for slug in Role.objects.published().values_list("slug", flat=True)
    }

    assert len(sizes) > 10
    assert {slug: size for slug, size in sizes.items() if size > 21 * 1024} == {}
