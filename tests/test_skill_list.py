"""The list of skills beyond the site's own, and what bounds the pages of skills that very many roles ask for."""

import pytest
from django.http import QueryDict

from skills.models import SkillInArea
from skills.skill_list import SkillList
from skills.skill_page import MOST_ASKS

from .factories import (
    make_area,
    make_collection,
    make_descriptor,
    make_requirement,
    make_role,
    make_skill,
    make_skill_alias,
)
from .html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    """The site's own skill, and four of a framework whose areas stand within each other."""
    framework = make_collection("framework", short_name="FW", position=1)
    top = make_area("top", collection=framework)
    low = make_area("low", collection=framework, broader=top)
    make_skill("sql", kind="language")
    food = make_skill("food", area=top, kind="knowledge", collection=framework)
    bread = make_skill("bread", area=low, kind="skill", collection=framework, broader=food)
    make_skill("rye", area=low, kind="skill", collection=framework, broader=bread, status="draft")
    make_skill("wheat", area=low, kind="skill", collection=framework, broader=bread)
    SkillInArea.objects.create(skill=food, area=low)
    make_skill_alias("Loaf", skill=bread)
    make_requirement(role=make_role(collection=framework), skill=bread)
    make_descriptor(skill=bread)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sort=-roles", ["sql"]),
        ("collection=framework", ["bread", "food", "wheat"]),
        ("collection=waymark&collection=framework", ["sql", "bread", "food", "wheat"]),
        ("collection=framework&sort=-roles", ["bread", "food", "wheat"]),
        ("collection=framework&kind=knowledge", ["food"]),
        ("area=top", ["bread", "food", "wheat"]),
        ("area=low&kind=skill", ["bread", "wheat"]),
        ("area=top&area=low", ["bread", "food", "wheat"]),
        ("within=food", ["bread", "wheat"]),
        ("collection=framework&about=asked&about=described", ["bread"]),
        ("collection=framework&q=loaf", ["bread"]),
        ("q=loaf", []),
    ],
)
def test_list_is_narrowed_and_widened(library, query, found):
    skills = SkillList(QueryDict(query))

    assert ([skill.slug for skill in skills.page], skills.count) == (found, len(found))


def test_figures_are_those_of_the_current_choice(library):
    facets = {
        facet.name: {option.label: option.count for option in facet.options}
        for facet in SkillList(QueryDict("collection=framework&kind=skill&area=top")).facets
    }

    assert facets == {
        "collection": {"Waymark": 0, "FW": 2},
        "kind": {"Skill": 2, "Knowledge": 1},
        "area": {"Top": 2, "Low": 2},
        "about": {"Described level by level": 1, "Asked for by a role": 1},
    }


def test_own_skills_stay_by_area_beside_what_widens_them(client, library):
    plain, widened = (parse(client.get(f"/skills/{query}")) for query in ("", "?collection=framework"))

    assert [len(page.all("ul", css="skill-index")) for page in (plain, widened)] == [1, 0]
    assert plain.one("div", css="results").texts("li") == ["Sql 0 roles"]
    assert widened.one("ul", css="found-skills").texts("li") == [
        "Bread FW, Low 1 role", "Food FW, Top 0 roles", "Wheat FW, Low 0 roles"
    ]  # fmt: skip


def test_skill_that_very_many_ask_for_shows_those_that_need_it_most_and_leads_to_all(client):
    sql = make_skill("sql")
    for place in range(MOST_ASKS + 1):
        make_requirement(role=make_role(f"role-{place:02}"), skill=sql, need="desirable")
    dev = make_role("dev")
    make_requirement(role=make_role("junior", broader=dev), skill=sql, level=None)
    make_requirement(role=dev, skill=sql, need="mentioned", level=3)

    asks = parse(client.get("/skills/sql/")).one("section", id="asks")
    lines = asks.all("li", css="ask")

    assert [line.one(css="statement-title").text for line in lines[:2]] == ["Junior", "Role 00"]
    assert (len(lines), lines[0].one("span", css="level").text) == (MOST_ASKS, "Practitioner")
    assert asks.one("p", css="note").text.startswith("33 roles ask for it by name.")
    assert asks.one("p", css="note").one("a").attributes["href"] == "/roles/?skill=sql"
