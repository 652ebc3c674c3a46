"""What was released stays readable: older versions of pages, and what changed since one."""

import json
from datetime import UTC, datetime

import pytest
import rdflib
from django.http import Http404
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from careers.bulk.difference import changes
from careers.bulk.documents import KINDS, line_of
from careers.bulk.keeping import lines_of
from careers.bulk.models import ContentRelease
from careers.bulk.older_forms import in_form
from careers.bulk.versions import as_of
from roles.models import Need
from skills.levels import Level
from sources.publication import Status

from .factories import (
    make_choice,
    make_claim,
    make_duty,
    make_pay_figure,
    make_requirement,
    make_role,
    make_role_alias,
    make_route,
    make_route_into_role,
    make_skill,
    make_skill_alias,
    make_step,
)
from .html import parse
from .released import make_content_release

pytestmark = pytest.mark.django_db


def read(client, address):
    response = client.get(address)
    return response.status_code, parse(response)


# --- Pages ----------------------------------------------------------------------------------------------------


def test_an_older_version_of_a_role_says_what_was_said_then(client):
    baker = make_role("baker", title="Baker", summary="Bakes bread.")
    make_requirement(
        role=baker, skill=make_skill("kneading", name="Kneading"), need=Need.ESSENTIAL, level=Level.EXPERT,
        hedge="often", claims=[claim := make_claim("F001")],
    )  # fmt: skip
    make_pay_figure("average salary", role=baker)
    make_step(origin=baker, target=make_role("owner", title="Owner"))
    make_content_release("2026-11-01")
    baker.requirements.all().delete()
    baker.summary = "Bakes cakes."
    baker.save()
    make_content_release("2026-11-22")

    status, page = read(client, "/roles/baker/?version=2026-11-01")

    assert (status, page.one("h1").text, page.one("p", css="summary").text) == (200, "Baker", "Bakes bread.")
    assert page.texts("h2") == ["Skills it takes", "Where it leads", "Pay"]
    line = next(item.text for item in page.one("main").all("li"))
    assert line == f"Kneading essential · Expert · oftenRests on F001 of {claim.document.slug}"
    assert "As of version 2026-11-01" in page.one("div", css="version-notice").text
    forms = [link.attributes["href"] for link in page.one("div", css="version-notice").all("a")][2:]
    assert forms == [f"/roles/baker.{ending}?version=2026-11-01" for ending in ("json", "jsonld", "ttl")]
    assert "The last one released is 2026-11-22." in page.one("div", css="version-notice").text
    assert [tag.attributes["content"] for tag in page.all("meta") if tag.attributes.get("name") == "robots"] == [
        "noindex"
    ]
    assert [tag.attributes["href"] for tag in page.all("link") if tag.attributes["rel"] == "canonical"] == [
        "http://testserver/roles/baker/"
    ]


def test_an_older_version_of_a_skill_is_read_as_well(client):
    skill = make_skill("kneading", name="kneading", description="By hand.")
    make_content_release("2026-11-01")
    skill.description = "By machine."
    skill.save()

    status, page = read(client, "/skills/kneading/?version=latest")

    assert (status, page.one("h1").text, page.one("p", css="summary").text) == (200, "Kneading", "By hand.")


def test_a_role_is_found_in_a_version_in_which_it_had_another_name(client):
    role = make_role("baker", title="Baker")
    make_content_release("2026-11-01")
    role.slug, role.title = "bread-maker", "Bread maker"
    role.save()

    assert read(client, "/roles/bread-maker/?version=2026-11-01")[1].one("h1").text == "Baker"
    assert read(client, "/roles/baker/?version=2026-11-01")[1].one("h1").text == "Baker"


def test_what_is_gone_today_stays_in_its_versions(client):
    make_role("baker", title="Baker").delete()
    role = make_role("smith", title="Smith")
    make_content_release("2026-11-01")
    role.delete()

    assert (read(client, "/roles/smith/")[0], read(client, "/roles/smith/?version=2026-11-01")[0]) == (404, 200)


def test_a_version_that_is_not_there_is_answered_with_those_that_are(client):
    make_role("baker")
    make_content_release("2026-11-01")
    make_role("smith")
    make_content_release("2026-11-22")

    said = [
        read(client, f"/roles/{slug}/?version={version}")
        for slug, version in [("baker", "2026-13"), ("smith", "2026-11-01"), ("nobody", "2026-11-01"), ("baker", "%00")]
    ]

    assert [(status, page.one("p", css="lede").text) for status, page in said] == [
        (404, "There is no version “2026-13”. There are: 2026-11-22, 2026-11-01."),
        (404, "There was no role “smith” in version 2026-11-01. It stands in 2026-11-22."),
        (404, "There was no role “nobody” in version 2026-11-01. No release has it."),
        (404, "There is no version “\N{REPLACEMENT CHARACTER}”. There are: 2026-11-22, 2026-11-01."),
    ]


def test_a_page_without_a_version_is_that_of_today(client):
    make_role("baker", title="Baker")

    assert read(client, "/roles/baker/?version=")[1].one("h1").text == "Baker"
    assert as_of(RequestFactory().get("/roles/baker/"), "role", "baker") is None


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/roles/", "/search/", "/changes/", "/education/bootcamp/", "/fit/baker/", "/embed/roles/baker/"),
        *("/compare/baker/smith/", "/roles/baker/job-description/"),
    ],
)
@pytest.mark.parametrize("parameter", ["version", "%76ersion"])
def test_of_all_other_pages_there_are_no_older_versions_and_nobody_is_shown_todays(client, address, parameter):
    make_role("baker"), make_role("smith"), make_route("bootcamp")
    make_content_release("2026-11-01")

    status, page = read(client, f"{address}?{parameter}=2026-11-01")

    assert (status, "Of this there are no older versions" in page.one("main").text) == (404, True)
    assert page.one("main").all("a")[0].attributes["href"] == address
    assert read(client, f"{address}?{parameter}=")[0] == 200


def test_of_a_comparison_there_is_no_older_version_in_any_form(client):
    make_role("baker"), make_role("smith")

    response = client.get("/compare/baker/smith.json?version=2026-11-01")

    assert (response.status_code, response.json()["parameter"]) == (404, "version")
    assert response.json()["detail"].startswith("Of this there are no older versions")


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/data/", "/api/"])
def test_what_is_no_page_minds_no_version(client, address):
    assert client.get(f"{address}?version=2026-11-01").status_code == client.get(address).status_code != 404


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_an_older_version_takes_other_forms():
    baker = make_role("baker", title="Baker")
    make_requirement(role=baker, skill=make_skill("kneading"), claims=[claim := make_claim("F001")])
    make_duty(role=baker)
    make_content_release("2026-11-01")
    then = as_of(RequestFactory().get("/?version=2026-11-01"), "role", "baker")

    forms = {ending: in_form(then, ending, "https://waymark.example") for ending in ("json", "jsonld", "ttl", "csv")}

    assert json.loads(forms["json"]) == {"version": "2026-11-01"} | then.document
    assert forms["csv"] is None
    graph = rdflib.Graph().parse(data=forms["ttl"], format="turtle")
    cited = rdflib.URIRef(f"https://waymark.example/sources/{claim.document.slug}/#F001")
    assert {str(one) for one in graph.subjects(rdflib.URIRef("https://schema.org/citation"), cited)} == {
        "https://waymark.example/roles/baker/#skill-kneading"
    }
    assert isomorphic(graph, rdflib.Graph().parse(data=forms["jsonld"], format="json-ld"))


@pytest.mark.parametrize("address", ["/roles/baker.ttl", "/roles/junior.ttl", "/skills/kneading.ttl"])
def test_the_newest_version_states_what_the_page_of_today_states(client, address):
    guide = make_claim("F001"), make_claim("F002")
    baker = make_role("baker", title="Baker")
    make_role_alias("bakr", role=baker, is_hidden=True)
    junior = make_role("junior", broader=baker, seniority=1)
    kneading = make_skill("kneading")
    make_skill_alias("kneding", skill=kneading, is_hidden=True), make_skill_alias("dough work", skill=kneading)
    make_skill("by-hand", broader=kneading), make_skill("secret", broader=kneading, status=Status.DRAFT)
    choice = make_choice("one-of", role=baker, level=Level.EXPERT, claims=guide[:1])
    make_requirement(choice=choice, skill=kneading, claims=guide[1:])
    make_requirement(choice=choice, skill=make_skill("rolling"))
    make_requirement(choice=choice, skill=make_skill("glazing"), level=Level.WORKING)
    make_requirement(role=junior, skill=kneading, need=Need.MENTIONED)
    make_route_into_role(choice=make_choice("degree", role=baker, claims=guide[1:]))
    make_content_release("2026-11-01")

    live, then = (
        rdflib.Graph().parse(data=client.get(f"{address}{query}").text, format="turtle")
        for query in ("", "?version=latest")
    )

    assert isomorphic(live, then)
    chosen = set(live.objects(None, rdflib.URIRef("http://testserver/api/terms#oneOf")))
    assert chosen <= set(live.subjects())
    assert bool(chosen) == ("baker" in address)


@pytest.mark.parametrize(
    ("address", "accept", "media_type"),
    [
        ("/roles/baker.json?version=2026-11-01", "", "application/json"),
        ("/roles/baker.ttl?version=2026-11-01", "", "text/turtle"),
        ("/roles/baker/?version=2026-11-01", "application/ld+json", "application/ld+json"),
        ("/roles/baker/?version=2026-11-01", "text/html", "text/html"),
        ("/api/v1/roles/baker/?version=2026-11-01", "application/json", "application/json"),
    ],
)
def test_every_form_of_a_page_can_be_that_of_a_version(client, address, accept, media_type):
    baker = make_role("baker", title="Baker")
    make_content_release("2026-11-01")
    baker.title = "Pastry chef"
    baker.save()

    response = client.get(address, headers={"Accept": accept} if accept else {})

    assert (response.status_code, response["Content-Type"].partition(";")[0]) == (200, media_type)
    assert ("Baker" in response.text, "Pastry chef" in response.text) == (True, False)


def test_programs_are_told_which_versions_and_forms_there_are(client):
    make_skill("kneading", name="Kneading")
    release = make_content_release("2026-11-01")
    document = as_of(RequestFactory().get("/?version=latest"), "skill", "kneading").document

    then, unknown = (client.get(f"/api/v1/skills/kneading/?version={asked}") for asked in ("latest", "2025-01-01"))
    table = client.get("/skills/kneading.csv?version=2026-11-01")
    form = client.get("/skills/kneading.json?version=2025-01-01")

    assert then.json() == {"version": release.version, "document": document}
    assert (unknown.status_code, unknown.json()["parameter"]) == (404, "version")
    assert unknown.json()["detail"] == "There is no version “2025-01-01”. There are: 2026-11-01."
    assert (form.status_code, form.json()["detail"]) == (404, unknown.json()["detail"])
    assert (table.status_code, table.json()["parameter"]) == (404, "version")
    assert table.json()["detail"] == "Of older versions there is no CSV. There are JSON, JSON-LD and Turtle."


@pytest.mark.parametrize("count", [1, 3])
def test_an_older_version_takes_three_queries(count, django_assert_num_queries):
    make_role("baker")
    for place in range(count):
        make_content_release(f"2026-11-0{place + 1}")

    with django_assert_num_queries(3):
        as_of(RequestFactory().get("/?version=2026-11-01"), "role", "baker")
    with pytest.raises(Http404), django_assert_num_queries(5):
        as_of(RequestFactory().get("/?version=2026-11-01"), "role", "smith")


# --- What changed since ---------------------------------------------------------------------------------------

STATES = st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), max_size=3), min_size=2, max_size=5)


def lines(state):
    return [line_of({"kind": "role", "id": slug, "says": says}) for slug, says in sorted(state.items())]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(states=STATES)
def test_each_release_keeps_what_it_said_and_any_two_differ_by_what_differs(db, states):
    ContentRelease.objects.all().delete()
    releases = [make_content_release(f"v{place}", lines=lines(state)) for place, state in enumerate(states)]

    assert [list(lines_of(release)) for release in releases] == list(map(lines, states))
    now = states[-1]
    for then, release in zip([{}, *states], [None, *releases], strict=True):
        head, *found = changes(release, releases[-1])
        assert head["version"] == releases[-1].version
        assert {one["id"]: one["change"] for one in found} == (
            dict.fromkeys(now.keys() - then.keys(), "added")
            | dict.fromkeys(then.keys() - now.keys(), "gone")
            | {slug: "changed" for slug in now.keys() & then.keys() if now[slug] != then[slug]}
        )
        assert {tuple(one["parts"]) for one in found if one["change"] == "changed"} <= {("says",)}


def test_changes_name_what_became_of_each_page(client):
    renamed, retired, changed = make_role("renamed"), make_role("retired"), make_role("changed")
    make_content_release("2026-11-01", released_at=datetime(2026, 11, 1, 12, tzinfo=UTC))
    renamed.slug, retired.status, changed.summary = "new-name", Status.RETIRED, "Otherwise."
    for role in (renamed, retired, changed):
        role.save()
    make_content_release("2026-11-22")

    told = [json.loads(line) for line in client.get("/data/changes.jsonl?since=2026-11-01").getvalue().splitlines()]

    def role(change, slug, **more):
        return {"change": change, "kind": "role", "id": slug, "address": f"/roles/{slug}/", **more}

    assert told == [
        {"change": "release", "since": "2026-11-01", "version": "2026-11-22"},
        role("changed", "changed", parts=["summary"]),
        role("added", "new-name"),
        role("moved", "renamed", to="new-name"),
        role("retired", "retired"),
    ]


def test_nobody_is_told_where_a_page_went_that_is_a_draft_now(client):
    role = make_role("baker")
    make_content_release("2026-11-01")
    role.slug, role.status = "secret-plan", Status.DRAFT
    role.save()
    make_content_release("2026-11-22")

    _, told = client.get("/data/changes.jsonl?since=2026-11-01").getvalue().splitlines()

    assert json.loads(told) == {"change": "gone", "kind": "role", "id": "baker", "address": "/roles/baker/"}


@pytest.mark.parametrize(
    ("since", "before"),
    [
        ("2026-11-01", "2026-11-01"),
        ("latest", "2026-11-22"),
        ("2026-11-02", "2026-11-01"),
        ("2026-11-01T11:59:00Z", None),
        ("2026-11-01T12:00:00%2B00:00", "2026-11-01"),
        ("2020-01-01", None),
    ],
)
def test_since_is_a_version_or_a_moment(client, since, before):
    make_content_release("2026-11-01", released_at=datetime(2026, 11, 1, 12, tzinfo=UTC))
    make_content_release("2026-11-22", released_at=datetime(2026, 11, 22, 12, tzinfo=UTC))

    first = client.get(f"/data/changes.jsonl?since={since}").getvalue().splitlines()[0]

    assert json.loads(first) == {"change": "release", "since": before, "version": "2026-11-22"}


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("", 400, "Say since when: ?since=2026-11-22 (a version, a day, or a moment such as 2026-11-22T08:00Z)."),
        ("?since=yesterday", 404, "There is no version “yesterday”. There are: 2026-11-01."),
        ("?since=2026-02-30", 404, "There is no version “2026-02-30”. There are: 2026-11-01."),
        ("?since=0001-01-01T0:00%2B23:59", 404, "There is no version “0001-01-01T0:00+23:59”. There are: 2026-11-01."),
        ("?since=9999-99-99T00:00", 404, "There is no version “9999-99-99T00:00”. There are: 2026-11-01."),
    ],
)  # fmt: skip
def test_what_is_no_moment_is_said_to_be_none(client, query, status, said):
    make_content_release("2026-11-01")

    answer = client.get(f"/data/changes.jsonl{query}")

    assert (answer.status_code, answer.headers["Content-Type"], answer.json()["detail"]) == (
        status, "application/problem+json", said,
    )  # fmt: skip


def test_kinds_of_documents_keep_their_names():
    """They are part of what was released."""
    assert [kind.name for kind in KINDS] == ["collection", "document", "term", "route", "skill", "role"]
