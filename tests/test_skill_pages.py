"""The pages of skills, and the glossary."""

import pytest

from roles.models import Need, Role
from roles.role_page import RolePage
from skills.levels import Level
from skills.models import RelationKind, Skill
from skills.skill_index import skill_index
from skills.skill_page import SkillPage

from .factories import (
    make_area,
    make_choice,
    make_claim,
    make_descriptor,
    make_document,
    make_family,
    make_requirement,
    make_role,
    make_skill,
    make_skill_alias,
    make_skill_relation,
    make_term,
)
from .html import parse

pytestmark = pytest.mark.django_db


def show(client, address="/skills/sql/"):
    return parse(client.get(address))


def asks(page):
    """Return {role: what stands beside it} of the roles that ask for a skill, in order."""
    lines = page.one("section", id="asks").all("li", css="ask")
    return {line.one(css="statement-title").text: line.texts("span", css="tag") for line in lines}


# --- The list -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_two_queries_however_many_skills_and_areas(client, django_assert_num_queries, count):
    skills = [make_skill(area=make_area()) for _ in range(count) for _ in range(count)]

    skill_index()

    with django_assert_num_queries(2):
        page = show(client, "/skills/")

    links = page.one("main").one("ul", css="skill-index") if count == 1 else page.one("main")
    shown = [link.attributes["href"] for link in links.all("a") if link.all(css="name")]
    assert sorted(shown) == sorted(skill.get_absolute_url() for skill in skills)


def test_list_shows_areas_by_place_and_skills_by_name_with_their_roles(client):
    data, code = make_area("data", position=2, description="Where it stays."), make_area("code", position=1)
    make_area("empty", position=3)
    make_skill("hidden", area=make_area("draft", position=4), status="draft")
    sql, java = make_skill("sql", area=data), make_skill("java", area=code)
    make_skill("ada", area=code)
    for _ in range(2):
        make_requirement(skill=sql)
    make_requirement(skill=java)
    make_requirement(skill=java, role=make_role("draft", status="draft"))

    page = show(client, "/skills/")

    areas = page.one("main").all("section")
    assert [(area.attributes["id"], area.one("h2").text, area.texts("li")) for area in areas] == [
        ("code", "Code", ["Ada 0 roles", "Java 1 role"]),
        ("data", "Data", ["Sql 2 roles"]),
    ]
    assert [(link.text, link.attributes["href"]) for link in page.one("nav", css="jump").all("a")] == [
        ("Code", "#code"),
        ("Data", "#data"),
    ]


def test_list_without_skills_says_so(client):
    assert show(client, "/skills/").one("main").texts("p", css="silent") == ["No skill has been described yet."]


# --- The page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_however_much_is_said(client, django_assert_num_queries, count):
    claims = [make_claim() for _ in range(count)]
    broadest = make_skill()
    skill = make_skill("sql", broader=make_skill(broader=broadest))
    for _ in range(count):
        role = make_role()
        make_requirement(skill=skill, choice=make_choice("choice", role=role, claims=claims), claims=claims)
        make_choice("other", role=make_role(broader=make_role(broader=role, seniority=1), seniority=1))
        make_skill_relation(origin=skill, claims=claims)
        make_skill_relation(target=skill, claims=claims)
        make_skill(broader=skill)
        make_skill_alias(f"Alias {Skill.objects.count()}", skill=skill)
        make_term(skill=skill, claims=claims)
    for level in list(Level)[:count]:
        make_descriptor(skill=skill, level=level, claims=claims)

    with django_assert_num_queries(17):
        page = show(client)

    assert len(asks(page)) == 3 * count


def test_page_shows_what_a_skill_is(client):
    databases = make_skill("databases")
    sql = make_skill("sql", name="SQL", kind="language", area=databases.area, broader=databases, description="Asks.")
    make_skill("joins", broader=sql)
    make_skill("hidden", broader=sql, status="draft")
    make_skill_alias("Sequel", skill=sql)

    page = show(client)

    assert {fact.one("dt").text: fact.one("dd").text for fact in page.one("dl", css="facts").all("div")} == {
        "Kind": "Language",
        "Area": databases.area.name,
        "Part or kind of": "Databases",
        "Includes": "Joins",
    }
    assert page.one("header", css="stack").texts("p") == [
        "Also called Sequel.",
        "Asks.",
        "0 of 0 documents speak of it.",
    ]


def levels(page):
    return [line.all("div")[1].text for line in page.all("li", css="ask")]


def test_page_shows_who_asks_broader_roles_first_and_what_is_inherited(client):
    family = make_family("software")
    dev = make_role("dev", title="Dev", family=family)
    make_role("junior", title="Junior", family=family, broader=dev, seniority=1)
    senior = make_role("senior", title="Senior", family=family, broader=dev, seniority=3)
    make_role("hidden", title="Hidden", family=family, broader=dev, seniority=2, status="draft")
    sql = make_skill("sql")
    make_requirement(role=dev, skill=sql, level=Level.WORKING, hedge="often", basis="inferred", note="So it seems.")
    make_requirement(role=senior, skill=sql, need=Need.DESIRABLE, level=Level.EXPERT)

    page = show(client)

    assert asks(page) == {
        "Dev": ["often", "inferred", "Essential"],
        "Junior": ["inherited from Dev", "Essential"],
        "Senior": ["Desirable"],
    }
    assert levels(page) == ["Working", "Working", "Expert"]
    assert [line.texts("p", css="note") for line in page.all("li", css="ask")] == [["So it seems."], [], []]


@pytest.mark.parametrize(
    ("need", "level", "settled"),
    [
        (Need.MENTIONED, None, ("Essential", "Working")),
        (Need.MENTIONED, Level.EXPERT, ("Essential", "Expert")),
        (Need.DESIRABLE, None, ("Desirable", "Working")),
        (Need.DESIRABLE, Level.AWARENESS, ("Desirable", "Awareness")),
    ],
)
def test_level_that_only_mentions_it_or_states_no_level_keeps_what_the_broader_role_asks(client, need, level, settled):
    dev = make_role("dev", title="A")
    junior = make_role("junior", title="B", broader=dev, family=dev.family, seniority=1)
    make_role("intern", title="C", broader=junior, family=dev.family, seniority=1)
    sql = make_skill("sql")
    make_requirement(role=dev, skill=sql, level=Level.WORKING)
    make_requirement(role=junior, skill=sql, need=need, level=level)

    page = show(client)

    need_in_words, level_in_words = settled
    assert asks(page) == {
        "A": ["Essential"],
        "B": [need_in_words],
        "C": ["inherited from B", need_in_words],
    }
    assert levels(page) == ["Working", level_in_words, level_in_words]


def test_what_a_draft_asks_settles_nothing(client):
    top = make_role("top", title="A")
    draft = make_role("draft", broader=top, status="draft")
    level = make_role("level", title="C", broader=draft, family=top.family, seniority=1)
    sql = make_skill("sql")
    make_requirement(role=top, skill=sql, level=Level.WORKING)
    make_requirement(role=draft, skill=sql, level=Level.EXPERT)
    make_requirement(role=level, skill=sql, need=Need.MENTIONED)

    page = show(client)

    assert (asks(page), levels(page)) == (
        {"A": ["Essential"], "C": ["Mentioned"]},
        ["Working", "level not stated"],
    )


def test_member_of_a_choice_has_the_level_of_the_whole_and_no_need_of_its_own(client):
    choice = make_choice("language", label="a language", role=make_role(title="Dev"), level=Level.EXPERT)
    make_requirement(skill=make_skill("sql"), choice=choice)

    line = show(client).one("li", css="ask")

    assert (line.one("p", css="note").text, line.one(css="level").text, line.texts("span", css="tag")) == (
        "one of several: a language, essential",
        "Expert",
        ["One of several"],
    )


def test_level_that_chooses_among_others_does_not_inherit_the_choice_it_replaces(client):
    dev = make_role("dev", title="Dev")
    junior = make_role("junior", title="Junior", broader=dev, seniority=1)
    make_role("senior", title="Senior", broader=dev, seniority=3)
    make_requirement(skill=make_skill("sql"), choice=make_choice("language", role=dev))
    make_requirement(choice=make_choice("language", role=junior))

    assert list(asks(show(client))) == ["Dev", "Senior"]


def test_every_level_of_levels_inherits(client):
    dev = make_role("dev", title="A")
    junior = make_role("junior", title="B", broader=dev, family=dev.family, seniority=1)
    make_role("intern", title="C", broader=junior, family=dev.family, seniority=1)
    make_requirement(role=dev, skill=make_skill("sql"))

    assert asks(show(client)) == {
        "A": ["Essential"],
        "B": ["inherited from A", "Essential"],
        "C": ["inherited from A", "Essential"],
    }


def test_evidence_stands_with_the_role_that_it_speaks_of_and_documents_count_once(client):
    first, second = (make_document(f"document-{number}") for number in (1, 2))
    make_document("framework", kind="framework")
    dev = make_role("dev")
    make_role("junior", broader=dev, seniority=1)
    claims = [
        make_claim("F001", document=first),
        make_claim("F002", document=first),
        make_claim("F003", document=second),
    ]
    sql = make_skill("sql")
    make_requirement(role=dev, skill=sql, claims=claims[:2])
    make_skill_relation(origin=sql, claims=claims[2:])

    page = show(client)

    own, inherited = (line.one("details", css="evidence") for line in page.all("li", css="ask"))
    assert (own.one("summary").text, inherited.one("summary").text) == (
        "1 of 2 documents",
        "1 of 2 documents, in general",
    )
    assert "Of Dev: " not in own.text
    assert inherited.one("ul", css="readings").text.startswith("Of Dev: ")
    assert "2 of 2 documents speak of it." in page.one("header", css="stack").texts("p", css="note")


def test_levels_and_relatives_and_words_are_shown_with_what_marks_them(client):
    sql = make_skill("sql", name="SQL")
    claim = make_claim("F001")
    make_descriptor(
        skill=sql, level=Level.EXPERT, text="teach others", basis="inferred", note="As F001.", claims=[claim]
    )
    make_descriptor(skill=sql, level=Level.AWARENESS, text="name it", basis="editorial", note="Our words.")
    make_descriptor(skill=sql, level=Level.WORKING, text="use it", basis="editorial", note="Our words.")
    make_skill_relation(
        origin=sql, target=make_skill("logic"), kind=RelationKind.BUILDS_ON, basis="inferred", note="So."
    )
    make_skill_relation(origin=make_skill("orm", name="ORM"), target=sql, kind=RelationKind.BUILDS_ON, note="Why.")
    make_skill_relation(origin=sql, target=make_skill("secret", status="draft"))
    make_term("query", definition="A question.", skill=sql)

    page = show(client)

    steps = [step for step in page.one("section", id="levels").all("li") if step.all(css="level")]
    assert [(step.one(css="level").text, step.texts("p", css="note")) for step in steps] == [
        ("Awareness", ["You can name it.", "editorial"]),
        ("Working", ["You can use it.", "editorial"]),
        ("Expert", ["You can teach others.", "inferred As F001."]),
    ]
    assert [len(step.all("details", css="evidence")) for step in steps] == [0, 0, 1]
    assert page.one("section", id="levels").texts("p", css="note")[-1] == "Our words."
    related = page.one("section", id="related")
    assert related.texts("li") == ["Builds on Logic inferred So.", "ORM builds on SQL Why."]
    assert related.texts("p", css="note") == ["So.", "Why."]
    assert page.one("ul", css="points").texts("li") == ["Query: A question."]


def test_skill_that_nobody_asks_for_says_so(client):
    make_skill("sql", description="")

    page = show(client)

    assert page.one("section", id="asks").texts("p") == ["No role asks for it by name in the sources."]
    assert page.one("p", css="lede").text == "Not described yet."
    assert [part.attributes.get("id") for part in page.one("main").all("section")] == ["asks"]


# --- The glossary -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_glossary_costs_three_queries_however_many_words(client, django_assert_num_queries, count):
    claims = [make_claim() for _ in range(count)]
    terms = [make_term(skill=make_skill(), claims=claims) for _ in range(count)]

    with django_assert_num_queries(3):
        page = show(client, "/glossary/")

    assert page.one("dl", css="terms").texts("dt") == [term.term for term in terms]


def test_glossary_explains_words_in_order_and_leads_to_skills_that_are_published(client):
    claim = make_claim()
    make_term("orm", term="ORM", definition="Maps.", skill=make_skill("secret", status="draft"))
    make_term("api", term="API", definition="Joins.", skill=make_skill("api-design"), claims=[claim])

    words = show(client, "/glossary/").one("dl", css="terms").all("div")

    assert [(word.attributes["id"], word.one("dt").text, word.texts("dd")[0]) for word in words] == [
        ("api", "API", "Joins. More on Api design"),
        ("orm", "ORM", "Maps."),
    ]
    assert [word.texts("summary") for word in words] == [["1 of 1 documents"], []]


def test_glossary_without_words_says_so(client):
    assert show(client, "/glossary/").one("dl", css="terms").text == "Nothing yetNo word has been explained yet."


# --- The published skills -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "count"), [("java", 5), ("python", 5), ("mysql", 5), ("continuous-learning", 5), ("postgresql", 2)]
)
def test_published_skill_says_how_many_of_the_five_documents_speak_of_it(client, content, slug, count):
    notes = show(client, f"/skills/{slug}/").one("header", css="stack").texts("p", css="note")

    assert notes[-1] == f"{count} of 5 documents speak of it."


def test_published_skills_are_asked_for_by_the_roles_whose_pages_show_them(content):
    on_pages = set()
    for role in Role.objects.for_page():
        asks = RolePage(role).profile.asks
        lines = [member for line in asks for member in (line.members if line.is_choice else [line])]
        on_pages |= {(line.statement.skill_slug, role.slug) for line in lines}

    skills = Skill.objects.published().select_related("area", "broader__broader")
    on_skills = [(skill.slug, ask.role.slug) for skill in skills for ask in SkillPage(skill).asks]

    assert len(on_skills) == len(on_pages) > 200
    assert set(on_skills) == on_pages


def test_published_skills_are_asked_for_as_much_as_on_the_pages_of_the_roles(content):
    on_pages = {}
    for role in Role.objects.for_page():
        for line in RolePage(role).profile.asks:
            if line.is_choice:
                on_pages |= {(row.statement.skill_slug, role.slug): (line.level, None) for row in line.members}
            else:
                on_pages[line.statement.skill_slug, role.slug] = (line.level, line.need)

    skills = Skill.objects.published().select_related("area", "broader__broader")
    on_skills = {
        (skill.slug, ask.role.slug): (ask.level, ask.need) for skill in skills for ask in SkillPage(skill).asks
    }

    assert on_skills == on_pages
