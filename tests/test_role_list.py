"""The list of roles: what it shows, how it is narrowed, and that its figures hold."""

from itertools import combinations
from types import SimpleNamespace
from urllib.parse import quote, quote_from_bytes

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.models import Need, Role
from roles.role_list import RoleList
from roles.role_page import RolePage
from skills.models import Skill
from sources.faceted_list import MOST_CHOSEN

from .factories import (
    make_choice,
    make_claim,
    make_collection,
    make_document,
    make_duty,
    make_family,
    make_release,
    make_requirement,
    make_responsibility,
    make_role,
    make_role_alias,
    make_skill,
    planning_queries,
)
from .html import parse

pytestmark = pytest.mark.django_db


def get(client, query="", **options):
    response = client.get(f"/roles/{query}", **options)
    assert response.status_code == 200
    return parse(response)


def titles(client, query=""):
    return get(client, query).texts("h3")


def named(query):
    """Return the slugs of the roles that a query string leaves."""
    return {role.slug for role in RoleList(QueryDict(query)).page}


def facets(page):
    """Return {facet: {what a box says: how many roles}}."""
    return {
        fieldset.one("legend").text: {
            label.text.rpartition(label.one("span", css="count").text)[0].strip(): label.one("span", css="count").text
            for label in fieldset.all("label")
            if label.all("input")
        }
        for fieldset in page.all("fieldset")
    }


def skills_of(page):
    """Return the slugs of all skills that a role's page shows, members of choices included."""
    lines = [member for line in page.profile.asks for member in (line.members if line.is_choice else [line])]
    return {line.statement.skill_slug for line in lines}


@pytest.fixture
def world():
    """Three levels under each other, replaced choices, a role that is only named, and drafts in every place."""
    software, other = make_family("software", position=1), make_family("other", position=2)
    sql, git, java, ruby, python, secret = (
        make_skill(slug) for slug in ("sql", "git", "java", "ruby", "python", "secret")
    )
    Skill.objects.filter(pk=secret.pk).update(status="draft")
    dev = make_role("dev", family=software, title="Dev")
    junior = make_role("junior", family=software, broader=dev, seniority=1)
    intern = make_role("intern", family=software, broader=junior, seniority=1)
    senior = make_role("senior", family=software, broader=dev, seniority=3)
    clerk = make_role("clerk", family=other, known_only_by_relation=True)
    ghost = make_role("ghost", family=software, status="draft")
    phantom = make_role("phantom", family=other, broader=ghost, seniority=3)
    echo = make_role("echo", family=other, broader=phantom, seniority=1)
    offered, replaced = make_choice("language", role=dev), make_choice("language", role=junior)
    for skill in (java, ruby):
        make_requirement(skill=skill, choice=offered)
    make_requirement(skill=python, choice=replaced)
    asked = {dev: [sql, git, secret], junior: [git], senior: [java], ghost: [ruby, git], phantom: [sql]}
    for role, skills in asked.items():
        for skill in skills:
            make_requirement(role=role, skill=skill)
    for role in (dev, junior, ghost, phantom):
        make_duty(role=role, responsibility=make_responsibility(f"work-of-{role.slug}"))
    return SimpleNamespace(dev=dev, junior=junior, intern=intern, senior=senior, clerk=clerk, ghost=ghost, echo=echo)


ASKED = {
    "dev": {"sql", "git", "java", "ruby"},
    "junior": {"sql", "git", "python"},
    "intern": {"sql", "git", "python"},
    "senior": {"sql", "git", "java", "ruby"},
    "clerk": set(),
    "phantom": {"sql"},
    "echo": {"sql"},
}


# --- What it shows ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 60])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 2),
        ("?family=f&seniority=senior&knowledge=described&skill=sql&skill=git&level=2&sort=-skills&page=1", 2),
        ("?q=role&family=f", 5),
        ("?q=astronaut", 5),
        ("?skill_name=sql", 6),
        ("?skill_name=structured", 7),
    ],
)
def test_list_costs_the_same_however_many_roles_and_filters(client, django_assert_num_queries, count, query, queries):
    """The stamp of the content, the roles of the page, and what the search asks for words or the name of a skill."""
    family, skills = make_family("f"), [make_skill("sql"), make_skill("git")]
    roles = [make_role(family=family, seniority=3, levels=dict.fromkeys(skills, 2)) for _ in range(count)]
    get(client, query)

    with django_assert_num_queries(queries + (planning_queries() if queries > 2 else 0)):
        page = get(client, query)

    assert len(page.texts("h3")) == (0 if "astronaut" in query else len(roles[:24]))


def test_card_says_what_is_known_of_a_role(client):
    family = make_family("software")
    dev = make_role("dev", family=family, summary="Writes code.")
    make_role("junior", family=family, broader=dev, seniority=1, levels={make_skill(): 1})
    make_role("clerk", family=make_family("z"), known_only_by_relation=True, summary="")
    make_role("lonely", family=family, broader=make_role("silent", family=family), seniority=3)
    make_duty(role=dev)
    make_duty(role=dev)

    page = get(client)

    assert [[card.all("p")[0].text, *card.texts("span")] for card in page.all("article")] == [
        ["Writes code.", "Software", "2 duties", "skills not stated"],
        ["A job.", "Software", "duties not stated", "skills not stated"],
        ["A job.", "Junior", "", "Software", "2 duties", "1 skill", "with what is asked in general"],
        ["A job.", "Senior", "", "Software", "duties not stated", "skills not stated"],
        ["", "Z", "named only"],
    ]
    assert [link.attributes["href"] for link in page.one(css="results").all("a")] == [
        "/roles/dev/", "/roles/silent/", "/roles/junior/", "/roles/lonely/", "/roles/clerk/",
    ]  # fmt: skip


def test_card_counts_what_is_inherited_once_and_nothing_of_drafts(world):
    counts = {role.slug: (role.skill_count, role.duty_count) for role in RoleList(QueryDict()).page}

    assert counts == {
        "dev": (4, 1), "junior": (3, 2), "intern": (3, 2), "senior": (4, 1), "clerk": (0, 0), "phantom": (1, 1),
        "echo": (1, 1),
    }  # fmt: skip


def test_page_asks_for_the_same_skills_as_the_world_says(world):
    assert {role.slug: skills_of(RolePage(role)) for role in Role.objects.for_page()} == ASKED


def test_drafts_are_in_no_list_and_no_figure(client, world):
    page = get(client)

    assert page.texts("h3") == ["Dev", "Intern", "Junior", "Senior", "Echo", "Phantom", "Clerk"]
    assert facets(page) == {
        "Family": {"Software": "4 roles", "Other": "3 roles"},
        "Seniority": {"Junior": "3 roles", "Mid-level": "0 roles", "Senior": "2 roles", "Beyond senior": "0 roles"},
        "What is known": {"Described by the documents": "6 roles", "Named only, beside another role": "1 role"},
        "Skill": {"Sql": "6 roles", "Git": "4 roles", "Java": "2 roles", "Ruby": "2 roles", "Python": "2 roles"},
    }


def test_draft_skill_narrows_nothing_and_is_not_known(client, world):
    page = get(client, "?skill=secret")

    assert (len(page.all("article")), page.texts("p", css="notice")) == (7, ["Not known here and ignored: “secret”."])


def test_list_without_roles_says_so(client):
    make_role()

    results = get(client, "?q=astronaut").one(css="results")

    assert (results.one("h2").text, results.one(css="card").text, results.all("article")) == (
        "0 roles",
        "No role fits all of this. Take one of the choices back, or look for fewer words.",
        [],
    )


# --- Narrowing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("skill", ["sql", "git", "java", "ruby", "python"])
def test_skill_leaves_the_roles_whose_pages_show_it(world, skill):
    assert named(f"skill={skill}") == {role for role, skills in ASKED.items() if skill in skills}


NARROWED = [
    ("family=software", {"dev", "junior", "intern", "senior"}),
    ("family=software&family=other", set(ASKED)),
    ("seniority=junior", {"junior", "intern", "echo"}),
    ("seniority=junior&seniority=senior", {"junior", "intern", "echo", "senior", "phantom"}),
    ("knowledge=named", {"clerk"}),
    ("knowledge=described", set(ASKED) - {"clerk"}),
    ("skill=sql&skill=git", {"dev", "junior", "intern", "senior"}),
    ("skill=python&skill=java", set()),
    ("family=software&seniority=junior&skill=python&knowledge=described&q=job", {"junior", "intern"}),
    ("family=other&seniority=junior&skill=sql", {"echo"}),
    ("family=other&seniority=junior&skill=git", set()),
]


@pytest.mark.parametrize(("query", "left"), NARROWED)
def test_filters_narrow_alone_and_together(world, query, left):
    assert named(query) == left


@pytest.fixture
def texts():
    make_role("one", title="Backend Engineer", summary="Builds servers at 100% speed.")
    make_role_alias("Server-side developer", role=make_role("two", title="Other", summary="Writes."))
    make_role("three", title="Mobile developer", summary="Builds_apps.")
    make_role_alias("Server wizard", role=make_role("four", title="Backend draft", status="draft"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("backend", {"one"}),
        ("ENGINE", {"one"}),
        ("server", {"one", "two"}),
        ("developer", {"two", "three"}),
        ("writes developer", {"two"}),
        ("  builds   mobile ", {"three"}),
        ("backend mobile", set()),
        ("100%", {"one"}),
        ("%", set()),
        ("builds_apps", {"three"}),
        ("moblie", {"three"}),
        ("server side", {"two"}),
        ("'; drop table", set()),
        ("", {"one", "two", "three"}),
    ],
)
def test_every_word_stands_in_a_title_another_title_or_the_summary(texts, words, found):
    assert named(f"q={quote(words)}") == found


# --- The figures --------------------------------------------------------------------------------------------


def narrowed(query, facet, values):
    changed = QueryDict(query).copy()
    changed.setlist(facet, values)
    return RoleList(changed)


def assert_figures_hold(query):
    """Every figure is what following it gives: a skill narrows, another value of a facet adds to those chosen."""
    roles = RoleList(QueryDict(query))
    for facet in roles.facets:
        options = facet.options + (roles.other_skills if facet.name == "skill" else [])
        chosen = roles.chosen[facet.name]
        for option in options:
            assert option.is_chosen == (option.value in chosen)
            alone = [*chosen, option.value] if facet.name == "skill" else [option.value]
            assert narrowed(query, facet.name, alone).count == option.count, (query, facet.name, option)
            if facet.name not in ("skill", "education") and chosen and not option.is_chosen:
                together = narrowed(query, facet.name, [*chosen, option.value]).count
                assert together == roles.count + option.count, (query, facet.name, option)


QUERIES = ["", "seniority=junior", "family=other", "family=software&skill=sql", "skill=git&knowledge=described", "q=o",
           "q=job&sort=-skills&seniority=senior", "skill=python&skill=java"]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_every_figure_is_what_following_it_gives(world, query):
    assert_figures_hold(query)


REAL_QUERIES = ["", "seniority=junior", "family=backend-engineering", "knowledge=named", "skill=java&skill=sql",
                "q=engineer&seniority=senior"]  # fmt: skip


@pytest.mark.parametrize("query", REAL_QUERIES)
def test_every_figure_of_the_published_content_is_what_following_it_gives(content, query):
    assert_figures_hold(query)


def test_list_and_pages_of_the_published_content_ask_for_the_same_skills(content):
    asked = {role.slug: skills_of(RolePage(role)) for role in Role.objects.for_page()}

    listed = {skill: named(f"skill={skill}") for skill in sorted(set().union(*asked.values()))}

    assert len(listed) > 100
    assert listed == {skill: {role for role, skills in asked.items() if skill in skills} for skill in listed}
    assert {role.slug: role.skill_count for role in RoleList(QueryDict()).page} == {
        role: len(skills) for role, skills in asked.items()
    }


def test_skills_beyond_the_common_ones_stand_in_a_list_by_name(client):
    skills = {make_skill(f"skill-{letter}"): 1 for letter in "jihgfedcba"}
    make_role(levels=dict(list(skills.items())[:-1]))
    make_role(levels=skills)

    page = get(client, "?skill=skill-a")
    boxes = [box.attributes["value"] for box in page.all("input", type="checkbox", name="skill")]
    others = page.one("select", id="other-skill").texts("option")

    assert (boxes[0], len(boxes), others[0], len(others)) == ("skill-a", 8, "Another skill…", 3)
    assert sorted(others[1:]) == others[1:]


def test_boxes_of_skills_stand_by_how_many_documents_ask_for_them(client):
    documents = [make_document() for _ in range(3)]
    for slug, count in (("ada", 1), ("sql", 3), ("git", 2), ("c", 0), ("api", 1)):
        claims = [make_claim(document=document) for document in documents[:count]]
        make_requirement(skill=make_skill(slug), claims=claims)

    assert facets(get(client))["Skill"] == dict.fromkeys(["Sql", "Git", "Ada", "Api", "C"], "1 role")
    assert list(facets(get(client))["Skill"]) == ["Sql", "Git", "Ada", "Api", "C"]
    assert list(facets(get(client, "?skill=c"))["Skill"]) == ["C"]


def test_choice_of_drafts_alone_replaces_nothing(world):
    Skill.objects.filter(slug="python").update(status="draft")
    left = {role: skills - {"python"} for role, skills in ASKED.items()}
    left["junior"] = left["intern"] = {"sql", "git", "java", "ruby"}

    assert [named(f"skill={skill}") for skill in ("java", "ruby")] == [{"dev", "senior", "junior", "intern"}] * 2
    assert {role.slug: skills_of(RolePage(role)) for role in Role.objects.for_page()} == left
    assert {role.slug: role.skill_count for role in RoleList(QueryDict()).page} == {
        role: len(skills) for role, skills in left.items()
    }


# --- Chips --------------------------------------------------------------------------------------------------


CHOICES = [
    ("q", "o", "“o”"),
    ("family", "software", "Software"),
    ("family", "other", "Other"),
    ("seniority", "junior", "Junior"),
    ("seniority", "senior", "Senior"),
    ("knowledge", "described", "Described by the documents"),
    ("skill", "sql", "Sql"),
    ("skill", "git", "Git"),
]


def test_chips_take_exactly_their_choice_away_and_keep_the_order(client, world):
    for chosen in (*combinations(CHOICES, 2), *combinations(CHOICES, 7), CHOICES):
        query = "?" + "&".join(f"{name}={value}" for name, value, _ in chosen) + "&sort=title&page=1"
        chips = get(client, query).one("ul", css="chips").all("a")
        labels = [f"Remove {label} ×" for _, _, label in chosen]
        assert [chip.text for chip in chips] == [*labels, "Show all roles"]
        for place, chip in enumerate(chips[:-1]):
            page = get(client, chip.attributes["href"])
            others = labels[:place] + labels[place + 1 :]
            assert [left.text for left in page.one("ul", css="chips").all("a")] == [*others, "Show all roles"]
            assert page.one("select", id="sort").one("option", selected="").attributes["value"] == "title"


def test_list_that_is_not_narrowed_has_no_chips(client, world):
    assert get(client, "?sort=title&skill=&q=").all("ul", css="chips") == []


# --- Order and pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["dev", "intern", "junior", "senior", "echo", "phantom", "clerk"]),
        ("title", ["clerk", "dev", "echo", "intern", "junior", "phantom", "senior"]),
        ("-skills", ["dev", "senior", "intern", "junior", "echo", "phantom", "clerk"]),
    ],
)
def test_roles_stand_in_the_order_that_is_chosen(world, sort, order):
    assert [role.slug for role in RoleList(QueryDict(f"sort={sort}")).page] == order


@pytest.fixture
def two_pages():
    family = make_family("software")
    return [make_role(f"role-{number:02}", family=family) for number in range(25)]


def test_pages_hold_24_roles_and_lead_on_with_all_choices(client, two_pages):
    first = get(client, "?q=role&family=software&sort=title")
    [forward] = first.all("a", rel="next")
    second = get(client, forward.attributes["href"])
    [back] = second.all("a", rel="prev")

    assert [(len(page.all("article")), page.one("nav", css="pages").one("span").text) for page in (first, second)] == [
        (24, "Page 1 of 2"),
        (1, "Page 2 of 2"),
    ]
    assert (forward.attributes["href"], back.attributes["href"]) == (
        "?q=role&sort=title&family=software&page=2",
        "?q=role&sort=title&family=software&page=1",
    )
    assert (first.all("a", rel="prev"), second.all("a", rel="next")) == ([], [])
    assert [page.one("h2").text for page in (first, second)] == ["25 roles", "25 roles"]


def test_list_of_one_page_has_no_pages(client):
    make_role()

    assert get(client).all("nav", css="pages") == []


# --- What is not known --------------------------------------------------------------------------------------


IGNORED = [
    ("family=astronauts", ["astronauts"]),
    ("family=astronauts&family=software&family=astronauts", ["astronauts"]),
    ("seniority=1", ["1"]),
    ("seniority=Junior", ["Junior"]),
    ("knowledge=all", ["all"]),
    ("skill=sql%00", ["sql\N{REPLACEMENT CHARACTER}"]),
    ("skill=%ff", ["\N{REPLACEMENT CHARACTER}"]),
    ("sort=-title", ["-title"]),
    ("sort=title&sort=pay", ["pay"]),
    ("page=0", ["page 0"]),
    ("page=3", ["page 3"]),
    ("page=-1", ["page -1"]),
    ("page=last", ["page last"]),
    ("page=1_0", ["page 1_0"]),
    (f"page={quote('١')}", ["page ١"]),
    (f"page={quote('１')}", ["page １"]),
    (f"page={quote('²')}", ["page ²"]),
    (f"page={'1' * 5000}", [f"page {'1' * 40}"]),
    ("page=%00", ["page \N{REPLACEMENT CHARACTER}"]),
    (f"skill={'a' * 5000}", ["a" * 40]),
    ("skill=%3Cscript%3E&family=x", ["x", "<script>"]),
]


@pytest.mark.parametrize(("query", "ignored"), IGNORED)
def test_value_that_is_not_known_is_ignored_and_the_page_says_so(client, two_pages, query, ignored):
    page = get(client, f"?{query}")

    assert len(page.all("article")) == 24
    assert page.one("p", css="notice").text.replace("\0", "\N{REPLACEMENT CHARACTER}") == (
        f"Not known here and ignored: {', '.join(f'“{value}”' for value in ignored)}."
    )


def test_values_of_a_facet_beyond_the_most_that_are_taken_are_ignored(client, django_assert_num_queries):
    skills = [make_skill(f"skill-{number:02}") for number in range(MOST_CHOSEN + 2)]
    make_role("all", levels=dict.fromkeys(skills, 1))
    make_role("ten", levels=dict.fromkeys(skills[:MOST_CHOSEN], 1))
    query = "&".join(f"skill={skill.slug}" for skill in skills)

    get(client)

    # The third asks whether what is ignored is an old address.
    with django_assert_num_queries(3):
        page = get(client, f"?{query}&skill=skill-00")

    assert page.texts("h3") == ["All", "Ten"]
    assert [chip.text for chip in page.one("ul", css="chips").all("a")] == [
        *(f"Remove Skill {number:02} ×" for number in range(10)),
        "Show all roles",
    ]
    assert page.one("p", css="notice").text == "Not known here and ignored: “skill-10”, “skill-11”."


@pytest.mark.parametrize("query", ["", "family=&seniority=&skill=&sort=&page=&q=", "utm_source=x", "page=2", "page=1"])
def test_nothing_is_said_to_be_ignored_where_nothing_is(client, two_pages, query):
    assert get(client, f"?{query}").all("p", css="notice") == []


def test_text_is_cut_to_what_the_field_takes(client):
    page = get(client, f"?q={'a' * 200}%00%20%20b")

    assert page.one("input", id="q").attributes["value"] == "a" * 100


NAMES = ["q", "family", "seniority", "knowledge", "skill", "sort", "page", "other", "%00", "q%00"]
VALUES = ["", "software", "junior", "named", "sql", "title", "-skills", "1", "2", "1_000", "1e3", "-1", "0x1"]
VALUES += ["%00", "%ff", "%ED%A0%80", "%", "&&=;", "%3Cscript%3E", "%27%22", "%25_", "1" * 5000, "a" * 5000]
VALUES += [quote("١٢"), quote("１")]
values = st.one_of(
    st.sampled_from(VALUES),
    st.text(max_size=20).filter(lambda text: text.isprintable()).map(quote),
    st.binary(max_size=20).map(quote_from_bytes),
)
query_strings = st.lists(st.tuples(st.sampled_from(NAMES), values), max_size=6).map(
    lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query_strings)
def test_every_query_string_is_answered(client, world, query):
    page = get(client, "", QUERY_STRING=query)

    assert page.one("h2").text.partition(" ")[0] == str(RoleList(QueryDict(query)).count)


# --- htmx ---------------------------------------------------------------------------------------------------


def test_htmx_is_given_the_results_alone_and_their_number_is_announced(client, world):
    whole = client.get("/roles/?family=software")
    part = client.get("/roles/?family=software", headers={"HX-Request": "true"})

    [results, *rest] = [element for element in parse(part).children if not isinstance(element, str)]
    announcement = results.one("p", **{"data-hx-swap-oob": "innerHTML:#announcement"})
    assert (results.attributes["id"], rest, announcement.text) == ("role-list", [], "4 roles")
    assert parse(whole).one("p", id="announcement").text == ""
    assert parse(whole).one(id="role-list").one(css="results").text == results.one(css="results").text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_caches_keep_the_whole_page_and_the_part_for_htmx_apart(client, headers):
    vary = client.get("/roles/", headers=headers).headers["Vary"]

    assert {name.strip() for name in vary.split(",")} == {"HX-Request", "Accept-Encoding"}


def test_need_of_a_skill_is_no_matter_for_the_list(world):
    make_requirement(role=world.clerk, skill=Skill.objects.get(slug="ruby"), need=Need.MENTIONED)

    assert named("skill=ruby") == {"dev", "senior", "clerk"}


def test_roles_of_a_framework_stand_with_its_notice_and_their_families_under_its_name(client):
    onet = make_collection("onet", short_name="O*NET", licence="CC BY", attribution="From O*NET {release}.")
    release = make_release(onet, "29.0")
    make_role("baker", family=make_family("food"))
    foreign = make_family("food-abroad", name="Food", collection=onet, release=release, identifier="F")
    make_role("welder", family=foreign, collection=onet, release=release, identifier="W")

    own, widened = get(client), get(client, "?collection=waymark&collection=onet")

    assert own.all("section", css="attribution") == own.all("p", css="group") == []
    assert widened.one("section", css="attribution").one("p").text.endswith("CC BY. From O*NET 29.0.")
    assert widened.texts("p", css="group") == ["Waymark", "O*NET"]


# --- Words with mistakes ------------------------------------------------------------------------------------


def test_what_words_were_taken_for_is_said(client, texts):
    results = get(client, "?q=moblie+qqqqq").one(css="results")

    assert results.texts("h3") == ["Mobile developer"]
    assert results.texts("p")[:2] == [
        "Showing roles for mobile qqqqq; nothing here is written as “moblie qqqqq”.",
        "Left out, because nothing here is like it: “qqqqq”.",
    ]
