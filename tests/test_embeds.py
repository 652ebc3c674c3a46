"""A role or a comparison in somebody else's page: in any frame, without script, cookie and query of its own."""

import pytest

from careers.embeds.frames import snippet
from roles.models import Need
from skills.levels import Level
from sources.publication import Status

from .factories import (
    make_collection,
    make_duty,
    make_old_address,
    make_requirement,
    make_responsibility,
    make_role,
    make_skill,
)
from .factories import make_release as make_framework_release
from .html import parse

pytestmark = pytest.mark.django_db

FRAMES = ["/embed/roles/baker/", "/embed/compare/baker/smith/"]


@pytest.fixture
def roles():
    baker, smith = make_role("baker", title="Baker", summary="Bakes."), make_role("smith", title="Smith")
    kneading = make_skill("kneading", name="Kneading")
    for role, level in ((baker, Level.WORKING), (smith, Level.EXPERT)):
        make_requirement(role=role, skill=kneading, need=Need.ESSENTIAL, level=level)
    make_duty(role=baker, responsibility=make_responsibility("knead", title="Knead the dough"))
    return baker, smith


@pytest.mark.parametrize("address", FRAMES)
def test_any_site_may_show_it_and_nothing_in_it_runs(client, roles, address):
    answer = client.get(address)

    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert (policy["frame-ancestors"], policy["script-src"], policy["form-action"]) == ("*", "'none'", "'none'")
    assert (answer.headers.get("X-Frame-Options"), answer.headers["Cross-Origin-Resource-Policy"]) == (
        None, "cross-origin",
    )  # fmt: skip
    assert (list(answer.cookies), parse(answer).all("script")) == ([], [])


@pytest.mark.parametrize("path", ["roles/nobody/", "roles/draft/", "compare/baker/nobody/", "roles/baker/?version=1"])
def test_a_frame_says_by_itself_that_there_is_nothing_to_show(client, roles, path):
    make_role("draft", status=Status.DRAFT)

    answer = client.get(f"/embed/{path}")

    assert (answer.status_code, answer.headers.get("X-Frame-Options")) == (404, None)
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert parse(answer).one("h1").text == ("Not in this version" if "version" in path else "Nothing here")


@pytest.mark.parametrize("address", ["/roles/baker/", "/compare/baker/smith/"])
def test_nothing_else_stands_in_frames(client, roles, address):
    answer = client.get(address)

    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert (answer.headers["X-Frame-Options"], answer.headers["Cross-Origin-Resource-Policy"]) == (
        "DENY",
        "same-origin",
    )


def test_the_card_says_what_the_role_is_and_leads_to_its_page(client, roles):
    page = parse(client.get("/embed/roles/baker/"))

    assert page.texts("h1") + page.texts("h2") == ["Baker", "Skills it takes", "What you would do"]
    assert page.texts("li") == ["Kneading essential, working", "Knead the dough"]
    assert [(link.text, link.attributes["href"]) for link in page.all("a")] == [
        ("The whole role", "http://testserver/roles/baker/"), ("Waymark", "http://testserver/"),
    ]  # fmt: skip


def test_the_comparison_says_what_changes(client, roles):
    page = parse(client.get("/embed/compare/baker/smith/"))

    assert page.one("h1").text == "From Baker to Smith"
    assert page.one("ul", css="tally").text.startswith("1 raised")
    assert page.all("a")[0].attributes["href"] == "http://testserver/compare/baker/smith/"


def test_content_of_a_framework_brings_its_notice(client):
    onet = make_collection("onet", attribution="From O*NET {release}.")
    release = make_framework_release(onet, version="29.0")
    make_role("baker", collection=onet, release=release, identifier="51-3011.00")

    assert "From O*NET 29.0." in parse(client.get("/embed/roles/baker/")).one("footer").text


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/embed/roles/old/", "/embed/roles/baker/"),
        ("/embed/compare/old/smith/", "/embed/compare/baker/smith/"),
    ],
)
def test_old_addresses_lead_on(client, roles, address, leads_to):
    make_old_address(slug="old", replaced_by="baker")

    answer = client.get(address)

    assert (answer.status_code, answer.headers["Location"]) == (301, leads_to)


@pytest.mark.parametrize("path", ["roles/draft/", "compare/baker/draft/", "compare/baker/baker/"])
def test_drafts_and_what_is_no_pair_are_not_shown(client, roles, path):
    make_role("draft", status=Status.DRAFT)

    assert client.get(f"/embed/{path}").status_code == 404


def test_the_lines_to_copy_stand_on_the_page_and_break_out_of_nothing(client):
    make_role("baker", title='</textarea>"><p>')

    page = parse(client.get("/roles/baker/"))

    assert page.one("textarea").text == (
        '<iframe src="http://testserver/embed/roles/baker/" title="&lt;/textarea&gt;&quot;&gt;&lt;p&gt;, on Waymark"'
        ' width="100%" height="680" loading="lazy" style="border:0"></iframe>'
    )


@pytest.mark.parametrize(
    ("query", "frame", "size"),
    [
        ("url=http://testserver/roles/baker/", "/embed/roles/baker/", (600, 680)),
        ("url=http://testserver/roles/baker/&maxwidth=400&maxheight=300", "/embed/roles/baker/", (400, 300)),
        ("url=http://testserver/roles/baker/&maxwidth=9&maxheight=x", "/embed/roles/baker/", (9, 680)),
        ("url=http://testserver/roles/old/&maxwidth=9999", "/embed/roles/baker/", (600, 680)),
        ("url=http://testserver/compare/old/smith/", "/embed/compare/baker/smith/", (600, 680)),
        ("url=http://testserver/compare/baker/smith/", "/embed/compare/baker/smith/", (600, 680)),
    ],
)
def test_programs_are_told_what_to_show(client, roles, query, frame, size):
    make_old_address(slug="old", replaced_by="baker")

    told = client.get(f"/oembed/?{query}").json()

    assert told["html"] == snippet(f"http://testserver{frame}", told["title"], *size)
    assert (told["type"], told["width"], told["height"], told["version"]) == ("rich", *size, "1.0")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 404),
        ("url=http://elsewhere.example/roles/baker/", 404),
        ("url=http://testserver/roles/nobody/", 404),
        ("url=http://testserver/compare/baker/", 404),
        ("url=http://[testserver/roles/baker/", 404),
        ("url=http://testserver/skills/kneading/", 404),
        ("url=http://testserver/roles/baker/&format=xml", 501),
    ],
)
def test_what_is_no_page_of_roles_is_said_to_be_none(client, roles, query, status):
    answer = client.get(f"/oembed/?{query}")

    assert (answer.status_code, list(answer.json())) == (status, ["error"])


def test_pages_name_where_programs_ask(client, roles):
    head = parse(client.get("/roles/baker/"))
    [link] = [one for one in head.all("link") if one.attributes.get("type") == "application/json+oembed"]

    assert client.get(link.attributes["href"].removeprefix("http://testserver")).json()["title"] == "Baker"
