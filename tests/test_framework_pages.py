"""The pages of roles and skills that come from frameworks, and of the frameworks themselves."""

from decimal import Decimal

import pytest

from roles.models import Need, RoleRelationKind
from roles.role_index import role_index
from skills.models import RelationKind
from tests import factories
from tests.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def onet():
    return factories.make_collection(
        "onet",
        name="Occupational Information",
        short_name="O*NET",
        licence="CC BY",
        attribution="From O*NET {release}.",
    )


@pytest.fixture
def release(onet):
    return factories.make_release(onet, "29.0", slug="onet-29")


def imported(release, **fields):
    return {"collection": release.collection, "release": release} | fields


def make_occupation(release, slug="welder", **fields):
    return factories.make_role(slug, **imported(release, identifier=f"51-{slug}", **fields))


def make_rated(role, name, importance="4.12", figure="4.88", *, kind="skill", **fields):
    """Make a requirement with O*NET's figures, translated."""
    skill = factories.make_skill(name, kind=kind, **imported(role.release, identifier=name))
    values = {"native_need": importance, "native_level": figure, "need": Need.ESSENTIAL, "level": 3}
    values |= {"basis": "inferred", "note": "Translated."} | fields
    return factories.make_requirement(role=role, skill=skill, release=role.release, **values)


def fill(role, count):
    for number in range(count):
        make_rated(role, f"skill-{number}")
        make_rated(role, f"technology-{number}", "", "", kind="technology", level=None, is_hot=True)
        factories.make_duty(role=role, priority="core", release=role.release)
        factories.make_preparation_share(role=role)
        factories.make_role_relation(origin=role)
        factories.make_role_alias(f"title {number}", role=role, release=role.release)


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_an_imported_role_costs_the_same_however_much_is_on_it(
    client, django_assert_num_queries, release, count
):
    fill(make_occupation(release), count)
    role_index()

    with django_assert_num_queries(17):
        page = parse(client.get("/roles/welder/"))

    assert len(page.all("li", css="native")) == count


def test_a_line_shows_the_frameworks_figures_and_marks_what_is_translated(client, release):
    role = make_occupation(release)
    make_rated(role, "precise")
    make_rated(role, "imprecise", "2.5", "1.1", level=None, need=Need.DESIRABLE, is_imprecise=True)
    make_rated(role, "open", "", "", need=None, level=None)
    make_rated(role, "irrelevant", is_relevant=False)

    skills = parse(client.get("/roles/welder/")).one("section", id="skills")

    assert skills.texts("li", css="native") == [
        "Preciseimportance 4.12 of 5 · level 4.88 of 7≈ translated: Practitioner≈ translated: Essential",
        "Impreciseimportance 2.5 of 5 · low precision: figure not shown≈ translated: Desirable",
        "Openneed not stated",
    ]
    assert skills.texts("details", css="fold") == ["Rated not relevant to this role: 1Irrelevant"]
    assert "of 5 documents" not in skills.text


def test_words_of_a_framework_stand_in_the_place_of_ours(client):
    esco = factories.make_release(factories.make_collection("esco", short_name="ESCO"))
    role = factories.make_role("welder", **imported(esco, identifier="https://concepts.example/1"))
    for name, need, word, kind in (
        ("weld", Need.ESSENTIAL, "essential", "skill"),
        ("metals", Need.DESIRABLE, "optional", "knowledge"),
    ):
        skill = factories.make_skill(name, kind=kind, **imported(esco, identifier=name))
        factories.make_requirement(role=role, skill=skill, release=esco, need=need, native_need=word)

    page = parse(client.get("/roles/welder/"))

    skills = page.one("section", id="skills")
    assert skills.texts("h3") == ["Essential skills 1", "Optional knowledge 1"]
    assert skills.texts("ul", css="names") == ["Weld", "Metals"]
    assert page.one("a", rel="external").attributes["href"] == "https://concepts.example/1"


def test_technologies_stand_by_area_with_those_first_that_adverts_ask_for(client, release):
    role = make_occupation(release)
    area = factories.make_area("software", **imported(release, identifier="43"))
    for name, flags in (("abc", {}), ("hot", {"is_hot": True}), ("wanted", {"is_in_demand": True})):
        row = make_rated(role, name, "", "", kind="technology", level=None, **flags)
        row.skill.area = area
        row.skill.save()

    technologies = parse(client.get("/roles/welder/")).one("section", id="technologies")

    assert technologies.texts("ul", css="names") == ["Wanted", "Hot", "Wanted in demandHot hot technologyAbc"]


def test_preparation_leaves_out_answers_that_nobody_gave_and_figures_that_are_imprecise(client, release):
    role = make_occupation(release)
    for percent, is_imprecise in ((Decimal("62.5"), False), (Decimal(0), False), (Decimal(30), True)):
        factories.make_preparation_share(role=role, percent=percent, is_imprecise=is_imprecise)

    shares = parse(client.get("/roles/welder/")).one("ul", css="shares")

    assert shares.texts("span", css="figure") == ["62.5 %", "not shown"]
    assert [bar.attributes["width"] for bar in shares.all("rect")] == ["62.50"]


def test_related_roles_stand_by_how_close_they_are_and_drafts_do_not(client, release):
    role = make_occupation(release)
    for slug, fields in (
        ("near", {"tier": "Primary-Short"}),
        ("far", {"tier": "Supplemental", "position": 2}),
        ("wide", {"kind": RoleRelationKind.BROADER}),
    ):
        factories.make_role_relation(origin=role, target=make_occupation(release, slug), **fields)
    draft = make_occupation(release, "draft", status="draft")
    factories.make_role_relation(origin=role, target=draft, tier="Primary-Short")

    leads = parse(client.get("/roles/welder/")).one("section", id="leads")

    assert leads.texts("h3") == ["Broader in O*NET", "Related, as O*NET sees it"]
    assert leads.texts("h4") == ["Closest", "Further away"]
    assert leads.texts("ul", css="names") == ["Wide", "Near compare with Near", "Far compare with Far"]


def test_a_role_of_which_the_framework_holds_nothing_says_so_and_names_its_release(client, release):
    make_occupation(release, code="51-4121.00")

    page = parse(client.get("/roles/welder/"))

    known = "O*NET 29.0 names this occupation and holds no data on it: no duties, no skills, no preparation."
    assert page.one("main").all("section")[0].texts("p") == [f"{known} This page does not guess them."]
    assert page.one("p", css="origin").text == "O*NET 29.0 O*NET-SOC code 51-4121.00"
    assert page.one("section", css="attribution").text == "O*NET 29.0 · CC BY. From O*NET 29.0."


def test_a_retired_role_keeps_its_address_says_so_and_stays_out_of_search_engines(client, release):
    make_occupation(release, status="retired")
    factories.make_release(release.collection, "30.0", slug="onet-30")

    page = parse(client.get("/roles/welder/"))

    assert page.one("p", css="notice").text == (
        "No longer in O*NET 30.0; last found in O*NET 29.0. The page is kept because its address is permanent."
    )
    assert page.one("meta", name="robots").attributes["content"] == "noindex"
    assert client.get("/compare/welder/engineer/").status_code == 404


def test_hidden_titles_are_shown_nowhere(client, release):
    role = make_occupation(release)
    factories.make_role_alias("Fitter", role=role, release=release)
    factories.make_role_alias("Fiter", role=role, release=release, is_hidden=True)

    assert "Also called Fitter" in parse(client.get("/roles/welder/")).texts("p")
    assert b"Fiter" not in client.get("/roles/welder/").content


def test_levels_of_a_framework_stand_in_order_of_their_rank(client, release):
    at_large = make_occupation(release, "smith")
    for rank, slug in enumerate(("apprentice", "junior", "plain", "lead"), start=1):
        make_occupation(release, slug, broader=at_large, rank=rank, seniority=1 if rank < 4 else None)

    ladder = parse(client.get("/roles/plain/")).one("ol", css="ladder")

    assert ladder.texts("li") == ["Lead", "Plain", "Junior", "Apprentice"]


def test_a_skill_names_its_likes_in_other_collections_from_both_sides(client, release):
    own = factories.make_skill("python")
    theirs = factories.make_skill("python-onet", kind="technology", **imported(release, identifier="Python"))
    factories.make_skill_relation(origin=own, target=theirs, kind=RelationKind.EXACT)
    make = factories.make_requirement
    make(role=make_occupation(release), skill=theirs, release=release)
    make(role=make_occupation(release, "cook"), skill=theirs, release=release, is_relevant=False)
    wide = factories.make_skill("languages-onet", **imported(release, identifier="languages"))
    factories.make_skill_relation(origin=own, target=wide, kind=RelationKind.BROAD_MATCH)

    def elsewhere(slug):
        return parse(client.get(f"/skills/{slug}/")).one("section", id="elsewhere").texts("li")

    assert sorted(elsewhere("python")) == [
        "Is narrower than Languages onet O*NET",
        "Is the same as Python onet O*NET asked for by 1 role there",
    ]
    assert elsewhere("python-onet") == ["Is the same as Python Waymark asked for by 0 roles there"]
    assert elsewhere("languages-onet") == ["Is broader than Python Waymark"]


def test_a_release_explains_its_framework_and_the_list_of_sources_counts_its_pages(client, release):
    make_occupation(release)
    factories.make_document("article")

    assert parse(client.get("/sources/")).one("section", id="frameworks").texts("article") == [
        "Occupational Informationrelease 29.0 · CC BY1 role · 0 skills"
    ]
    page = parse(client.get("/sources/onet-29/"))
    assert page.one("section", id="attribution").text == "AttributionFrom O*NET 29.0."
    assert [row.one("th").text for row in page.one("table").one("tbody").all("tr")][:3] == [
        "importance 3 and more",
        "importance 2 and more",
        "importance below 2",
    ]
