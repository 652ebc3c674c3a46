"""The pages of ways in."""

import pytest

from roles.models import Necessity

from .factories import (
    make_choice,
    make_claim,
    make_document,
    make_role,
    make_route,
    make_route_into_role,
)
from .html import parse

pytestmark = pytest.mark.django_db


def show(client, address="/education/course/"):
    return parse(client.get(address))


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_one_query_however_many_ways(client, django_assert_num_queries, count):
    routes = [make_route() for _ in range(count)]
    for route in routes:
        make_route_into_role(route=route)

    with django_assert_num_queries(1):
        page = show(client, "/education/")

    assert page.texts("h3") == [route.name for route in routes]


def test_list_shows_ways_by_place_under_their_kinds_with_published_roles(client):
    course = make_route("course", kind="course", position=2, summary="A school.")
    make_route("degree", kind="degree", position=1)
    for role in (make_role(), make_role(), make_role(status="draft")):
        make_route_into_role(route=course, role=role)

    page = show(client, "/education/").one("main")

    assert [(kind.one("h2").text, kind.one("h3").text, kind.texts("p")) for kind in page.all("section")] == [
        ("Degree", "Degree", ["A way of learning.", "0 roles"]),
        ("Course", "Course", ["A school.", "2 roles"]),
    ]
    assert [link.attributes["href"] for link in page.all("a")] == ["/education/degree/", "/education/course/"]


def test_list_without_ways_says_so(client):
    assert show(client, "/education/").texts("p", css="silent") == ["No way in has been described yet."]


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_four_queries_however_much_is_said(client, django_assert_num_queries, count):
    claims = [make_claim() for _ in range(count)]
    route = make_route("course", claims=claims)
    for _ in range(count):
        make_route_into_role(route=route, choice=make_choice(), claims=claims)

    with django_assert_num_queries(4):
        page = show(client)

    assert len(page.all("li", css="statement")) == count


def test_page_shows_what_a_way_gives_and_where_it_leads(client):
    first, second = (make_claim(document=make_document()) for _ in range(2))
    make_document(kind="framework")
    route = make_route(
        "course", covers="Basics.\nPractice.", claims=[first, second], hedge="often", summary="A school."
    )
    senior = make_role("senior", title="Senior", seniority=3)
    dev, junior = make_role("dev", title="Dev"), make_role("junior", title="Junior", seniority=1)
    choice = make_choice(label="a degree or a course", role=junior)
    make_route_into_role(route=route, role=senior, necessity=Necessity.HELPFUL, basis="inferred", note="So it seems.")
    make_route_into_role(route=route, role=junior, choice=choice, details="Six months.\nFull time.", claims=[first])
    make_route_into_role(route=route, role=dev, necessity=Necessity.NOT_REQUIRED)
    make_route_into_role(route=route, role=make_role(title="Hidden", status="draft"))

    page = show(client)

    assert page.one("header", css="stack").texts("p") == ["Degree", "A school."]
    assert page.one("header", css="stack").texts("span", css="tag") == ["often"]
    assert page.one("header", css="stack").one("summary").text == "2 of 2 documents"
    gives, leads = page.one("main").all("section")
    assert gives.texts("li") == ["Basics.", "Practice."]
    lines = leads.all("li", css="statement")
    assert [[line.one(css="statement-title").text, *line.texts("span", css="tag")] for line in lines] == [
        ["Dev", "Not required"],
        ["Junior", "One accepted way", "a degree or a course"],
        ["Senior", "Helpful", "inferred"],
    ]
    assert [line.texts("p", css="note") for line in lines] == [[], [], ["So it seems."]]
    assert lines[1].one("ul", css="points").texts("li") == ["Six months.", "Full time."]
    assert [line.texts("summary") for line in lines] == [[], ["1 of 2 documents"], []]


def test_page_of_a_way_of_which_nothing_is_said_says_so(client):
    make_route("course")

    assert show(client).texts("p", css="silent") == [
        "Not stated in the sources.",
        "No role is named with it in the sources.",
    ]
