"""The front page."""

import pytest

from roles.role_index import role_index

from .factories import (
    make_claim,
    make_document,
    make_experience,
    make_family,
    make_requirement,
    make_role,
    make_skill,
    make_step,
)
from .html import parse

pytestmark = pytest.mark.django_db


def show(client):
    return parse(client.get("/"))


def sections(page):
    """Return {heading: section} of the front page."""
    return {part.one("h2").text: part for part in page.one("main").all("section") if part.all("h2")}


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_six_queries_however_much_there_is(client, django_assert_num_queries, count):
    top = make_role(seniority=None)
    for place in range(count):
        level = make_role(broader=top, seniority=place + 1)
        make_experience(role=level, years_from=place)
        make_requirement(role=level)
        make_claim()
    role_index()

    with django_assert_num_queries(6):
        page = show(client)

    assert len(page.one("ol", css="climb").all("li")) == count


def test_way_up_leads_from_the_first_level_to_what_lies_beyond(client):
    late, early = make_family(position=2), make_family(position=1)
    other = make_role("other", family=late)
    make_role(broader=other, seniority=1)
    dev = make_role("dev", title="QA Engineer", family=early)
    make_role("lonely", title="A", family=early)
    junior, senior = (
        make_role(slug, title=slug, broader=dev, seniority=n) for slug, n in (("junior", 1), ("senior", 3))
    )
    make_role("hidden", broader=dev, seniority=2, status="draft")
    manager = make_role("manager", title="manager", seniority=4)
    make_step(origin=senior, target=manager, kind="into-management")
    make_experience(role=junior, years_from=1, years_to=2, hedge="often")
    make_experience(role=senior, years_from=5, basis="inferred", note="So it seems.")

    climb = show(client).one("ol", css="climb").all("li")

    assert [(rung.text, rung.attributes["data-rung"], rung.one("a").attributes["href"]) for rung in climb] == [
        ("junior 1–2 years (often)", "1", "/roles/junior/"),
        ("senior more than 5 years, inferred", "3", "/roles/senior/"),
        ("manager years not stated", "4", "/roles/manager/"),
    ]


def test_way_up_starts_from_no_draft_and_leads_through_published_levels_only(client):
    ghost = make_role("ghost", status="draft")
    make_role(broader=ghost, seniority=1)
    make_role(broader=make_role("dev"), seniority=1, status="draft")

    assert show(client).all("ol", css="climb") == []


def test_families_stand_by_place_with_their_published_roles(client):
    software, data = make_family("software", position=2, description="Code."), make_family("data", position=1)
    make_family("empty")
    make_role(family=make_family("hidden"), status="draft")
    for family in (software, software, data):
        make_role(family=family)

    cards = sections(show(client))["Families of roles"].all("article")

    assert [(card.one("a").text, card.one("a").attributes["href"], card.texts("p")) for card in cards] == [
        ("Data", "/roles/?family=data", ["", "1 role"]),
        ("Software", "/roles/?family=software", ["Code.", "2 roles"]),
    ]


def test_twelve_skills_that_most_documents_ask_for_stand_by_how_many_do(client):
    one, two = make_document(), make_document()
    claims = [make_claim(document=document) for document in (one, one, two)]
    for letter in "abcdefghijklm":
        # The last is asked for by two documents, the others by one, however often.
        make_requirement(skill=make_skill(f"skill-{letter}"), claims=claims if letter == "m" else claims[:2])
    make_requirement(skill=make_skill("secret", status="draft"), claims=claims)
    make_requirement(skill=make_skill("hidden"), role=make_role(status="draft"), claims=claims)

    links = sections(show(client))["Skills that most documents ask for"].one("ul").all("a")

    assert [link.attributes["href"] for link in links] == [f"/skills/skill-{letter}/" for letter in "mabcdefghijk"]


def test_documents_stand_by_place_with_their_claims(client):
    make_document("late", title="Late", position=2)
    make_claim(document=make_document("early", title="Early", position=1, year=2024))

    cards = sections(show(client))["What it rests on"].all("article")

    assert [(card.one("a").text, card.texts("p")) for card in cards] == [
        ("Early", ["Article, 2024", "1 claims"]),
        ("Late", ["Article", "0 claims"]),
    ]


def test_search_leads_to_the_results_from_the_only_box(client):
    form = show(client).one("form", role="search")

    assert (form.attributes["action"], form.one("input").attributes["name"]) == ("/search/", "q")


def test_published_way_up_has_its_five_rungs(client, content):
    assert show(client).one("ol", css="climb").texts("li") == [
        "Junior Backend Engineer 1–2 years (quite common)",
        "Mid-level Backend Engineer 3–5 years (around), inferred",
        "Senior Backend Engineer more than 5 years, inferred",
        "Engineering Manager years not stated",
        "Backend Architect years not stated",
    ]
