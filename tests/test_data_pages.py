"""The page of open data, and its files: whole, in parts, and kept for good by whoever has them."""

import gzip
import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.bulk.ranges import Part, range_of
from careers.bulk.releasing import folder_of, make_release

from .factories import make_collection, make_role
from .html import parse
from .released import make_content_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def released(tmp_path, settings):
    settings.DATA_DIR, settings.SITE_ADDRESS = tmp_path, "https://waymark.example"
    make_collection("onet", name="O*NET", position=1, licence="CC BY 4.0", attribution="From O*NET.")
    make_role("baker")
    return make_release()[0]


def test_before_the_first_release_the_page_says_that_there_is_none(client):
    page = parse(client.get("/data/"))

    assert page.one("p", css="silent").text.startswith("Nothing has been released yet.")


def test_the_page_lists_every_file_with_what_is_in_it_and_its_licence(client, released):
    page = parse(client.get("/data/"))
    tree = page.one("main")

    files = {link.text: link.attributes["href"] for link in tree.all("a") if ".gz" in link.attributes["href"]}
    packed = {one["name"] for one in released.files if one["name"].endswith(".gz")}
    empty = {f"{name}.csv.gz" for name, count in released.counts["rows"].items() if not count}
    assert files == {name: f"/data/{released.version}/{name}" for name in packed - empty}
    [roles] = [line.text for line in tree.all("li") if "roles.csv.gz" in line.text]
    assert re.fullmatch(r"Roles ?roles\.csv\.gz ?1 row · \d+\sbytes", roles)
    assert [term.text for term in tree.all("dt")] == ["Waymark", "O*NET"]
    assert [what.text for what in tree.all("dd")] == ["Licence not stated", "CC BY 4.0", "From O*NET."]
    assert {row["sha256"] for row in released.files} == {code.text for code in page.one("table").all("code")}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_three_queries_however_many_versions_there_are(client, count, django_assert_num_queries):
    for place in range(count):
        make_content_release(f"v{place}")

    with django_assert_num_queries(3):
        page = parse(client.get("/data/"))

    assert len([link for link in page.all("a") if link.attributes.get("rel") == "nofollow"]) == count


def test_a_file_comes_as_it_lies_and_may_be_kept_for_good(client, released):
    address = f"/data/{released.version}/roles.csv.gz"
    [known] = [file for file in released.files if file["name"] == "roles.csv.gz"]

    answer = client.get(address, headers={"accept-encoding": "gzip, br"})

    content = (folder_of(released) / "roles.csv.gz").read_bytes()
    told = {
        "Content-Type",
        "ETag",
        "Cache-Control",
        "Content-Length",
        "Content-Encoding",
        "Access-Control-Allow-Origin",
    }
    assert (answer.getvalue(), {name: answer.headers[name] for name in told & set(answer.headers)}) == (
        content,
        {
            "Content-Type": "application/gzip",
            "ETag": f'"{known["sha256"]}"',
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Length": str(len(content)),
            "Access-Control-Allow-Origin": "*",
        },
    )
    again = client.get(address, headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert gzip.decompress(content).startswith(b"role,address,title,")


@pytest.mark.parametrize(
    ("headers", "status", "part", "told"),
    [
        ({"range": "bytes=10-19"}, 206, slice(10, 20), "bytes 10-19/{size}"),
        ({"range": "bytes=10-"}, 206, slice(10, None), "bytes 10-{last}/{size}"),
        ({"range": "bytes=-5"}, 206, slice(-5, None), "bytes {fifth}-{last}/{size}"),
        ({"range": "bytes=0-1,4-5"}, 200, slice(None), None),
        ({"range": "lines=1-2"}, 200, slice(None), None),
        ({"range": "bytes=10-19", "if-range": '"another"'}, 200, slice(None), None),
        ({"range": "bytes=999999-"}, 416, slice(0), "bytes */{size}"),
    ],
)
def test_a_download_that_broke_off_goes_on(client, released, headers, status, part, told):
    content = (folder_of(released) / "roles.csv.gz").read_bytes()
    size = {"size": len(content), "last": len(content) - 1, "fifth": len(content) - 5}

    answer = client.get(f"/data/{released.version}/roles.csv.gz", headers=headers)

    assert (answer.status_code, answer.getvalue(), answer.headers.get("Content-Range")) == (
        status, content[part], told and told.format(**size),
    )  # fmt: skip


@given(content=st.binary(min_size=1, max_size=50), first=st.integers(0, 60), length=st.integers(0, 60))
def test_a_range_is_a_slice(content, first, length):
    last = first + length
    if first >= len(content):
        with pytest.raises(ValueError, match=r"bytes \*/"):
            range_of(f"bytes={first}-{last}", len(content))
        return
    begin, end = range_of(f"bytes={first}-{last}", len(content))
    part = Part(BytesIO(content), begin, end - begin + 1)

    assert part.read(3) + part.read() + part.read() == content[first : last + 1]


def test_what_is_not_there_is_said(client, released):
    version = released.version
    answers = {
        f"/data/{version}/nothing.csv": 404,
        f"/data/{version}/..%2f.lock": 404,
        "/data/2020-01-01/roles.csv.gz": 404,
        "/data/2020-01-01/": 404,
        f"/data/{version}/": 200,
    }
    (folder_of(released) / "skills.csv.gz").unlink()
    answers[f"/data/{version}/skills.csv.gz"] = 404

    assert {address: client.get(address).status_code for address in answers} == answers
    page = parse(client.get("/data/2020-01-01/"))
    assert page.one("p", css="lede").text == f"There is no version “2020-01-01”. There are: {version}."


def test_what_cannot_be_given_is_kept_by_nobody(client, released):
    answer = client.get(f"/data/{released.version}/roles.csv.gz", headers={"range": "bytes=999999-"})

    assert (answer.status_code, {"ETag", "Cache-Control"} & set(answer.headers)) == (416, set())


@pytest.mark.parametrize("address", ["/data/", "/data/changes.jsonl?since=2026-11-01", "/data/releases.atom"])
def test_who_asks_again_is_answered_in_full_after_a_release_only(client, address):
    make_content_release("2026-11-01")
    etag = client.get(address).headers["ETag"]

    def again():
        return client.get(address, headers={"if-none-match": etag}).status_code

    before = again()
    make_content_release("2026-11-22")
    assert (before, again()) == (304, 200)


def test_latest_leads_on(client, released):
    answers = [client.get(address) for address in ("/data/latest/", "/data/latest/roles.csv.gz")]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (302, "/data/"), (302, f"/data/{released.version}/roles.csv.gz"),
    ]  # fmt: skip


def test_the_feed_tells_of_each_release(client):
    make_role("baker")
    make_content_release("2026-11-01")
    make_role("smith")
    make_content_release("2026-11-22")

    feed = client.get("/data/releases.atom").content.decode()

    assert re.findall(r"<title>(.*?)</title>|<summary[^>]*>(.*?)</summary>", feed)[1:] == [
        ("Version 2026-11-22", ""), ("", "1 added, 0 changed, 0 gone"),
        ("Version 2026-11-01", ""), ("", "2 added, 0 changed, 0 gone"),
    ]  # fmt: skip
