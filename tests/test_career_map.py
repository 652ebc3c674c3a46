"""The pages of the career map: every step as a line and in the list, and the ways from one role to another."""

import re
from itertools import pairwise

import pytest

from careers.career_map.page import MOST_STATIONS
from roles.models import ProgressionStep, Role, StepKind
from roles.role_index import role_index
from skills.levels import Level
from sources.publication import Status

from .factories import (
    make_claim,
    make_collection,
    make_duty,
    make_experience,
    make_family,
    make_requirement,
    make_role,
    make_skill,
    make_step,
)
from .html import Element, parse

pytestmark = pytest.mark.django_db

BAD_SLUGS = {
    "nul byte": "\0",
    "space": "junior engineer",
    "slash": "a/b",
    "slashes alone": "//",
    "dots": "..",
    "line break": "a\n",
    "other letters": "é",
    "markup": "<script>alert(1)</script>",
    "quotation mark": '"><b>',
}
LONG = "x" * 5000


# --- What stands where ----------------------------------------------------------------------------------------


def show(client, path, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return parse(response)


def svg(page):
    return page.one("svg", css="map")


def stations(page):
    """Return {address of a role: the lines of its station}."""
    return {box.attributes["href"]: box.texts("text") for box in svg(page).all("a", css="station")}


def labels(page):
    """Return {address of a comparison: (whole label, label in signs)}."""
    boxes = svg(page).all("a", css="label")
    return {box.attributes["href"]: (box.one("title").text, box.one("text").text) for box in boxes}


def kinds_of_lines(page):
    return sorted(line.attributes["class"].split()[1] for line in svg(page).all("path", css="edge"))


def parts(element, tag):
    return [child for child in element.children if isinstance(child, Element) and child.tag == tag]


def listed(page):
    """Return {role: [(where a step leads, what changes, address of the comparison)]} of the list."""
    roles = [role for families in page.all("ul", css="map-list") for role in parts(families, "li")]
    return {parts(role, "a")[0].text: [_step(step) for step in _exits(role)] for role in roles}


def _exits(role):
    return [step for exits in parts(role, "ul") for step in parts(exits, "li")]


def _step(step):
    link = step.one("p", css="step-changes").one("a")
    return parts(step, "a")[0].text, link.text.partition(":")[0], link.attributes["href"]


def alone(page):
    """Return the roles without a step."""
    return [link.text for found in page.all("section") if not found.attributes.get("id") for link in found.all("a")]


def choices(page, end):
    return page.one("select", id=end).texts("option")


def chosen(page, end):
    return [option.attributes["value"] for option in page.one("select", id=end).all("option", selected="")]


def map_of(*steps, **fields):
    """Make roles of one family and steps between them, “a b” for each; return {slug: role}."""
    family = make_family("engineering", name="Engineering")
    pairs = [step.split() for step in steps]
    slugs = dict.fromkeys(slug for pair in pairs for slug in pair)
    roles = {slug: make_role(slug, family=family, **fields) for slug in slugs}
    for origin, target in pairs:
        make_step(origin=roles[origin], target=roles[target])
    return roles


# --- The map: what it shows -----------------------------------------------------------------------------------


@pytest.fixture
def career():
    """A ladder of three, a way in from a role that is only named, and one into management; each step differs."""
    sql, git = make_skill("sql"), make_skill("git")
    family = make_family("backend", name="Backend", position=1)
    junior, senior = (
        make_role(slug, family=family, seniority=n, levels={sql: level, git: Level.WORKING})
        for slug, n, level in (("junior", 1, Level.WORKING), ("senior", 3, Level.EXPERT))
    )
    mid = make_role("mid", family=family, seniority=2, levels={sql: Level.PRACTITIONER, git: Level.EXPERT})
    manager = make_role("manager", family=make_family("management", name="Management", position=2), seniority=4)
    tester = make_role("tester", family=family, known_only_by_relation=True)
    make_experience(role=junior, years_from=1, years_to=2)
    make_experience("b", role=senior, years_from=9)
    make_experience("a", role=senior, years_from=5)
    make_step(origin=tester, target=junior, kind=StepKind.ENTRY)
    make_step(origin=junior, target=mid, years_to=4, hedge="may")
    make_step(origin=mid, target=senior, basis="inferred", note="So it seems.")
    make_step(origin=junior, target=senior, kind=StepKind.SIDEWAYS)
    make_step(origin=senior, target=manager, kind=StepKind.INTO_MANAGEMENT)
    return {role.slug: role for role in (tester, junior, mid, senior, manager)}


def test_every_step_is_a_line_and_stands_in_the_list_once(client, career):
    page = show(client, "/map/")

    assert kinds_of_lines(page) == [
        "edge-entry",
        "edge-into-management",
        "edge-promotion",
        "edge-promotion",
        "edge-sideways",
    ]
    assert listed(page) == {
        "Tester": [("Junior", "no difference stated", "/compare/tester/junior/")],
        "Junior": [
            ("Mid", "2 raised", "/compare/junior/mid/"),
            ("Senior", "1 raised", "/compare/junior/senior/"),
        ],
        "Mid": [("Senior", "1 raised, 1 lowered", "/compare/mid/senior/")],
        "Senior": [("Manager", "no difference stated", "/compare/senior/manager/")],
        "Manager": [],
    }
    assert page.one("section", id="list").texts("h3") == ["Backend", "Management"]


def test_line_says_what_changes_and_leads_to_the_comparison_unless_one_end_is_only_named(client, career):
    assert labels(show(client, "/map/")) == {
        "/compare/junior/mid/": ("Junior to Mid: 2 raised", "↑2"),
        "/compare/junior/senior/": ("Junior to Senior: 1 raised", "↑1"),
        "/compare/mid/senior/": ("Mid to Senior: 1 raised, 1 lowered", "↑1"),
        "/compare/senior/manager/": ("Senior to Manager: no difference stated", "?"),
    }


def test_station_has_title_years_and_how_much_is_shared_with_a_role_before_it(client, career):
    assert stations(show(client, "/map/")) == {
        "/roles/tester/": ["Tester", "named only"],
        "/roles/junior/": ["Junior", "1–2 years"],
        "/roles/mid/": ["Mid", "years not stated"],
        "/roles/senior/": ["Senior", "more than 5 years · 1 shared"],
        "/roles/manager/": ["Manager", "years not stated"],
    }


def test_role_that_states_no_years_tells_what_it_shares_all_the_same(client):
    roles = map_of("junior senior")
    for skill in (make_skill(), make_skill()):
        for role in roles.values():
            make_requirement(role=role, skill=skill, level=Level.WORKING)

    assert stations(show(client, "/map/"))["/roles/senior/"] == ["Senior", "years not stated · 2 shared"]


def test_long_title_takes_two_lines_and_is_cut_beyond(client):
    make_step(origin=make_role("a", title="Principal Backend Engineer of Everything Whatever It Is"))

    assert stations(show(client, "/map/"))["/roles/a/"] == [
        "Principal Backend",
        "Engineer of…",
        "years not stated",
    ]


def test_columns_are_levels_and_lanes_are_families(client, career):
    assert svg(show(client, "/map/")).texts("text", css="lane-name") == [
        "Backend",
        "Management",
        "Level not stated",
        "Junior",
        "Mid-level",
        "Senior",
        "Beyond senior",
    ]


def test_drawing_is_for_the_eyes_and_the_list_for_everybody(client, career):
    page = show(client, "/map/")

    drawing = svg(page)
    assert drawing.attributes["aria-hidden"] == "true"
    assert {link.attributes.get("tabindex") for link in drawing.all("a")} == {"-1"}
    in_list = {link.attributes["href"] for link in page.one("section", id="list").all("a")}
    assert {link.attributes["href"] for link in drawing.all("a")} <= in_list


def test_list_says_of_a_step_what_it_takes_and_what_that_rests_on(client, career):
    claim = make_claim()
    ProgressionStep.objects.get(origin__slug="junior", target__slug="mid").claims.add(claim)

    rows = {
        (step.parent.parent.all("a")[0].text, parts(step, "a")[0].text): step
        for step in show(client, "/map/").one("section", id="list").all("li")
        if step.all("p", css="step-changes")
        if step.parent.parent.tag == "li"
    }

    row = rows["Junior", "Mid"]
    assert row.one("p", css="step-changes").text == "Promotion up to 4 years may 2 raised: Junior and Mid compared"
    assert row.one("details", css="evidence").one("summary").text == "1 of 1 documents"
    assert rows["Mid", "Senior"].texts("span", css="tag") == ["Promotion", "inferred"]
    assert rows["Mid", "Senior"].all("details") == []


def test_draft_leaves_no_trace_at_either_end_of_a_step(client):
    roles = map_of("junior senior")
    ghost = make_role("ghost", family=make_family("ghosts", name="Spectres"), status="draft")
    lonely, left = make_role("lonely"), make_role("left")
    make_step(origin=ghost, target=roles["junior"])
    make_step(origin=roles["senior"], target=ghost)
    make_step(origin=lonely, target=ghost)
    make_step(origin=ghost, target=left)

    response = client.get("/map/")
    page = parse(response)

    assert (list(stations(page)), kinds_of_lines(page)) == (["/roles/junior/", "/roles/senior/"], ["edge-promotion"])
    assert [(role, [target for target, *_ in steps]) for role, steps in listed(page).items()] == [
        ("Junior", ["Senior"]),
        ("Senior", []),
    ]
    assert (choices(page, "from"), alone(page)) == (["Junior", "Senior"], ["Left", "Lonely"])
    assert [word for word in ("ghost", "Ghost", "Spectres") if word in response.content.decode()] == []


def test_role_without_a_step_stands_apart(client):
    map_of("junior senior")
    make_role("architect")

    page = show(client, "/map/")

    assert (sorted(listed(page)), alone(page)) == (["Junior", "Senior"], ["Architect"])


def test_circle_and_a_step_back_harm_nothing(client):
    map_of("a b", "b c", "c a", "b a")

    page = show(client, "/map/")

    assert len(kinds_of_lines(page)) == 4
    assert {role: [target for target, *_ in steps] for role, steps in listed(page).items()} == {
        "A": ["B"],
        "B": ["A", "C"],
        "C": ["A"],
    }
    assert [ways(show(client, path)) for path in ("/map/a/c/", "/map/c/b/")] == [
        [["A", "B", "C"]],
        [["C", "A", "B"]],
    ]


def test_map_without_a_step_is_a_page_all_the_same(client):
    make_role("lonely")

    page = show(client, "/map/")

    assert (stations(page), listed(page), choices(page, "from"), alone(page)) == ({}, {}, [], ["Lonely"])


@pytest.mark.parametrize("count", [1, 3])
def test_map_costs_eight_queries_however_many_steps(client, django_assert_num_queries, count):
    for number in range(count):
        dev = make_role(broader=make_role(), claims=[make_claim()])
        step = make_step(origin=make_role(broader=dev), target=make_role(broader=dev), claims=[make_claim()])
        for role in (dev, step.origin, step.target):
            make_requirement(role=role, claims=[make_claim()])
            make_duty(role=role)
            make_experience(role=role, years_from=number)
    role_index()

    with django_assert_num_queries(8):
        page = show(client, "/map/")

    assert len(kinds_of_lines(page)) == count


# --- The map: families ----------------------------------------------------------------------------------------


@pytest.fixture
def families():
    """Three families: two that a step links, and one apart."""
    data, backend, tests = (make_family(slug, name=slug.title()) for slug in ("data", "backend", "tests"))
    homes = {"a": data, "b": data, "c": backend, "d": backend, "e": tests, "f": tests}
    roles = {slug: make_role(slug, family=family) for slug, family in homes.items()}
    for origin, target in ("ab", "bc", "cd", "ef"):
        make_step(origin=roles[origin], target=roles[target])
    make_role("lonely", family=data)


def chosen_families(page):
    return page.one("nav", css="families").texts("a", **{"aria-current": "true"})


def test_map_offers_every_family_that_has_a_step(client, families):
    make_family("empty", name="Empty")

    page = show(client, "/map/")

    links = {link.text: link.attributes["href"] for link in page.one("nav", css="families").all("a")}
    assert links == {
        "All families": "/map/",
        "Backend": "/map/?family=backend",
        "Data": "/map/?family=data",
        "Tests": "/map/?family=tests",
    }
    assert (chosen_families(page), page.all("meta", name="robots")) == (["All families"], [])


@pytest.mark.parametrize(
    ("family", "name", "steps"),
    [
        ("data", "Data", {"A": ["B"], "B": ["C"], "C": []}),
        ("backend", "Backend", {"B": ["C"], "C": ["D"], "D": []}),
        ("tests", "Tests", {"E": ["F"], "F": []}),
    ],
)
def test_family_is_shown_with_its_neighbours_alone(client, families, family, name, steps):
    page = show(client, "/map/", family=family)

    assert {role: [target for target, *_ in exits] for role, exits in listed(page).items()} == steps
    assert sorted(stations(page)) == [f"/roles/{role.lower()}/" for role in sorted(steps)]
    assert len(kinds_of_lines(page)) == sum(map(len, steps.values()))
    assert (chosen_families(page), alone(page)) == ([name], [])
    assert page.one("meta", name="robots").attributes["content"] == "noindex"


@pytest.mark.parametrize(
    "family", [*BAD_SLUGS.values(), "astronauts", "DATA", LONG], ids=[*BAD_SLUGS, "unknown", "capitals", "long"]
)
def test_family_that_is_unknown_is_said_to_be_and_all_are_shown(client, families, family):
    page = show(client, "/map/", family=family)

    [note] = page.texts("p", css="notice")
    assert re.fullmatch(r"There is no family “.{1,80}” on the map; all are shown\.", note)
    assert (len(stations(page)), chosen_families(page)) == (6, ["All families"])


def test_only_family_is_not_offered_for_choice(client):
    map_of("a b")

    assert show(client, "/map/").all("nav", css="families") == []


@pytest.fixture
def make_long_ladder():
    """Return a function that makes a ladder of so many roles: two of one family, the rest of another."""

    def make(count):
        first, second = make_family("first", position=1), make_family("second", position=2)
        roles = Role.objects.bulk_create(
            Role(
                slug=f"r{number:03}",
                title=f"R{number:03}",
                family=first if number < 2 else second,
                seniority=1 + number % 4,
                status=Status.PUBLISHED,
            )
            for number in range(count)
        )
        ProgressionStep.objects.bulk_create(
            ProgressionStep(origin=origin, target=target, kind=StepKind.PROMOTION) for origin, target in pairwise(roles)
        )

    return make


def test_beyond_120_stations_one_family_is_shown(client, make_long_ladder):
    make_long_ladder(MOST_STATIONS + 1)

    page = show(client, "/map/")

    assert (list(stations(page)), chosen_families(page)) == (
        ["/roles/r000/", "/roles/r001/", "/roles/r002/"],
        ["First"],
    )
    assert [len(steps) for steps in listed(page).values()] == [1, 1, 0]


def test_120_stations_are_shown_at_once(client, make_long_ladder):
    make_long_ladder(MOST_STATIONS)

    page = show(client, "/map/")

    assert (MOST_STATIONS, len(stations(page)), chosen_families(page)) == (120, 120, ["All families"])
    assert len(kinds_of_lines(page)) == 119


# --- Choosing a way -------------------------------------------------------------------------------------------


def test_form_offers_all_roles_of_the_map_and_begins_with_the_least_and_the_most_senior(client, career):
    page = show(client, "/map/")

    titles = ["Junior", "Manager", "Mid", "Senior", "Tester"]
    assert (choices(page, "from"), choices(page, "to")) == (titles, titles)
    assert (chosen(page, "from"), chosen(page, "to")) == (["junior"], ["manager"])
    assert page.one("form", css="way-form").attributes["action"] == "/map/"


@pytest.mark.parametrize(
    "query", [{"from": "junior", "to": "senior"}, {"to": "senior", "from": "junior", "family": "x"}]
)
def test_form_leads_to_the_way(client, query):
    response = client.get("/map/", query)

    assert (response.status_code, response.headers["Location"]) == (302, "/map/junior/senior/")


@pytest.mark.parametrize("query", [{"from": "junior"}, {"to": "junior"}, {"from": "", "to": "junior"}, {"from": "\0"}])
def test_one_end_alone_shows_the_map(client, career, query):
    assert len(stations(show(client, "/map/", **query))) == len(career)


@pytest.mark.parametrize("slug", BAD_SLUGS.values(), ids=BAD_SLUGS)
@pytest.mark.parametrize("end", ["from", "to"])
def test_end_that_is_no_slug_is_a_page_that_helps_on(client, career, end, slug):
    page = show(client, "/map/", 404, **{"from": "junior", "to": "senior", end: slug})

    [note] = page.texts("p", css="notice")
    assert re.fullmatch(r"Not known here: “[^“”]+”\. Choose both ends of the way from the lists\.", note)
    assert (len(choices(page, "from")), len(stations(page))) == (len(career), len(career))
    assert page.one("meta", name="robots").attributes["content"] == "noindex"


@pytest.mark.parametrize("end", ["from", "to"])
def test_end_of_5000_letters_is_named_in_short(client, career, end):
    response = client.get("/map/", {"from": "junior", "to": "senior", end: LONG}, follow=True)

    assert response.status_code == 404
    assert parse(response).texts("p", css="notice") == [
        f"Not known here: “{'x' * 79}…”. Choose both ends of the way from the lists."
    ]


@pytest.mark.parametrize(
    ("path", "unknown"),
    [
        ("/map/junior/pilot/", "“pilot”"),
        ("/map/pilot/junior/", "“pilot”"),
        ("/map/pilot/nurse/", "“pilot”, “nurse”"),
        ("/map/junior/draft/", "“draft”"),
        ("/map/draft/junior/", "“draft”"),
    ],
)
def test_unknown_role_and_draft_are_named_on_a_page_that_helps_on(client, career, path, unknown):
    make_step(origin=career["junior"], target=make_role("draft", title="Ghost", status="draft"))

    response = client.get(path)
    page = parse(response)

    assert response.status_code == 404
    assert page.texts("p", css="notice") == [f"Not known here: {unknown}. Choose both ends of the way from the lists."]
    assert len(choices(page, "from")) == len(career)
    assert "Ghost" not in response.content.decode()


@pytest.mark.parametrize("path", ["/map/junior/junior/", "/map/pilot/pilot/"])
def test_from_a_role_to_itself_is_the_map(client, career, path):
    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (302, "/map/")


# --- The ways -------------------------------------------------------------------------------------------------


def sections(page):
    return page.one("main").all("section")


def titles_of_way(section):
    """Return the roles of a way, each once."""
    steps = [heading.texts("a") for heading in section.one("ol", css="way").all("h3")]
    assert [one[1] for one in steps[:-1]] == [other[0] for other in steps[1:]]
    return [steps[0][0], *(target for _, target in steps)]


def ways(page):
    return [titles_of_way(section) for section in sections(page) if section.all("ol", css="way")]


def comparisons(section):
    return {link.text: link.attributes["href"] for link in section.one("div", css="card").all("a")}


def test_ways_come_shortest_first(client):
    map_of("a b", "b c", "c d", "b d", "a c", "a d", "d e")

    page = show(client, "/map/a/d/")

    assert ways(page) == [["A", "D"], ["A", "B", "D"], ["A", "C", "D"], ["A", "B", "C", "D"]]
    assert page.texts("h2")[: len(sections(page))] == [
        "Way 1: 1 step",
        "Way 2: 2 steps",
        "Way 3: 2 steps",
        "Way 4: 3 steps",
    ]
    assert page.one("p", css="lede").text == "4 ways, shortest first."


def test_only_way_has_no_number(client):
    map_of("a b", "b c")

    page = show(client, "/map/a/c/")

    assert ([section.texts("h2") for section in sections(page)], page.one("p", css="lede").text) == (
        [["2 steps"]],
        "1 way.",
    )


def test_way_tells_each_step_and_the_sum_of_all(client):
    roles = map_of("junior mid", "mid senior")
    sql, git, rest = (make_skill(slug) for slug in ("sql", "git", "rest"))
    levels = {
        "junior": {sql: Level.AWARENESS, git: Level.EXPERT, rest: Level.WORKING},
        "mid": {sql: Level.WORKING, git: Level.WORKING, rest: Level.WORKING},
        "senior": {sql: Level.EXPERT, git: Level.EXPERT, rest: Level.WORKING},
    }
    for slug, asked in levels.items():
        for skill, level in asked.items():
            make_requirement(role=roles[slug], skill=skill, level=level)
    ProgressionStep.objects.filter(origin=roles["junior"]).update(
        details="Time.\nPatience.", note="Read so.", hedge="often", years_from=2
    )
    ProgressionStep.objects.get(origin=roles["mid"]).claims.add(make_claim())

    page = show(client, "/map/junior/senior/")

    first, second = page.one("ol", css="way").children
    assert [parts(step, "p")[0].text for step in (first, second)] == [
        "Promotion more than 2 years often 1 raised, 1 lowered: Junior and Mid compared",
        "Promotion 2 raised: Mid and Senior compared",
    ]
    assert [step.one("p", css="step-changes").one("a").attributes["href"] for step in (first, second)] == [
        "/compare/junior/mid/",
        "/compare/mid/senior/",
    ]
    assert [points.texts("li") for points in first.all("ul", css="points")] == [
        ["Raised from Awareness to Working: Sql.", "Lowered from Expert to Working: Git."],
        ["Time.", "Patience."],
    ]
    assert first.texts("p", css="note") == ["What the sources say of it:", "Read so."]
    assert second.one("details", css="evidence").one("summary").text == "1 of 1 documents"
    [section] = sections(page)
    assert section.one("div", css="card").one("strong").parent.text == "All steps together: 3 raised, 1 lowered."
    assert page.one("h1").text == "From Junior to Senior"


@pytest.mark.parametrize(
    ("goal", "addresses"),
    [
        ("b", {"Compare side by side": "/compare/a/b/"}),
        ("c", {"Compare side by side": "/compare/a/b/c/", "Only the two ends": "/compare/a/c/"}),
        ("d", {"Compare side by side": "/compare/a/b/c/d/", "Only the two ends": "/compare/a/d/"}),
        ("e", {"Compare side by side": "/compare/a/e/", "Only the two ends": "/compare/a/e/"}),
    ],
)
def test_way_is_compared_whole_up_to_four_roles_and_by_its_ends_beyond(client, goal, addresses):
    map_of("a b", "b c", "c d", "d e")

    [section] = sections(show(client, f"/map/a/{goal}/"))

    assert comparisons(section) == addresses


def test_way_does_not_lead_through_a_draft(client):
    roles = map_of("a b", "c d")
    ghost = make_role("ghost", status="draft")
    make_step(origin=roles["b"], target=ghost)
    make_step(origin=ghost, target=roles["c"])

    response = client.get("/map/a/d/")

    assert (ways(parse(response)), "ghost" in response.content.decode().lower()) == ([], False)


def offers(page):
    """Return {heading: {role: address}} of what is near where there is no way."""
    [section] = sections(page)
    lists = zip(section.texts("h3"), section.all("ul"), strict=True)
    return {heading: {link.text: link.attributes["href"] for link in found.all("a")} for heading, found in lists}


def test_where_no_way_leads_the_nearest_onward_and_inward_are_offered(client):
    map_of("a b", "c b", "c d", "e d")

    page = show(client, "/map/a/d/")

    assert offers(page) == {
        "From A, the sources lead as far as": {"B": "/map/a/b/"},
        "To D, they lead from": {"C": "/map/c/d/", "E": "/map/e/d/"},
    }
    assert page.one("p", css="lede").text == "The sources state no way from A to D."
    [section] = sections(page)
    assert {link.text: link.attributes["href"] for link in section.all("p", css="row")[0].all("a")} == {
        "Compare the two": "/compare/a/d/",
        "Career map": "/map/",
    }
    assert "a way from" not in section.text


def test_where_a_way_leads_back_alone_it_is_offered(client):
    map_of("a b", "b c")

    page = show(client, "/map/c/a/")

    [section] = sections(page)
    back = section.one("a", href="/map/a/c/")
    assert (back.parent.text, offers(page)) == ("There is a way from A to C.", {})


def test_roles_that_no_step_mentions_can_be_compared_all_the_same(client):
    map_of("a b")
    make_role("lonely")

    page = show(client, "/map/lonely/a/")

    assert offers(page) == {}
    assert {link.attributes["href"] for link in sections(page)[0].all("a")} == {"/compare/lonely/a/", "/map/"}


@pytest.mark.parametrize("count", [1, 3])
def test_ways_cost_six_queries_however_many_steps(client, django_assert_num_queries, count):
    slugs = "abcd"[: count + 1]
    roles = map_of(*(f"{origin} {target}" for origin, target in pairwise(slugs)))
    for role in roles.values():
        make_requirement(role=role, claims=[make_claim()])
        make_duty(role=role)
    for step in ProgressionStep.objects.all():
        step.claims.add(make_claim())

    with django_assert_num_queries(6):
        page = show(client, f"/map/a/{slugs[-1]}/")

    assert ways(page) == [list(slugs.upper())]


@pytest.mark.parametrize("count", [1, 3])
def test_no_way_costs_three_queries_however_many_steps(client, django_assert_num_queries, count):
    slugs = "abcd"[: count + 1]
    map_of(*(f"{origin} {target}" for origin, target in pairwise(slugs)))

    with django_assert_num_queries(3):
        page = show(client, f"/map/{slugs[-1]}/a/")

    assert ways(page) == []


# --- The published content ------------------------------------------------------------------------------------


def test_published_steps_are_all_on_the_map(client, content):
    steps = ProgressionStep.objects.published().select_related("origin", "target")

    page = show(client, "/map/")

    pairs = {(step.origin.title, step.target.title) for step in steps}
    assert len(pairs) > 5
    assert {(role, target) for role, exits in listed(page).items() for target, *_ in exits} == pairs
    assert kinds_of_lines(page) == sorted(f"edge-{step.kind}" for step in steps)
    assert set(labels(page)) == {
        f"/compare/{step.origin.slug}/{step.target.slug}/" for step in steps if not step.origin.known_only_by_relation
    }
    roles = {role for step in steps for role in (step.origin, step.target)}
    assert set(stations(page)) == {role.get_absolute_url() for role in roles}
    assert set(alone(page)) == {role.title for role in Role.objects.published()} - {role.title for role in roles}


def test_junior_becomes_senior_by_the_middle(client, content):
    page = show(client, "/map/junior-backend-engineer/senior-backend-engineer/")

    assert ways(page) == [["Junior Backend Engineer", "Mid-level Backend Engineer", "Senior Backend Engineer"]]
    assert page.one("h1").text == "From Junior to Senior Backend Engineer"
    assert comparisons(sections(page)[0]) == {
        "Compare side by side": (
            "/compare/junior-backend-engineer/mid-level-backend-engineer/senior-backend-engineer/"
        ),
        "Only the two ends": "/compare/junior-backend-engineer/senior-backend-engineer/",
    }


def test_frontend_developer_becomes_engineering_manager(client, content):
    assert ways(show(client, "/map/frontend-developer/engineering-manager/")) == [
        [
            "Frontend Developer",
            "Junior Backend Engineer",
            "Mid-level Backend Engineer",
            "Senior Backend Engineer",
            "Engineering Manager",
        ]
    ]


def test_no_way_leads_from_senior_to_junior(client, content):
    page = show(client, "/map/senior-backend-engineer/junior-backend-engineer/")

    assert ways(page) == []
    assert page.one("p", css="lede").text == (
        "The sources state no way from Senior Backend Engineer to Junior Backend Engineer."
    )
    assert page.one("main").one("a", href="/map/junior-backend-engineer/senior-backend-engineer/")


# --- The map: collections -------------------------------------------------------------------------------------


def test_map_is_of_the_own_collection_until_another_is_chosen(client):
    framework = make_collection("framework", short_name="FW", position=1)
    silent = make_collection("silent", short_name="Silent", position=2)
    make_step(origin=make_role("own-a"), target=make_role("own-b"))
    family = make_family("foreign", collection=framework)
    ends = (make_role(slug, family=family, collection=framework) for slug in ("foreign-a", "foreign-b"))
    make_step(**dict(zip(("origin", "target"), ends, strict=True)))
    make_role("alone", collection=silent)

    shown = {
        query: list(stations(show(client, f"/map/{query}")))
        for query in ("", "?collection=framework", "?family=foreign")
    }

    assert shown == {
        "": ["/roles/own-a/", "/roles/own-b/"],
        "?collection=framework": ["/roles/foreign-a/", "/roles/foreign-b/"],
        "?family=foreign": ["/roles/foreign-a/", "/roles/foreign-b/"],
    }
    silent = show(client, "/map/?collection=silent")
    assert "Silent states no steps" in silent.one("main").text
    assert [
        script.attributes["src"] for script in silent.all("script") if "map" in script.attributes.get("src", "")
    ] == []
