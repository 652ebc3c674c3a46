"""Roles side by side: what a comparison costs and shows, and its files to take away."""

import csv
import re
from io import StringIO

import pytest

from careers.comparison.difference import Verdict
from careers.comparison.page import Comparison
from roles.models import DutyArea, Involvement, Necessity, Need, PayPeriod, Role
from skills.levels import Level
from sources.publication import Status

from .factories import (
    make_area,
    make_benefit,
    make_choice,
    make_claim,
    make_document,
    make_duty,
    make_employment_term,
    make_experience,
    make_pay_factor,
    make_pay_figure,
    make_requirement,
    make_responsibility,
    make_role,
    make_route,
    make_route_into_role,
    make_skill,
    make_working_relation,
)
from .html import parse
from .test_choosing import helps_on

pytestmark = pytest.mark.django_db


def address(*slugs):
    return f"/compare/{'/'.join(slugs)}/"


def show(client, *slugs, **parameters):
    return parse(client.get(address(*slugs), parameters))


def section(page, name):
    return page.one("section", id=name)


def rows(part):
    """Return [(subject, what stands in each cell beside the evidence)] of the tables in a part of the page."""
    return [
        (row.one("th").text, [cell.one(css="cell").text for cell in row.all("td")])
        for row in part.all("tr")
        if row.all("td")
    ]


def shown_rows(part):
    """Return the rows that are not folded away."""
    folded = [row for fold in part.all("details", css="fold") for row in rows(fold)]
    return [row for row in rows(part) if row not in folded]


def folds(part):
    """Return {summary of a fold: its rows}."""
    return {fold.all("summary")[0].text: rows(fold) for fold in part.all("details", css="fold")}


def describe(role, count=10):
    """Ask for so many skills of which no other role knows, so that the role's silence says something."""
    area = make_area(f"{role.slug}-area", position=99)
    for number in range(count):
        make_requirement(role=role, skill=make_skill(f"{role.slug}-{number}", area=area))


@pytest.fixture
def people():
    """Two levels of engineers in general, one area of skills and two claims of different documents."""
    claims = [make_claim(f"F00{number}", document=make_document(f"document-{number}")) for number in (1, 2)]
    dev = make_role("dev", title="QA Engineer")
    junior = make_role("junior", title="Junior", broader=dev, seniority=1)
    senior = make_role("senior", title="Senior", broader=dev, seniority=3)
    return junior, senior, dev, make_area("area", name="Area", position=1), *claims


# --- Cost ---------------------------------------------------------------------------------------------------


def fill(role, count, claims):
    """Say of a role `count` times all that is compared."""
    for number in range(count):
        choice = make_choice(role=role, claims=claims)
        make_requirement(choice=choice, claims=claims)
        make_requirement(role=role, claims=claims, level=Level.EXPERT)
        make_duty(role=role, claims=claims, details="One.\nTwo.")
        make_route_into_role(role=role, claims=claims)
        make_working_relation(role=role, claims=claims)
        for factory in (make_experience, make_pay_figure, make_benefit, make_pay_factor):
            factory(f"{factory.__name__} {number}", role=role, claims=claims)
        make_employment_term(f"term {number}", role=role, claims=claims)


@pytest.mark.parametrize("role_count", [2, 4])
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("ending", ["/", ".csv", ".md"])
def test_comparison_costs_nine_queries_however_many_roles_and_whatever_is_said_of_them(
    client, django_assert_num_queries, role_count, count, ending
):
    claims = [make_claim() for _ in range(count)]
    anybody = make_role("anybody")
    dev = make_role("dev", broader=anybody)
    roles = [make_role(f"role-{place}", broader=dev) for place in range(role_count)]
    for found in (anybody, dev, *roles):
        fill(found, count, claims)

    with django_assert_num_queries(9):
        response = client.get(address(*(role.slug for role in roles)).removesuffix("/") + ending)

    assert response.status_code == 200
    if ending == "/":
        page = section(parse(response), "skills")
        assert len(rows(page)) == 2 * count * (role_count + 2)


def test_comparison_of_roles_of_which_nothing_is_said_costs_no_more(client, django_assert_num_queries):
    make_role("one")
    make_role("two")

    with django_assert_num_queries(9):
        show(client, "one", "two")


# --- What it shows ------------------------------------------------------------------------------------------


def test_skills_stand_in_one_row_each_with_level_need_marks_and_what_changes(client, people):
    junior, senior, dev, area, *claims = people
    describe(junior)
    sql, git, rest, caching, design = (
        make_skill(slug, area=area) for slug in ("sql", "git", "rest", "caching", "design")
    )
    make_requirement(role=junior, skill=sql, level=Level.WORKING, claims=claims[:1])
    make_requirement(role=senior, skill=sql, level=Level.EXPERT, basis="inferred", note="Read so.", hedge="often")
    make_requirement(role=dev, skill=git, level=Level.WORKING)
    make_requirement(role=senior, skill=git, level=Level.AWARENESS, need=Need.DESIRABLE)
    make_requirement(role=dev, skill=rest, level=Level.PRACTITIONER)
    make_requirement(role=senior, skill=caching, level=Level.EXPERT)
    make_requirement(role=junior, skill=design, need=Need.MENTIONED)
    make_requirement(role=senior, skill=design, need=Need.ESSENTIAL)

    page = section(show(client, "junior", "senior"), "skills")

    assert shown_rows(page) == [
        ("Caching", ["not stated", "ExpertEssential+ new"]),
        ("Design", ["level not statedMentioned", "level not statedEssential↑ raised: essential"]),
        ("Git", ["WorkingEssentialas QA engineers in general", "AwarenessDesirable↓ lowered: 1 level"]),
        ("Sql", ["WorkingEssential", "ExpertEssentialofteninferred↑ raised: 2 levels"]),
    ]
    assert folds(page) == {
        "The same for both: 1": [("Rest", ["PractitionerEssentialas QA engineers in general"])],
        "Not comparable, because one side is not stated: 10": [
            (f"Junior {number}", ["level not statedEssential", "not stated"]) for number in range(10)
        ],
    }
    head = page.all("table")[0].one("thead")
    assert [cell.text for cell in head.all("th", scope="col")] == ["Compared", "Junior", "Senior"]
    assert [group.text for group in page.all("th", scope="rowgroup")] == ["Area", "Area", "Junior area"]


def test_what_is_asked_no_longer_is_said_to_be_where_the_later_role_is_described(client, people):
    junior, senior, _, area, *_ = people
    describe(senior)
    make_requirement(role=junior, skill=make_skill("sql", area=area), level=Level.WORKING)

    page = section(show(client, "junior", "senior"), "skills")

    assert ("Sql", ["WorkingEssential", "not stated− no longer asked for"]) in shown_rows(page)


@pytest.mark.parametrize(("own_lines", "verdict"), [(9, "not stated for Junior"), (10, "+ new")])
def test_silence_says_something_from_ten_lines_of_the_roles_own(client, people, own_lines, verdict):
    junior, senior, dev, area, *_ = people
    describe(junior, own_lines)
    describe(dev)
    make_requirement(role=senior, skill=make_skill("sql", area=area), level=Level.WORKING)

    page = section(show(client, "junior", "senior"), "skills")

    assert dict(rows(page))["Sql"] == ["not stated", f"WorkingEssential{verdict}"]


def test_duties_stand_by_kind_of_work_with_how_far_somebody_answers_for_them(client, people):
    junior, senior, dev, *_ = people
    review, learn, plan = (
        make_responsibility(slug, area=area)
        for slug, area in (("review", DutyArea.CODE), ("learn", DutyArea.LEARNING), ("plan", DutyArea.CODE))
    )
    make_duty(role=junior, responsibility=review, involvement=Involvement.ASSISTS)
    make_duty(role=senior, responsibility=review, involvement=Involvement.LEADS)
    make_duty(role=dev, responsibility=learn)
    make_duty(role=junior, responsibility=plan)
    make_duty(role=senior, responsibility=plan, involvement=Involvement.OWNS)

    page = section(show(client, "junior", "senior"), "duties")

    assert shown_rows(page) == [("Review", ["Assists", "Leads↑ raised: Leads"])]
    assert folds(page) == {
        "The same for both: 1": [("Learn", ["Part of itas QA engineers in general"])],
        "Not comparable, because one side is not stated: 1": [
            ("Plan", ["Part of it", "Ownsnot comparable: how far not stated for Junior"])
        ],
    }


def test_ways_in_experience_and_working_life_are_compared_by_what_is_said_of_the_roles_themselves(client, people):
    junior, senior, dev, *_ = people
    degree, course, camp = (make_route(slug) for slug in ("degree", "course", "camp"))
    make_route_into_role(role=junior, route=degree, necessity=Necessity.HELPFUL)
    make_route_into_role(role=senior, route=degree, necessity=Necessity.REQUIRED)
    make_route_into_role(role=junior, route=course)
    make_route_into_role(role=dev, route=course)
    make_route_into_role(role=dev, route=camp)
    make_experience("work", role=junior, years_from=1, years_to=2)
    make_experience("work", role=senior, years_from=5)
    make_experience("large systems", role=senior)
    make_working_relation(role=junior, other_party="clients")
    make_working_relation(role=senior, other_party="clients")
    make_benefit("lunch", role=senior)

    page = show(client, "junior", "senior")

    assert {name: rows(section(page, name)) for name in ("ways-in", "experience", "working-life")} == {
        "ways-in": [
            ("Degree", ["Helpful", "Required↑ raised: Required"]),
            ("Course", ["One accepted way", "not stated for it; said of QA engineers in general"]),
        ],
        "experience": [
            ("Years of experience", ["1–2 years", "more than 5 years↑ raised: more than 5 years"]),
            ("Large systems", ["not stated", "Asked fornot stated for Junior"]),
        ],
        "working-life": [
            ("lunch", ["not stated", "Statednot stated for Junior"]),
            ("Clients", ["Stated", "Stated= same"]),
        ],
    }
    general = section(page, "ways-in").one("details", css="inherited")
    assert (general.all("summary")[0].text, general.texts(css="statement-title")) == (
        "Said only of QA engineers in general: 1",
        ["Camp"],
    )


def test_pay_is_compared_only_where_a_document_ties_it_to_a_role(client, people):
    junior, _, dev, *_ = people
    make_pay_figure("average", role=dev, amount_from=127_000, period=PayPeriod.YEAR)
    before = section(show(client, "junior", "senior"), "pay")
    make_pay_figure("first pay", role=junior, amount_from=900, period=PayPeriod.MONTH)

    after = section(show(client, "junior", "senior"), "pay")

    assert (rows(before), rows(after)) == (
        [],
        [("First pay", ["USD 900 a month", "not stated"])],
    )
    assert before.texts("p", css="silent") == ["Not stated in the sources for either of these roles."]
    assert [
        (fold.all("summary")[0].text, fold.texts(css="figure"))
        for part in (before, after)
        for fold in part.all("details", css="inherited")
    ] == [("Said only of QA engineers in general: 1", ["USD 127,000 a year"])] * 2


def test_choice_is_one_row_and_its_members_have_one_only_against_being_asked_by_themselves(client, people):
    junior, senior, _, area, *_ = people
    for role in (junior, senior):
        choice = make_choice("language", role=role, label="a language", level=Level.WORKING)
        for slug in ("java", "go"):
            skill = role.pk == junior.pk and make_skill(slug, area=area)
            make_requirement(choice=choice, skill=skill or junior.requirements.get(skill__slug=slug).skill)
    make_requirement(role=senior, skill=make_skill("ada", area=area))
    make_requirement(choice=junior.choices.get(), skill=senior.requirements.get(skill__slug="ada").skill)

    page = section(show(client, "junior", "senior"), "skills")

    assert rows(page) == [
        ("A language", ["WorkingEssential", "WorkingEssential= same"]),
        (
            "Ada",
            [
                "one of several: a language",
                "level not statedEssentialnot comparable: one of several for one of them",
            ],
        ),
    ]


def test_what_rests_on_one_statement_stands_in_one_cell_with_its_marks(client, people):
    """Marked as said in general, whichever of the roles stands first, and naming the roles on a phone."""
    junior, _, dev, area, *_ = people
    make_requirement(role=dev, skill=make_skill("sql", area=area), hedge="often", basis="inferred", note="Read so.")
    make_requirement(role=junior, skill=make_skill("git", area=area))
    marked = "level not statedEssentialofteninferredas QA engineers in general"

    found = {
        slugs: {
            row.one("th").text: [
                (cell.one(css="cell-role").text, cell.attributes.get("colspan", "1"), cell.one(css="cell").text)
                for cell in row.all("td")
            ]
            for row in section(show(client, *slugs), "skills").all("tr")
            if row.all("td")
        }
        for slugs in (("junior", "senior"), ("dev", "junior"), ("dev", "senior"))
    }

    own = ("Junior", "1", "level not statedEssential")
    assert found == {
        ("junior", "senior"): {
            "Sql": [("Junior, Senior", "2", marked)],
            "Git": [own, ("Senior", "1", "not stated")],
        },
        ("dev", "junior"): {
            "Sql": [("QA Engineer, Junior", "2", marked)],
            "Git": [
                ("QA Engineer", "1", "not stated"),
                ("Junior", "1", "level not statedEssentialnot stated for QA Engineer"),
            ],
        },
        ("dev", "senior"): {"Sql": [("QA Engineer, Senior", "2", marked)]},
    }


def test_every_cell_has_its_evidence_in_place(client, people):
    junior, senior, dev, area, first, second = people
    sql = make_skill("sql", area=area)
    make_requirement(role=junior, skill=sql, level=Level.WORKING, claims=[first], note="Read so.")
    make_requirement(role=dev, skill=sql, claims=[second])
    make_requirement(role=senior, skill=sql, level=Level.EXPERT, claims=[first, second])

    [row] = section(show(client, "junior", "senior"), "skills").one("tbody").all("tr")[1:]

    assert [cell.one("details", css="evidence").text for cell in row.all("td")] == [
        "1 of 2 documents, and +1 in generalRead so.Document 1 requires it paragraph 1"
        "Of QA engineers in general: Document 2 requires it paragraph 1",
        "2 of 2 documentsDocument 1 requires it paragraph 1Document 2 requires it paragraph 1"
        "Of QA engineers in general: Document 2 requires it paragraph 1",
    ]


def test_changes_between_more_than_two_roles_are_told_step_by_step(client, people):
    junior, senior, dev, area, *_ = people
    mid = make_role("mid", title="Mid", broader=dev, seniority=2)
    sql = make_skill("sql", area=area)
    for role, level in ((junior, Level.WORKING), (mid, Level.EXPERT), (senior, Level.AWARENESS)):
        make_requirement(role=role, skill=sql, level=level)

    page = show(client, "junior", "mid", "senior")

    assert page.one("h1").text == "Junior, Mid and Senior compared"
    assert rows(section(page, "skills")) == [
        ("Sql", ["WorkingEssential", "ExpertEssential↑ raised: 2 levels", "AwarenessEssential↓ lowered: 3 levels"])
    ]
    steps = [part for part in page.all("section") if part.all("ul", css="tally")]
    assert [(step.one("h2").text, step.texts("li")) for step in steps] == [
        ("Junior → Mid", ["1 raised", "Raised from Working to Expert: Sql."]),
        ("Mid → Senior", ["1 lowered", "Lowered from Expert to Awareness: Sql."]),
    ]


def test_tally_says_how_much_rests_on_inheritance_and_on_inference(client, people):
    junior, senior, dev, area, *_ = people
    sql, git = (make_skill(slug, area=area) for slug in ("sql", "git"))
    make_requirement(role=dev, skill=sql, level=Level.WORKING)
    make_requirement(role=senior, skill=sql, level=Level.EXPERT, basis="inferred", note="Read so.")
    make_requirement(role=junior, skill=git, level=Level.WORKING)
    make_requirement(role=senior, skill=git, level=Level.EXPERT)

    page = show(client, "junior", "senior")

    part = page.one("section", **{"aria-label": "Junior → Senior"})
    assert part.texts("li") == [
        "2 raised",
        "Raised from Working to Expert: Git.",
        "Raised from Working to Expert: Sql (inferred; Working as asked in general).",
    ]
    assert part.one("p", css="note").text == (
        "Of 2 differences, 1 rests on what is asked in general, 1 is inferred or editorial."
    )


def test_columns_lead_to_the_same_comparison_swapped_shortened_and_with_another_role(client, people):
    make_role("clerk", title="Clerk")

    page = show(client, "junior", "senior", "clerk")

    links = page.one("ol", css="columns").all("a")
    assert [(link.text, link.attributes["href"]) for link in links] == [
        ("Junior", "/roles/junior/"),
        ("Replace Junior", "/compare/?role=junior&role=senior&role=clerk&replace=0"),
        ("Remove Junior", "/compare/senior/clerk/"),
        ("Senior", "/roles/senior/"),
        ("Move left: Senior", "/compare/senior/junior/clerk/"),
        ("Replace Senior", "/compare/?role=junior&role=senior&role=clerk&replace=1"),
        ("Remove Senior", "/compare/junior/clerk/"),
        ("Clerk", "/roles/clerk/"),
        ("Move left: Clerk", "/compare/junior/clerk/senior/"),
        ("Replace Clerk", "/compare/?role=junior&role=senior&role=clerk&replace=2"),
        ("Remove Clerk", "/compare/junior/senior/"),
        ("+ Add a role", "/compare/?role=junior&role=senior&role=clerk"),
    ]


def test_two_roles_can_be_swapped_and_four_are_enough(client, people):
    make_role("one")
    make_role("two")

    pair, four = show(client, "junior", "senior"), show(client, "junior", "senior", "one", "two")

    assert [link.attributes["href"] for link in pair.all("a") if link.text.startswith("Swap")] == [
        "/compare/senior/junior/"
    ]
    assert (len(pair.all(css="add")), len(four.all(css="add"))) == (1, 0)


def test_nothing_is_said_of_roles_of_which_nothing_is_said(client):
    make_role("one")
    make_role("two")

    page = show(client, "one", "two")

    assert page.texts("ul", css="tally") == [""]
    assert [section(page, name).texts("p") for name in ("duties", "skills", "ways-in", "pay")] == [
        ["Not stated in the sources for either of these roles."]
    ] * 4


def test_draft_skill_and_draft_broader_role_are_never_shown(client, people):
    junior, _, dev, area, *_ = people
    make_requirement(role=dev, skill=make_skill("git", area=area))
    make_requirement(role=junior, skill=make_skill("sql", area=area))
    make_requirement(role=junior, skill=make_skill("secret", area=area, status=Status.DRAFT))
    before = rows(section(show(client, "junior", "senior"), "skills"))
    Role.objects.filter(pk=dev.pk).update(status=Status.DRAFT)

    page = show(client, "junior", "senior")

    assert ([subject for subject, _ in before], [subject for subject, _ in rows(section(page, "skills"))]) == (
        ["Git", "Sql"],
        ["Sql"],
    )
    assert "Secret" not in page.text
    assert "QA engineers" not in page.text


def test_titles_and_names_are_shown_as_they_were_typed(client):
    one = make_role("one", title="<b>One</b> & Only")
    make_role("two")
    make_requirement(role=one, skill=make_skill("html", name="<i>HTML</i>"))

    page = show(client, "one", "two")

    assert (page.all("b"), page.all("i")) == ([], [])
    assert rows(section(page, "skills"))[0][0] == "<i>HTML</i>"
    assert page.one("h1").text == "From <b>One</b> & Only to Two"


# --- Only differences ---------------------------------------------------------------------------------------


def test_only_differences_leave_out_the_same_and_the_not_comparable_and_say_how_many(client, people):
    junior, senior, dev, area, *_ = people
    sql, git, rest, css = (make_skill(slug, area=area) for slug in ("sql", "git", "rest", "css"))
    make_requirement(role=junior, skill=sql, level=Level.WORKING)
    make_requirement(role=senior, skill=sql, level=Level.EXPERT)
    make_requirement(role=dev, skill=git)
    make_requirement(role=senior, skill=rest)
    make_requirement(role=junior, skill=css)
    make_duty(role=dev)
    make_pay_figure(role=dev)
    everything = show(client, "junior", "senior")

    page = show(client, "junior", "senior", show="differences")

    assert sorted(subject for subject, _ in rows(section(everything, "skills"))) == ["Css", "Git", "Rest", "Sql"]
    assert rows(section(page, "skills")) == [("Sql", ["WorkingEssential", "ExpertEssential↑ raised: 2 levels"])]
    assert page.all("details", css="fold") == []
    assert {name: section(page, name).texts("p") for name in ("skills", "duties", "pay")} == {
        "skills": ["3 more are the same or not comparable."],
        "duties": ["No difference is stated here.", "1 more is the same or not comparable."],
        "pay": ["Not stated in the sources for either of these roles."],
    }
    assert [
        (link.text, link.attributes["href"])
        for link in everything.all("a", css="button") + page.all("a", css="button")
        if "how" in link.text or "Only" in link.text
    ] == [
        ("Only differences", "/compare/junior/senior/?show=differences"),
        ("Show everything", "/compare/junior/senior/"),
    ]


def test_search_engines_are_told_one_address_for_both(client, people):
    whole, differences = (show(client, "junior", "senior", **show_what) for show_what in ({}, {"show": "differences"}))

    assert [page.one("link", rel="canonical").attributes["href"] for page in (whole, differences)] == [
        "http://testserver/compare/junior/senior/"
    ] * 2


# --- Addresses ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "target"),
    [
        ("junior/junior/", "/compare/?role=junior"),
        ("junior/junior/senior/", "/compare/junior/senior/"),
        ("junior/senior/junior/senior/", "/compare/junior/senior/"),
        ("junior/", "/compare/?role=junior"),
        ("nobody/", "/compare/?role=nobody"),
        ("junior.csv", "/compare/?role=junior"),
        ("junior/senior/senior.md", "/compare/junior/senior.md"),
    ],
)
def test_one_role_leads_to_choosing_and_the_same_twice_to_the_different_ones(client, people, given, target):
    response = client.get(f"/compare/{given}")

    assert (response.status_code, response.headers["Location"]) == (302, target)


@pytest.mark.parametrize(("slug", "status"), [("nobody", None), ("draft", Status.DRAFT)])
def test_unknown_or_draft_role_is_not_found_and_the_known_ones_are_kept(client, people, slug, status):
    if status:
        make_role(slug, status=status)

    response = client.get(address("junior", slug, "senior"))
    downloads = [client.get(address("junior", slug, "senior").removesuffix("/") + end) for end in (".csv", ".md")]

    assert [(one.status_code, one["Content-Type"]) for one in downloads] == [(404, "application/problem+json")] * 2
    assert helps_on(response) == (
        404,
        [f"Not known here: “{slug}”. Choose another below."],
        {"Remove Junior ×": "/compare/?role=senior", "Remove Senior ×": "/compare/?role=junior"},
        ["/compare/junior/senior/"],
    )


def test_five_roles_are_too_many_and_the_first_four_are_kept(client, people):
    for slug in ("one", "two", "three"):
        make_role(slug)

    assert helps_on(client.get(address("junior", "senior", "one", "two", "three"))) == (
        404,
        ["At most 4 roles stand side by side. Left out: Three."],
        {
            "Remove Junior ×": "/compare/?role=senior&role=one&role=two",
            "Remove Senior ×": "/compare/?role=junior&role=one&role=two",
            "Remove One ×": "/compare/?role=junior&role=senior&role=two",
            "Remove Two ×": "/compare/?role=junior&role=senior&role=one",
        },
        ["/compare/junior/senior/one/two/"],
    )


def test_thousand_unknown_roles_break_no_page(client, people):
    response = client.get(address("junior", *(f"nobody-{number}" for number in range(1000))))

    assert (response.status_code, list(helps_on(response)[2])) == (404, ["Remove Junior ×"])


@pytest.mark.parametrize("path", ["/compare/", "/compare/junior/senior/", "/compare/junior/senior.csv"])
def test_comparing_is_read_and_never_written_to(client, people, path):
    assert [client.post(path).status_code, client.head(path).status_code] == [405, 200]


# --- To take away -------------------------------------------------------------------------------------------


def read_csv(response):
    text = response.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def test_csv_holds_a_line_for_every_row(client, people):
    junior, senior, dev, area, *_ = people
    sql, git = make_skill("sql", area=area), make_skill("git", area=area, name='Git, "the" tool')
    make_requirement(role=junior, skill=sql, level=Level.WORKING)
    make_requirement(role=senior, skill=sql, level=Level.EXPERT, basis="inferred", note="Read so.")
    make_requirement(role=dev, skill=git, level=Level.WORKING)
    make_duty(role=junior, responsibility=make_responsibility("plan"), involvement=Involvement.OWNS)

    response = client.get("/compare/junior/senior.csv")

    assert (response.headers["Content-Type"], response.headers["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="junior-and-senior.csv"',
    )
    assert read_csv(response) == [
        ["Section", "Area", "Subject", "Junior", "Senior", "Change: Junior → Senior"],
        ["What they do", "Code", "Plan", "Owns", "not stated", "not stated for Senior"],
        [
            "Skills",
            "Area",
            'Git, "the" tool',
            "Working, essential (inherited)",
            "Working, essential (inherited)",
            "same",
        ],
        ["Skills", "Area", "Sql", "Working, essential", "Expert, essential (inferred)", "raised by 2 levels"],
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_spreadsheet_takes_a_name_in_a_row_for_a_formula(client, people, sign):
    junior, *_ = people
    area = make_area("signs", name=f"{sign}area")
    make_requirement(role=junior, skill=make_skill("sum", area=area, name=f"{sign}SUM(1)"))

    [_, line] = read_csv(client.get("/compare/junior/senior.csv"))

    assert line[:3] == ["Skills", f"'{sign}area", f"'{sign}SUM(1)"]


def test_markdown_holds_the_sentences_and_a_table_for_each_section_with_names_escaped(client, people):
    junior, senior, _, area, *_ = people
    Role.objects.filter(pk=senior.pk).update(title="Senior | *the* <b>")
    skill = make_skill("pipes", area=area, name="Pipes | and _more_")
    make_requirement(role=junior, skill=skill, level=Level.WORKING)
    make_requirement(role=senior, skill=skill, level=Level.EXPERT)

    response = client.get("/compare/junior/senior.md")

    assert (response.headers["Content-Type"], response.headers["Content-Disposition"]) == (
        "text/markdown; charset=utf-8",
        'attachment; filename="junior-and-senior.md"',
    )
    titles = r"Junior → Senior \| \*the\* \<b\>"
    nothing = ["", "Not stated in the sources.", ""]
    assert response.content.decode().split("\n") == [
        f"# {titles}",
        "",
        "<http://testserver/compare/junior/senior/>",
        "",
        f"**{titles}**: 1 raised",
        "",
        r"- Raised from Working to Expert: Pipes \| and \_more\_.",
        "",
        *["## What they do", *nothing],
        "## Skills",
        "",
        rf"| Subject | Junior | Senior \| \*the\* \<b\> | Change: {titles} |",
        "| --- | --- | --- | --- |",
        r"| Pipes \| and \_more\_ | Working, essential | Expert, essential | raised by 2 levels |",
        "",
        *["## Ways in", *nothing],
        *["## Experience", *nothing],
        *["## Working life", *nothing],
        *["## Pay", *nothing],
    ]


FOUR = ("junior-backend-engineer", "mid-level-backend-engineer", "senior-backend-engineer", "backend-architect")


def tables_of(markdown):
    """Return [(section, the cells of a line)] of what stands under the heads of tables."""
    name, found = "", []
    for line in markdown.splitlines():
        if line.startswith("## "):
            name = line.removeprefix("## ")
        if line.startswith("| ") and not line.startswith(("| Subject |", "| ---")):
            found.append((name, re.split(r"(?<!\\) \| ", line[2:-2])))
    return found


@pytest.mark.parametrize("slugs", [FOUR[::2], FOUR])
def test_files_hold_the_same_rows_as_the_page(client, content, slugs):
    page = show(client, *slugs)
    path = address(*slugs).removesuffix("/")

    head, *lines = read_csv(client.get(f"{path}.csv"))
    markdown = tables_of(client.get(f"{path}.md").content.decode())

    of_page = sorted(
        (part.all("h2")[0].text, subject)
        for part in page.all("section")
        if part.all("table")
        for subject, _ in rows(part)
    )
    assert len(of_page) > 150
    assert sorted((line[0], line[2]) for line in lines) == of_page
    assert [(name, [cell.replace("\\", "") for cell in cells]) for name, cells in markdown] == [
        (line[0], line[2:]) for line in lines
    ]
    assert {len(line) for line in (head, *lines)} == {3 + len(slugs) + len(slugs) - 1}


# --- The published roles ------------------------------------------------------------------------------------

JUNIOR, SENIOR = FOUR[0], FOUR[2]


def test_what_changes_from_junior_to_senior_is_told_as_the_documents_have_it(client, content):
    page = show(client, JUNIOR, SENIOR)

    assert page.one("h1").text == "From Junior to Senior Backend Engineer"
    assert page.one("ul", css="highlights").texts("li") == [
        "New in the work: mentor junior engineers, make high-level technical decisions and plan strategy.",
        "New in the work: lead junior engineers and lead projects (inferred).",
        "Raised from Awareness to Expert: Data security (inferred; Awareness as asked in general).",
        "New, at the level Expert: Response time optimisation and Hosting and server management (inferred).",
        "Experience grows from 1–2 years to more than 5 years (inferred).",
    ]


def found_rows(slugs):
    """Return {title: ComparedRow} of what is asked on the published site."""
    roles = {role.slug: role for role in Role.objects.for_page().filter(slug__in=slugs)}
    comparison = Comparison([roles[slug] for slug in slugs])
    return {found.row.subject.title: found for part in comparison.sections for found in part.rows}


@pytest.mark.parametrize(
    ("title", "verdict", "documents"),
    [
        ("Mentor junior engineers", Verdict.NEW, {"engineer-career-overview"}),
        ("Make high-level technical decisions", Verdict.NEW, {"engineer-career-overview"}),
        ("Plan strategy", Verdict.NEW, {"engineer-career-overview"}),
        ("Data security", Verdict.RAISED, {"backend-engineer-job-description"}),
        ("Response time optimisation", Verdict.NEW, {"backend-engineer-job-description"}),
        ("Hosting and server management", Verdict.NEW, {"backend-engineer-job-description"}),
    ],
)
def test_changes_from_junior_to_senior_rest_on_the_documents_that_state_them(content, title, verdict, documents):
    found = found_rows([JUNIOR, SENIOR])[title]
    ask, line = found.row.asks[1], found.lines[1]

    assert found.row.changes[0].verdict is verdict
    assert {reading.document_slug for reading in line.evidence.own} == documents
    is_skill = "backend-engineer-job-description" in documents
    assert (ask.is_inherited, ask.is_inferred) == (False, is_skill)
    assert ask.words == ("Expert" if is_skill else {"Plan strategy": "Contributes"}.get(title, "Leads"))


def test_everything_that_senior_inherits_is_marked(client, content):
    page = show(client, JUNIOR, SENIOR)

    asked = {subject: cells[-1] for name in ("duties", "skills") for subject, cells in rows(section(page, name))}
    assert len(asked) == 150
    assert {
        subject
        for subject, cell in asked.items()
        if not cell.startswith("not stated") and "as backend engineers in general" not in cell
    } == {
        "Mentor junior engineers",
        "Make high-level technical decisions",
        "Plan strategy",
        "Lead junior engineers",
        "Lead projects",
        "Data security",
        "Response time optimisation",
        "Hosting and server management",
    }


def test_pay_is_stated_for_neither_junior_nor_senior(client, content):
    pay = section(show(client, JUNIOR, SENIOR), "pay")

    assert (rows(pay), pay.texts("p", css="silent")) == (
        [],
        ["Not stated in the sources for either of these roles."],
    )
    assert pay.texts("h2") == ["Pay"]
    assert pay.one("details", css="inherited").all("summary")[0].text == "Said only of backend engineers in general: 2"


def test_no_way_in_is_said_to_differ_between_junior_and_senior(client, content):
    ways = section(show(client, JUNIOR, SENIOR), "ways-in")

    assert shown_rows(ways) == []
    assert {cells[-1].split(" ")[0] for _, cells in rows(ways)} == {"not"}


def test_role_that_is_only_named_is_not_stated_throughout(client, content):
    page = show(client, JUNIOR, "product-manager")

    columns = {cells[-1] for part in ("duties", "skills") for _, cells in rows(section(page, part))}
    assert columns == {"not stated"}
    tally = page.one("ul", css="tally").text
    assert re.fullmatch(r"\d+ not comparable", tally), tally
    assert page.all("ul", css="highlights") == []


def test_two_roles_that_are_only_named_break_no_page(client, content):
    page = show(client, "product-manager", "software-tester")

    assert [section(page, name).texts("p", css="silent") for name in ("duties", "skills", "pay")] == [
        ["Not stated in the sources for either of these roles."]
    ] * 3


def test_every_pair_of_published_roles_can_be_compared(client, content):
    slugs = list(Role.objects.published().values_list("slug", flat=True))
    pairs = [(SENIOR, slug) for slug in slugs if slug != SENIOR]

    assert len(pairs) > 10
    assert [pair for pair in pairs if client.get(address(*pair)).status_code != 200] == []
