"""Choosing roles for a comparison: what is found and offered, and where it leads."""

import pytest
from django.utils.http import urlencode

from roles.models import Role, StepKind
from sources.publication import Status

from .factories import (
    make_role,
    make_role_alias,
    make_skill,
    make_step,
    planning_queries,
)
from .html import parse

pytestmark = pytest.mark.django_db


def choose(client, **parameters):
    return parse(client.get(f"/compare/?{urlencode(parameters, doseq=True)}"))


def chooser(page):
    return page.one("section", id="choose")


def offered(page):
    """Return {role that is offered: where it leads}."""
    return {link.text: link.attributes["href"] for offers in page.all("ul", css="offers") for link in offers.all("a")}


def helps_on(response):
    """Return the status of an answer, what the page says is wrong, and the chips of what it keeps."""
    page = parse(response)
    chips = [link for part in page.all("ul", css="chips") for link in part.all("a")]
    return (
        response.status_code,
        page.texts("p", css="notice"),
        {link.text: link.attributes["href"] for link in chips},
        [link.attributes["href"] for link in page.all("a", css="button") if "Compare these" in link.text],
    )


@pytest.fixture
def jobs():
    make_role("tester", title="QA Tester")
    make_role_alias("Quality Analyst", role=make_role("analyst", title="Test Analyst"))
    make_role("clerk", title="Clerk", summary="Hands reports to the tester.", known_only_by_relation=True)
    make_role("secret", title="Secret Tester", status=Status.DRAFT)


@pytest.mark.parametrize(("query", "count"), [("", 3), ("q=engineer", 8), ("role=role-0&role=role-1", 4)])
@pytest.mark.parametrize("others", [2, 4])
def test_choosing_costs_the_same_however_many_roles_there_are(client, django_assert_num_queries, query, count, others):
    roles = [make_role(f"role-{place}", title=f"Engineer {place}") for place in range(2 + others)]
    for role in roles[1:]:
        make_step(origin=roles[0], target=role)

    client.get(f"/compare/?{query}")  # The index of the search catches up.

    with django_assert_num_queries(count + (planning_queries() if "q=" in query else 0)):
        page = parse(client.get(f"/compare/?{query}"))

    assert len(page.one("ul", css="offers").all("li")) == (others if "role" in query else 2 + others)


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("", ["QA Tester", "Test Analyst", "Clerk"]),
        ("test", ["Test Analyst", "QA Tester"]),
        ("QUALITY", ["Test Analyst"]),
        ("quality test", ["Test Analyst"]),
        ("analyst quality", ["Test Analyst"]),
        ("  tester  ", ["QA Tester"]),
        ("qa clerk", []),
        ("secret", []),
        ("%", []),
        ("_", []),
        ("'; --", []),
        ("cl\0erk", ["Clerk"]),
        ("\0", ["QA Tester", "Test Analyst", "Clerk"]),
        ("x" * 10_000, []),
        (" " * 10_000, ["QA Tester", "Test Analyst", "Clerk"]),
        ("test " * 2_000, ["QA Tester", "Test Analyst"]),
        ("tetser", ["QA Tester"]),
        ("reports", ["Clerk"]),
    ],
)
def test_roles_are_found_by_all_words_of_a_title_or_another_name(client, jobs, words, titles):
    page = choose(client, q=words)

    assert list(offered(page)) == titles
    assert chooser(page).texts("p", css="silent") == ([] if titles else ["No role fits these words."])


def test_words_stay_in_the_box_as_far_as_they_are_searched_for(client, jobs):
    assert [
        choose(client, q=words).one("input", id="q").attributes["value"] for words in (' <"a">\0 ', "x" * 10_000)
    ] == [
        '<"a">',
        "x" * 100,
    ]


def test_role_that_is_taken_goes_after_those_chosen_or_in_the_place_of_the_one_to_replace(client, jobs):
    chosen = {"role": ["tester", "analyst"]}

    assert [
        (page.one("p", css="lede").text, offered(page))
        for page in (
            choose(client),
            choose(client, role="tester"),
            choose(client, **chosen),
            choose(client, **chosen, replace=0),
            choose(client, **chosen, replace=1, q="cle"),
            choose(client, **chosen, replace=2),
            choose(client, **chosen, replace="x"),
        )
    ] == [
        (
            "Choose two to four roles, to see what changes from one to the next.",
            {
                "QA Tester": "/compare/?role=tester",
                "Test Analyst": "/compare/?role=analyst",
                "Clerk": "/compare/?role=clerk",
            },
        ),
        ("Choose one more.", {"Test Analyst": "/compare/tester/analyst/", "Clerk": "/compare/tester/clerk/"}),
        ("Choose one more.", {"Clerk": "/compare/tester/analyst/clerk/"}),
        ("Choose what stands in the place of QA Tester.", {"Clerk": "/compare/clerk/analyst/"}),
        ("Choose what stands in the place of Test Analyst.", {"Clerk": "/compare/tester/clerk/"}),
        ("Choose one more.", {"Clerk": "/compare/tester/analyst/clerk/"}),
        ("Choose one more.", {"Clerk": "/compare/tester/analyst/clerk/"}),
    ]


def test_search_for_other_words_keeps_what_is_chosen_and_what_is_to_be_replaced(client, jobs):
    page = choose(client, role=["tester", "analyst"], replace=1, q="clerk")

    assert [
        (field.attributes["name"], field.attributes["value"]) for field in page.one("form", css="choose").all("input")
    ] == [
        ("role", "tester"),
        ("role", "analyst"),
        ("replace", "1"),
        ("q", "clerk"),
    ]


def test_chosen_roles_are_chips_each_of_which_can_be_given_up(client, jobs):
    response = client.get("/compare/?role=tester&role=nobody&role=clerk&role=tester&role=secret")

    assert helps_on(response) == (
        200,
        ["Not known here: “nobody”, “secret”. Choose another below."],
        {"Remove QA Tester ×": "/compare/?role=clerk", "Remove Clerk ×": "/compare/?role=tester"},
        ["/compare/tester/clerk/"],
    )


def test_four_chosen_roles_are_enough_unless_one_is_to_be_replaced(client, jobs):
    make_role("one")
    make_role("two")
    chosen = ["tester", "analyst", "clerk", "one"]

    full, replacing, too_many = (
        choose(client, role=chosen),
        choose(client, role=chosen, replace=3),
        choose(client, role=[*chosen, "two"]),
    )

    assert (full.all(id="choose"), too_many.all(id="choose")) == ([], [])
    assert too_many.texts("p", css="notice") == ["At most 4 roles stand side by side. Left out: Two."]
    assert offered(replacing) == {"Two": "/compare/tester/analyst/clerk/two/"}


def test_long_list_is_cut_and_says_so(client):
    for number in range(25):
        make_role(f"role-{number:02}")
    cut = choose(client)
    Role.objects.get(slug="role-24").delete()

    whole = choose(client)

    assert [(len(offered(page)), chooser(page).texts("p", css="note")) for page in (cut, whole)] == [
        (24, ["There are more: give another word."]),
        (24, []),
    ]


def suggested(page):
    return [
        (card.one("a").text, card.one("a").attributes["href"], card.one("p").text)
        for part in page.all("section", id="suggestions")
        for card in part.all("li")
    ]


def test_neighbours_on_a_career_are_worth_comparing_promotions_first(client):
    junior, senior, lead = (
        make_role(slug, seniority=seniority) for slug, seniority in (("junior", 1), ("senior", 3), ("lead", 4))
    )
    make_step(origin=senior, target=lead, kind=StepKind.INTO_MANAGEMENT)
    make_step(origin=junior, target=senior)
    make_step(origin=make_role("clerk", known_only_by_relation=True), target=junior)
    make_step(origin=junior, target=make_role("secret", status=Status.DRAFT))

    first = ("Junior and Senior", "/compare/junior/senior/", "Promotion")
    second = ("Senior and Lead", "/compare/senior/lead/", "Into management")
    assert [suggested(choose(client, **chosen)) for chosen in ({}, {"role": "lead"}, {"role": "clerk"})] == [
        [first, second],
        [second],
        [],
    ]


def test_roles_that_share_skills_with_the_only_one_chosen_are_worth_comparing(client):
    sql, git = make_skill("sql"), make_skill("git")
    one = make_role("one", levels={sql: 1, git: 1})
    two = make_role("two", levels={sql: 1})
    make_role("three", levels={sql: 1, git: 1})
    make_step(origin=one, target=two)

    assert [suggested(choose(client, role=chosen)) for chosen in ("one", ["one", "three"])] == [
        [
            ("One and Two", "/compare/one/two/", "Promotion"),
            ("One and Three", "/compare/one/three/", "2 skills in common"),
        ],
        [("One and Two", "/compare/one/two/", "Promotion")],
    ]


def test_only_the_plain_page_of_choosing_belongs_into_search_engines(client, jobs):
    pages = [choose(client, **parameters) for parameters in ({}, {"q": "clerk"}, {"role": "clerk"}, {"role": "nobody"})]

    assert [[meta.attributes["content"] for meta in page.all("meta", name="robots")] for page in pages] == [
        [],
        ["noindex"],
        ["noindex"],
        ["noindex"],
    ]
    assert {page.one("link", rel="canonical").attributes["href"] for page in pages} == {"http://testserver/compare/"}


def test_number_of_roles_found_is_announced_to_who_searches_in_place(client, jobs):
    answers = [client.get("/compare/?q=clerk", headers=headers) for headers in ({}, {"HX-Request": "true"})]

    assert [
        [part.text for part in parse(answer).all("p", **{"data-hx-swap-oob": "innerHTML:#announcement"})]
        for answer in answers
    ] == [[], ["1 role found"]]


def test_choosing_on_the_published_site_suggests_its_ladder(client, content):
    assert [titles for titles, _, _ in suggested(choose(client))][:2] == [
        "Junior Backend Engineer and Mid-level Backend Engineer",
        "Mid-level Backend Engineer and Senior Backend Engineer",
    ]
