"""Comparing roles of frameworks: native values, what is not relevant, technologies, several collections."""

import pytest

from roles.models import Need
from skills.models import RelationKind
from tests import factories
from tests.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def release():
    return factories.make_release(factories.make_collection("onet", short_name="O*NET"), "29.0")


def make_occupation(release, slug, ratings, technologies=()):
    """Make a role with {name of a skill: (importance, level of ours)} and the names of technologies."""
    origin = {"collection": release.collection, "release": release}
    role = factories.make_role(slug, **origin)
    for name, (importance, level) in ratings.items():
        need = Need.ESSENTIAL if level else None
        values = {"native_need": importance, "need": need, "level": level, "is_relevant": level is not None}
        factories.make_requirement(role=role, skill=skill_of(name, "skill", origin), release=release, **values)
    for name in technologies:
        factories.make_requirement(
            role=role, skill=skill_of(name, "technology", origin), release=release, need=Need.MENTIONED
        )
    factories.make_duty(role=role, release=release)
    return role


def skill_of(slug, kind, origin):
    found = factories.skills.Skill.objects.filter(slug=slug).first()
    return found or factories.make_skill(slug, kind=kind, identifier=slug, **origin)


def rows_of(page, section):
    return [row.text for row in page.one("section", id=section).all("tr") if row.all("td")]


@pytest.mark.parametrize("count", [1, 3])
def test_two_occupations_cost_ten_queries_however_much_they_ask(client, django_assert_num_queries, release, count):
    ratings = {f"skill-{number}": ("3.50", 3) for number in range(count)}
    for slug in ("baker", "cook"):
        make_occupation(release, slug, ratings, [f"tool-{number}" for number in range(count)])

    with django_assert_num_queries(10):
        page = parse(client.get("/compare/baker/cook/"))

    assert len(rows_of(page, "skills")) == count


def test_cells_show_figures_and_what_is_not_relevant_is_not_asked_for(client, release):
    filler = {f"filler-{number}": ("3.00", 2) for number in range(10)}
    make_occupation(release, "baker", filler | {"kneading": ("4.00", 3), "physics": ("1.10", None)})
    make_occupation(release, "cook", filler | {"kneading": ("1.20", None), "physics": ("3.10", 2)})

    page = parse(client.get("/compare/baker/cook/?show=differences"))

    assert rows_of(page, "skills") == [
        "KneadingBaker≈ translated: Practitioner≈ translated: Essentialimportance 4.00 of 5"
        "Cookrated not relevant− no longer asked for",
        "PhysicsBakerrated not relevantCook≈ translated: Working≈ translated: Essential+ newimportance 3.10 of 5",
    ]


def test_technologies_and_tasks_of_one_role_are_listed_and_not_counted(client, release):
    make_occupation(release, "baker", {}, ["oven", "scales"])
    make_occupation(release, "cook", {}, ["oven", "pan"])

    page = parse(client.get("/compare/baker/cook/"))

    assert page.one("section", id="technologies").texts("details") == [
        "Both: 1Oven",
        "Only Baker: 1Scales",
        "Only Cook: 1Pan",
    ]
    assert page.one("section", id="duties").texts("summary") == ["Only Baker: 1", "Only Cook: 1"]
    assert not page.one("ul", css="tally").all("li")
    lines = client.get("/compare/baker/cook.csv").content.decode().splitlines()
    assert [line for line in lines if line.startswith("Technologies")] == [
        "Technologies,Skillarea 1,Oven,in use,in use,",
        "Technologies,Skillarea 2,Scales,in use,not stated,",
        "Technologies,Skillarea 3,Pan,not stated,in use,",
    ]


def test_roles_of_several_collections_meet_only_where_an_editor_linked_their_skills(client, release):
    make_occupation(release, "cook", {"frying-onet": ("3.50", 3), "tasting": ("3.50", 3)})
    own = factories.make_skill("frying")
    names = [own, *(factories.make_skill(f"own-{number}") for number in range(10))]
    factories.make_role("chef", levels=dict.fromkeys(names, 2))
    theirs = factories.skills.Skill.objects.get(slug="frying-onet")
    factories.make_skill_relation(origin=own, target=theirs, kind=RelationKind.EXACT)

    page = parse(client.get("/compare/chef/cook/?show=differences"))

    assert [row.split("Cook")[1] for row in rows_of(page, "skills")] == [
        "≈ translated: Practitioner≈ translated: Essential↑ raised: 1 levelimportance 3.50 of 5the same as Frying onet"
    ]
    assert page.one("ul", css="highlights").texts("li") == ["Raised from Working to Practitioner: Frying."]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Baker"]),
        ("q=baker", ["Baker", "Baker of pies O*NET"]),
        ("q=bakre&collection=onet", ["Baker of pies O*NET"]),
        ("collection=onet", ["Baker of pies O*NET"]),
        ("q=baker&collection=nowhere", ["Baker", "Baker of pies O*NET"]),
        ("role=pies", []),
        ("q=cook&collection=onet", []),
    ],
)
def test_roles_are_chosen_from_all_collections_or_from_one(client, release, query, titles):
    family = factories.make_family("family", name="Food")
    factories.make_role("own", title="Baker", family=family)
    factories.make_role("cook", title="Cook", family=family, status="draft")
    factories.make_role("pies", title="Baker of pies", family=family, collection=release.collection, release=release)

    page = parse(client.get(f"/compare/?{query}"))

    offers = [
        offer.text.replace(" Food", "").replace(",", "") for offer in page.all("li") if offer.all("a", rel="nofollow")
    ]
    assert [text for text in offers if "Remove" not in text] == titles
    chosen = [option.text for option in page.one("select", id="collection").all("option", selected="")]
    assert chosen == (["O*NET"] if "collection=onet" in query else [])
    notices = len(page.all("section", css="attribution"))
    assert notices == ("Baker of pies O*NET" in titles)


def test_a_role_at_large_is_told_from_the_level_of_its_title(client):
    at_large = factories.make_role("large", title="Baker", family=factories.make_family("food", name="Food"))
    factories.make_role("level", title="Baker", family=at_large.family, broader=at_large)

    found = parse(client.get("/compare/?q=baker")).one("div", id="found")

    assert found.texts("li") == ["Baker all levels, Food", "Baker Food"]
