"""The page of a role: its own lines and those that it inherits, apart; and what the published roles show."""

from operator import attrgetter

import pytest
from django.core.exceptions import ValidationError

from roles.models import DEEPEST_CHAIN, Involvement, Need, PayKind, PayPeriod, Role, StepKind
from roles.role_index import role_index
from roles.role_page import RolePage
from skills.levels import Level

from .factories import (
    make_benefit,
    make_choice,
    make_claim,
    make_document,
    make_duty,
    make_employment_term,
    make_experience,
    make_hiring_note,
    make_pay_factor,
    make_pay_figure,
    make_question,
    make_requirement,
    make_responsibility,
    make_role,
    make_role_alias,
    make_route,
    make_route_into_role,
    make_skill,
    make_step,
    make_trend,
    make_working_relation,
)
from .html import parse

pytestmark = pytest.mark.django_db


def load(slug):
    return RolePage(Role.objects.for_page().get(slug=slug))


def show(client, slug):
    return parse(client.get(f"/roles/{slug}/"))


def section(page, name):
    return page.one("section", id=name)


def is_inherited(line):
    return line.stands_in("details", "inherited")


def own_lines(part):
    """Return the titles of the lines that a part of the page gives as the role's own."""
    return [line.one(css="statement-title").text for line in part.all("li") if is_line(line) and not is_inherited(line)]


def inherited_lines(part):
    return [line.one(css="statement-title").text for line in part.all("li") if is_line(line) and is_inherited(line)]


def is_line(line):
    return {"ask", "fold-statement"} & set(line.classes)


def fill(role, count, claims):
    """Say of a role `count` times all that can be said of one."""
    for number in range(count):
        choice = make_choice(role=role, claims=claims)
        make_requirement(choice=choice, claims=claims)
        make_requirement(role=role, claims=claims)
        make_duty(role=role, claims=claims, details="One.\nTwo.", is_daily=True)
        make_route_into_role(role=role, claims=claims)
        make_working_relation(role=role, claims=claims)
        make_working_relation(other_role=role, claims=claims)
        make_step(origin=role, claims=claims, kind=StepKind.INTO_ARCHITECTURE)
        make_step(target=role, claims=claims)
        for factory in (make_experience, make_pay_figure, make_role_alias, make_benefit, make_pay_factor):
            factory(f"{factory.__name__} {number}", role=role, claims=claims)
        make_employment_term(f"term {number}", role=role, claims=claims)
        for factory in (make_question, make_hiring_note, make_trend):
            factory(role=role, claims=claims)


# --- Cost ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_fullest_page_costs_twelve_queries_however_much_is_on_it(client, django_assert_num_queries, count):
    claims = [make_claim() for _ in range(count)]
    anybody = make_role(claims=claims)
    dev = make_role(broader=anybody, claims=claims)
    role = make_role("full", broader=dev, seniority=1, claims=claims)
    for found in (anybody, dev, role):
        fill(found, count, claims)
    role_index()

    with django_assert_num_queries(12):
        page = show(client, "full")

    assert len(page.all("li", css="ask")) == 2 * 3 * count


def test_page_of_a_role_of_which_nothing_is_said_costs_no_more(client, django_assert_num_queries):
    make_role("empty", summary="")
    role_index()

    with django_assert_num_queries(12):
        show(client, "empty")


def test_every_published_role_costs_twelve_queries(client, content, django_assert_num_queries):
    slugs = list(Role.objects.published().values_list("slug", flat=True))

    assert len(slugs) > 10
    role_index()
    for slug in slugs:
        with django_assert_num_queries(12):
            assert show(client, slug).one("h1").text


# --- What it says -------------------------------------------------------------------------------------------


@pytest.fixture
def people():
    """Engineers in general and a level of theirs, told by two documents."""
    claims = [make_claim(f"F00{number}", document=make_document(f"document-{number}")) for number in (1, 2)]
    make_document("framework", kind="framework")  # Not one of those that agree.
    dev = make_role("dev", title="QA Engineer", claims=claims[:1])
    role = make_role("junior", title="Junior", broader=dev, seniority=1, summary="Learns.", claims=claims[1:])
    return role, dev, *claims


def test_page_tells_own_lines_from_inherited_ones_and_names_whom_they_speak_of(client, people):
    role, dev, first, second = people
    sql, git, rest = (make_skill(slug) for slug in ("sql", "git", "rest"))
    area = git.area
    for skill in (sql, rest):
        skill.area = area
        skill.save()
    make_requirement(role=dev, skill=sql, level=Level.EXPERT, need=Need.DESIRABLE, claims=[first])
    make_requirement(role=dev, skill=rest, claims=[first])
    make_requirement(role=role, skill=sql, need=Need.MENTIONED, claims=[second])
    make_requirement(role=role, skill=git, level=Level.WORKING, basis="inferred", note="So it seems.", hedge="often")

    page = section(show(client, "junior"), "skills")

    assert (own_lines(page), inherited_lines(page)) == (["Git", "Sql"], ["Rest"])
    assert page.one("details", css="inherited").texts("summary")[0] == "Asked of QA engineers in general: 1"
    texts = {line.attributes["id"]: line.text for line in page.all("li", css="ask")}
    assert texts == {
        "skill-git": "Git often inferredSo it seems.WorkingEssential",
        "skill-sql": (
            "SqlExpertas QA engineers in generalDesirableas QA engineers in general"
            "1 of 2 documents, and +1 in generalDocument 2 requires it paragraph 1"
            "Of QA engineers in general: Document 1 requires it paragraph 1"
        ),
        "skill-rest": (
            "Restlevel not statedEssential1 of 2 documents, in general"
            "Of QA engineers in general: Document 1 requires it paragraph 1"
        ),
    }
    assert [dots.attributes for dots in page.all(css="dots")] == [
        {"class": "dots", "data-own": own, "data-all": every, "data-of": "2"} for own, every in (("1", "2"), ("0", "1"))
    ]


def test_page_counts_the_needs_of_its_own_lines_and_those_that_are_inherited(people):
    role, dev, *_ = people
    for need in (Need.ESSENTIAL, Need.MENTIONED):
        make_requirement(role=role, need=need)
    make_requirement(role=dev)

    page = load("junior")

    assert (page.need_counts, page.inherited_count) == ([(Need.ESSENTIAL, 1), (Need.MENTIONED, 1)], 1)


def test_choice_is_shown_with_its_members_and_how_many_suffice(client, people):
    role, *_ = people
    choice = make_choice("language", label="a language", role=role, minimum=2, level=Level.WORKING)
    for slug in ("java", "go", "ada"):
        make_requirement(skill=make_skill(slug), choice=choice)

    line = show(client, "junior").one("li", id="choice-language")

    assert line.text == "A languageat least 2 of Ada, Go, JavaWorkingEssential"
    assert {link.attributes["href"] for link in line.all("a")} == {"/skills/ada/", "/skills/go/", "/skills/java/"}


def test_duties_stand_by_kind_of_work_and_the_day_holds_the_own_ones(client, people):
    role, dev, first, second = people
    review = make_responsibility("review", title="Review code", area="code")
    make_duty(role=dev, responsibility=review, claims=[first], details="Everything.", is_daily=True)
    make_duty(
        role=role,
        responsibility=review,
        claims=[second],
        details="Small things.\nOften.",
        involvement=Involvement.ASSISTS,
    )
    learn = make_responsibility("learn", title="Learn", area="learning")
    make_duty(role=role, responsibility=learn, is_daily=True)
    make_duty(role=dev, responsibility=make_responsibility("plan", title="Plan", area="code"), is_daily=True)

    page = section(show(client, "junior"), "duties")

    assert (page.texts("h3"), own_lines(page), inherited_lines(page)) == (
        ["Code", "Learning"],
        ["Review code", "Learn"],
        ["Plan"],
    )
    assert page.one("p", css="note").text == "A typical day: learn."
    review = page.all("li", css="fold-statement")[0]
    assert (review.one("summary").text, review.one("ul", css="points").texts("li")) == (
        "Review code Assists1 of 2 documents, and +1 in general",
        ["Small things.", "Often."],
    )


def test_role_has_the_titles_summary_and_evidence_of_its_own(client, people):
    role, dev, _, second = people
    make_role_alias("Learner", role=role, claims=[second], hedge="sometimes")
    make_role_alias("Starter", role=role, basis="inferred", note="So it seems.")
    make_role_alias("Engineer", role=dev)

    page = show(client, "junior").one("header", css="stack")

    aliases = [line.text for line in page.one("ul", css="aliases").children if not isinstance(line, str)]
    assert [page.one("h1").text, *aliases, page.one("p", css="summary").text] == [
        "Junior",
        "Also called Learner sometimes 1 of 2 documentsDocument 2 requires it paragraph 1",
        "Also called Starter inferred (So it seems.)",
        "Learns.",
    ]
    assert page.all("p", css="note") == []
    row = page.one("div", css="row")
    assert row.one("details", css="evidence").one("summary").text == "1 of 2 documents"
    assert (row.one("a", css="note").text, row.one("a", css="note").attributes["href"]) == (
        "What the dots mean",
        "/about/evidence/",
    )


@pytest.mark.parametrize(
    ("fields", "marks"),
    [
        ({"hedge": "often"}, "often"),
        ({"basis": "inferred", "note": "So it seems."}, "inferred So it seems."),
        ({"note": "Read so."}, "Read so."),
    ],
)
def test_summary_shows_its_marks_and_note(client, fields, marks):
    make_role("dev", **fields)

    assert show(client, "dev").one("header", css="stack").texts("p", css="note") == [marks]


def facts(page):
    """Return {fact: its lines} of the card beside the page."""
    return {fact.one("dt").text: fact.texts("dd") for fact in page.one("dl", css="facts").all("div")}


def test_card_gives_own_experience_before_inherited_and_marks_pay_that_is_tied_to_no_level(client, people):
    role, dev, *_ = people
    make_experience("work", role=dev, years_from=4)
    make_pay_figure("average", role=dev, amount_from=127_000, period=PayPeriod.YEAR)
    make_working_relation(role=dev, kind="reports-to", other_party="the lead")
    before = facts(show(client, "junior"))
    make_experience("study", role=role, years_from=1, years_to=2, basis="inferred", note="So it seems.", hedge="often")
    make_experience("talks", role=role)
    make_pay_figure("first pay", role=role, amount_from=900.5, period=PayPeriod.MONTH)

    assert (before, facts(show(client, "junior"))) == (
        {
            "Experience": ["more than 4 yearswork; QA engineers in general"],
            "Pay": ["USD 127,000 a yearaverage; QA engineers in general, not tied to a level"],
            "Reports to": ["The leadQA engineers in general"],
        },
        {
            "Experience": ["1–2 yearsoften; study; inferred"],
            "Pay": [
                "USD 127,000 a yearaverage; QA engineers in general, not tied to a level",
                "USD 900.50 a monthfirst pay",
            ],
            "Reports to": ["The leadQA engineers in general"],
        },
    )


def test_card_gives_inherited_years_where_the_own_lines_are_without(client, people):
    role, dev, *_ = people
    make_experience("talks", role=role)
    make_experience("work", role=dev, years_from=4)

    page = show(client, "junior")

    assert facts(page)["Experience"] == ["years not stated in the sources"]
    assert (own_lines(section(page, "ways-in")), inherited_lines(section(page, "ways-in"))) == (["Talks"], ["Work"])


@pytest.mark.parametrize(
    ("lower", "upper", "years"),
    [
        (None, 2, "up to 2 years"),
        (None, 1, "up to 1 year"),
        (1, 2, "1–2 years"),
        (0, 1, "0–1 year"),
        (1, 1, "1 year"),
        (5, None, "more than 5 years"),
    ],
)
def test_years_read_alike_in_the_card_and_among_the_ways_in(client, lower, upper, years):
    make_experience("work", role=make_role("dev"), years_from=lower, years_to=upper)

    page = show(client, "dev")

    assert facts(page)["Experience"] == [f"{years}work"]
    assert section(page, "ways-in").one("summary").text == f"Work {years}0 of 0 documents"


def test_experience_is_told_own_before_inherited_by_its_label(people):
    role, dev, *_ = people
    for label, owner in (("work", dev), ("study", dev), ("study", role)):
        make_experience(label, role=owner, years_from=1)

    page = load("junior")

    assert page.experience.title == ""
    assert [
        [(line.statement.label, line.statement.role, line.inherited_from) for line in lines]
        for lines in (page.experience.own, page.experience.inherited)
    ] == [[("study", role, None)], [("work", dev, dev)]]
    assert [line.statement.label for line in page.years] == ["study"]


@pytest.mark.parametrize(
    ("lower", "upper", "amount"),
    [
        ("1000", None, "USD 1,000"),
        ("1000.50", None, "USD 1,000.50"),
        ("0.05", None, "USD 0.05"),
        ("15.25", "20", "USD 15.25–20"),
        ("15", "20.10", "USD 15–20.10"),
    ],
)
def test_pay_is_given_with_cents_where_there_are_any(client, lower, upper, amount):
    kind = PayKind.RANGE if upper else PayKind.AVERAGE
    make_pay_figure("pay", role=make_role("dev"), kind=kind, amount_from=lower, amount_to=upper)

    assert facts(show(client, "dev"))["Pay"] == [f"{amount}pay"]


def silent(page, *parts):
    """Return {part of the page: what it says of silence}."""
    return {part: section(page, part).texts("p", css="silent") for part in parts}


def test_what_is_not_stated_is_said_to_be(client):
    make_role("empty", summary="")

    page = show(client, "empty")

    assert facts(page) == {
        "Experience": ["years not stated in the sources"],
        "Pay": ["not stated in the sources"],
        "Reports to": ["not stated in the sources"],
    }
    assert silent(page, "duties", "skills", "ways-in", "leads", "working-life") == {
        "duties": ["Duties are not stated in the sources."],
        "skills": ["Skills are not stated in the sources."],
        "ways-in": ["Ways in are not stated in the sources."],
        "leads": ["Not stated in the sources.", "Not stated in the sources."],
        "working-life": ["Not stated in the sources."],
    }
    assert page.one("p", css="summary").text == "Not described in the sources."
    assert section(page, "sources").one("p").text == "0 of 0 documents speak of this role itself."


def test_ways_in_stand_by_place_own_apart_from_inherited(client, people):
    role, dev, *_ = people
    late, early, both = (make_route(f"route-{place}", position=place) for place in (3, 1, 2))
    make_route_into_role(role=role, route=late)
    make_route_into_role(role=dev, route=early)
    make_route_into_role(role=dev, route=both)
    make_route_into_role(role=role, route=both)

    page = section(show(client, "junior"), "ways-in")

    assert (own_lines(page), inherited_lines(page)) == (["Route 2", "Route 3"], ["Route 1"])


def test_working_life_is_told_own_before_inherited_each_kind_by_itself(client, people):
    role, dev, *_ = people
    fill(dev, 1, [])
    colleague = dev.working_relations.get().other_role
    make_benefit("lunch", role=role)
    make_benefit("make_benefit 0", role=role)

    page = section(show(client, "junior"), "working-life")

    assert (own_lines(page), inherited_lines(page)) == (
        ["lunch", "make_benefit 0"],
        [colleague.title, "term 0", "Make_pay_figure 0", "make_pay_factor 0", "Ask them.", "More of it."],
    )
    assert page.one("details", css="inherited").texts("summary")[0] == ("Said of QA engineers in general")


def test_questions_stand_in_their_order(client, people):
    role, dev, *_ = people
    make_question("b", role=role, question="Second?", answer="Two.", position=2)
    make_question("a", role=role, question="First?", answer="One.", position=1)
    make_question("c", role=dev, question="General?", answer="All.")

    page = section(show(client, "junior"), "questions")

    assert (own_lines(page), inherited_lines(page)) == (["First?", "Second?"], ["General?"])


def test_steps_lead_out_and_in_with_years_and_marks(client, people):
    role, *_ = people
    make_step(
        origin=role, target=make_role("senior", title="Senior"), years_from=3, years_to=5, hedge="may", details="Time."
    )
    make_step(
        origin=make_role("tester", title="Tester"), target=role, kind=StepKind.ENTRY, basis="inferred", note="Read so."
    )

    page = section(show(client, "junior"), "leads")

    cards = [[part.text for part in card.children if not isinstance(part, str)] for card in page.all(css="step")]
    assert cards == [
        ["Promotion · 3–5 years", "Senior", "may", "Time.", "What changes: Junior and Senior"],
        ["Entry from elsewhere", "Tester", "inferred", "Read so.", "What changes: Tester and Junior"],
    ]
    assert [link.attributes["href"] for link in page.all("a")] == [
        *("/roles/senior/", "/compare/junior/senior/"),
        *("/roles/tester/", "/compare/tester/junior/"),
    ]


def test_role_that_is_only_named_says_so_and_by_whom(client, people):
    role, *_ = people
    named = make_role("clerk", title="Clerk", known_only_by_relation=True)
    make_working_relation(
        role=role, other_role=named, kind="works-with", claims=people[3:], hedge="often", note="Read so."
    )

    page = show(client, "clerk")

    assert page.one("main").all("section")[0].text == (
        "What is known The documents name this role beside another and say nothing else of it. Its duties, "
        "skills and pay are not stated in the sources; this page does not guess them. Junior works with this role. "
        "often Read so. 1 of 2 documentsDocument 2 requires it paragraph 1"
    )
    assert [part.attributes.get("id") for part in page.one("main").all("section")[1:]] == ["leads", "sources"]


def test_sources_are_counted_by_the_claims_behind_the_page(client, people):
    role, dev, first, second = people
    make_requirement(role=role, claims=[first, second])
    make_duty(role=dev, claims=[second, make_claim("F003", document=second.document)])

    page = section(show(client, "junior"), "sources")

    assert [page.one("p").text, *page.texts("li")] == [
        "2 of 2 documents speak of this role itself; the others named here speak of QA engineers in general.",
        "Document 1: 1 claim used here",
        "Document 2: 2 claims used here",
    ]


def test_relations_of_others_to_it_are_loaded_only_for_a_role_that_is_only_named(people):
    _, dev, _, second = people
    relations = {
        named: make_working_relation(role=dev, other_role=make_role(f"named-{named}", known_only_by_relation=named),
                                     claims=[second])
        for named in (True, False)
    }  # fmt: skip

    pages = {named: load(f"named-{named}") for named in relations}

    assert [line.statement for line in pages[True].named_by] == [relations[True]]
    assert [reading.document for line in pages[True].named_by for reading in line.evidence.own] == ["Document 2"]
    assert (pages[False].named_by, pages[False].document_counts) == ([], [])


def test_only_documents_that_speak_of_the_role_itself_are_counted_as_doing_so(people):
    role, dev, first, _ = people
    other = make_claim("F009", document=make_document("other"))
    make_duty(role=dev, claims=[other])
    make_requirement(role=dev, claims=[first])
    before = load("junior").own_document_count
    make_step(origin=make_role("tester"), target=role, claims=[other])

    page = load("junior")

    assert (before, page.own_document_count, len(page.document_counts)) == (1, 2, 3)


def test_kinds_of_work_and_areas_of_skills_stand_first_where_something_is_said_of_the_role_itself(client, people):
    role, dev, *_ = people
    for place, owner in ((1, dev), (2, role), (3, dev), (4, role)):
        skill = make_skill(f"skill-{place}")
        skill.area.name, skill.area.position = f"Area {place}", place
        skill.area.save()
        make_requirement(role=owner, skill=skill)
    make_duty(role=dev, responsibility=make_responsibility("review", area="code"))
    make_duty(role=role, responsibility=make_responsibility("learn", area="learning"))

    page = show(client, "junior")

    assert section(page, "skills").texts("h3") == ["Area 2", "Area 4", "Area 1", "Area 3"]
    assert section(page, "duties").texts("h3") == ["Learning", "Code"]


def test_inherited_lines_speak_of_all_broader_roles(client):
    anybody = make_role("anybody", title="Software Engineer")
    dev = make_role("dev", title="QA Engineer", broader=anybody)
    make_role("junior", broader=dev)
    make_requirement(role=anybody)

    assert [load(slug).general for slug in ("junior", "dev", "anybody")] == [
        "QA engineers and software engineers in general",
        "software engineers in general",
        "",
    ]
    assert section(show(client, "junior"), "skills").one("details", css="inherited").texts("summary")[0] == (
        "Asked of QA engineers and software engineers in general: 1"
    )


def test_years_of_others_on_the_ladder_are_no_source_of_the_page(people):
    _, dev, *_ = people
    other = make_claim("F009", document=make_document("other"))
    make_experience(role=make_role("senior", broader=dev, seniority=3), years_from=5, claims=[other])

    assert [reading.document for reading, _ in load("junior").document_counts] == ["Document 2"]


def test_broader_role_inherits_nothing_from_its_levels(people):
    role, *_ = people
    fill(role, 1, [])

    page = load("dev")

    found = (page.profile.asks, page.duty_groups, page.pay, page.years, page.aliases, page.general)
    assert found == ([], [], [], [], (), "")


def test_chain_of_broader_roles_that_is_too_long_is_cut_and_breaks_no_page(client):
    role = None
    for place in range(6):
        role = make_role(f"role-{place}", broader=role)
        make_requirement(role=role, skill=make_skill(f"skill-{place}"))

    page = section(show(client, "role-5"), "skills")

    assert (own_lines(page), sorted(inherited_lines(page))) == (["Skill 5"], ["Skill 3", "Skill 4"])


def chain_of(length):
    """Return so many roles, each broader than the next."""
    roles = []
    for place in range(length):
        roles.append(make_role(f"role-{place}", broader=roles[-1] if roles else None))
    return roles


def test_role_may_have_as_many_broader_roles_as_a_page_shows():
    *_, last = chain_of(DEEPEST_CHAIN + 1)

    last.full_clean()

    assert len(load(last.slug).chain) == DEEPEST_CHAIN + 1 == 3


@pytest.mark.parametrize("levels", [0, 1, 2])
def test_longer_chain_is_refused_at_the_broader_role_from_whichever_end_it_grows(levels):
    *_, broader = chain_of(DEEPEST_CHAIN + 1 - levels)
    role = make_role("new")
    below = role
    for place in range(levels):
        below = make_role(f"level-{place}", broader=below)
    role.full_clean()
    role.broader = broader

    with pytest.raises(ValidationError) as error:
        role.full_clean()

    assert error.value.message_dict == {
        "broader": ["At most 2 roles may stand above another; choose a broader one, or none."]
    }


def test_roles_that_are_broader_than_each_other_break_no_page(client):
    dev = make_role("dev")
    junior = make_role("junior", broader=dev, levels={make_skill("sql"): 1})
    Role.objects.filter(pk=dev.pk).update(broader=junior)

    assert [inherited_lines(section(show(client, slug), "skills")) for slug in ("dev", "junior")] == [["Sql"], []]


# --- The published roles ------------------------------------------------------------------------------------

LEVELS = ["junior-backend-engineer", "mid-level-backend-engineer", "senior-backend-engineer"]
PUBLISHED = [*LEVELS, "backend-engineer", "backend-architect", "engineering-manager"]


@pytest.mark.parametrize("skill", ["git", "rest", "docker", "kubernetes", "oop", "microservices"])
def test_what_no_document_asks_of_juniors_is_inherited_by_them(client, content, skill):
    """And the page of the role at large shows that it is asked there."""
    junior, dev = (
        show(client, slug).one("li", id=f"skill-{skill}") for slug in ("junior-backend-engineer", "backend-engineer")
    )

    assert (is_inherited(junior), is_inherited(dev)) == (True, False)


@pytest.mark.parametrize("word", ["Git", "REST", "Docker", "Kubernetes", "Object-oriented", "microservice"])
def test_no_own_line_of_juniors_speaks_of_what_no_document_asks_of_them(client, content, word):
    page = show(client, "junior-backend-engineer")
    titles = own_lines(section(page, "skills")) + own_lines(section(page, "duties"))

    assert len(titles) > 80
    assert [title for title in titles if word.lower() in title.lower().split()] == []
    assert any(word.lower() in title.lower() for title in inherited_lines(section(page, "skills")))


@pytest.mark.parametrize("slug", ["junior-backend-engineer", "backend-engineer"])
def test_no_page_speaks_of_what_no_document_names(client, content, slug):
    text = show(client, slug).text.lower()

    assert "version control" in text
    assert [
        word for word in ("ci/cd", "continuous integration", "continuous delivery", "jenkins") if word in text
    ] == []


@pytest.mark.parametrize("slug", LEVELS)
def test_no_level_has_a_pay_figure_of_its_own(client, content, slug):
    page = show(client, slug)

    figures = [element for element in page.one("main").walk() if "USD" in element.text and not any(
        "USD" in child.text for child in element.children if not isinstance(child, str))]  # fmt: skip
    assert len(figures) >= 3
    aside = [figure for figure in figures if figure.stands_in("aside")]
    assert facts(page)["Pay"] == [
        "USD 127,000 a yearaverage salary; backend engineers in general, not tied to a level",
        "USD 120,000–200,000pay range in a template advert; backend engineers in general, not tied to a level",
    ]
    assert [figure.text for figure in figures if not (is_inherited(figure) or figure in aside)] == []


@pytest.mark.parametrize("slug", PUBLISHED)
def test_ruby_is_only_ever_one_of_several(content, slug):
    alone = [line for line in load(slug).profile.asks if not line.is_choice]

    assert "ruby" not in {line.statement.skill_slug for line in alone}


def test_ruby_is_one_of_the_languages_to_choose_from(content):
    choices = [line for slug in LEVELS for line in load(slug).profile.asks if line.is_choice]

    assert {line.statement.slug for line in choices if "ruby" in {m.statement.skill_slug for m in line.members}} == {
        "backend-language"
    }


def told(groups, name):
    """Return {what an own line says: its basis} of groups of lines."""
    return {name(line.statement): line.statement.basis for group in groups for line in group.own}


def test_senior_has_no_lines_of_its_own_but_those_that_the_documents_give(content):
    page = load("senior-backend-engineer")

    assert told(page.duty_groups, lambda row: row.responsibility.slug) == {
        "mentor-junior-engineers": "stated",
        "make-technical-decisions": "stated",
        "plan-strategy": "stated",
        "lead-junior-engineers": "inferred",
        "lead-projects": "inferred",
    }
    assert told(page.skill_groups, lambda row: row.skill_slug) == {
        "response-time": "inferred",
        "hosting": "inferred",
        "data-security": "inferred",
    }
    assert told([page.routes], attrgetter("route.slug")) == {}
    assert [line.statement.basis for line in page.years] == ["inferred"]
    life = page.own_life
    assert [(kind, [line.statement.other_name for line in lines]) for kind, lines in life.relations] == [
        ("Guides", ["Junior Backend Engineer"])
    ]
    assert [life.terms, life.pay, life.factors, life.benefits, life.hiring, life.trends] == [[], [], [], [], [], []]


def test_nothing_is_stated_of_the_architect_but_its_place_and_an_inferred_duty(client, content):
    page = show(client, "backend-architect")

    assert facts(page) == {
        "Experience": ["years not stated in the sources"],
        "Pay": ["not stated in the sources"],
        "Reports to": ["not stated in the sources"],
    }
    assert silent(page, "skills", "ways-in", "leads", "working-life") == {
        "skills": ["Skills are not stated in the sources."],
        "ways-in": ["Ways in are not stated in the sources."],
        "leads": ["Not stated in the sources."],
        "working-life": ["Not stated in the sources."],
    }
    assert section(page, "duties").texts(css="tag") == ["Leads", "inferred"]
    assert own_lines(section(page, "duties")) == ["Oversee entire systems"]
    assert section(page, "leads").one(css="step").one("h3").text == "Senior Backend Engineer"
    assert section(page, "sources").texts("li") == ["Career overview: 2 claims used here"]


def test_roles_that_the_documents_only_name_say_so(client, content):
    named = Role.objects.published().filter(known_only_by_relation=True)
    pages = {role.slug: show(client, role.slug) for role in named}

    assert len(pages) > 8
    for page in pages.values():
        assert "say nothing else of it" in page.one("main").all("section")[0].text
        assert page.all("li", css="ask") == []


@pytest.mark.parametrize("kind", [PayKind.AVERAGE, PayKind.RANGE])
def test_pay_says_what_is_not_stated_of_it(client, kind):
    role = make_role("dev")
    upper = 200 if kind == PayKind.RANGE else None
    make_pay_figure("pay", role=role, kind=kind, amount_from=100, amount_to=upper, year=2024)

    line = section(show(client, "dev"), "working-life").one("li", css="fold-statement")

    amount = "USD 100–200" if upper else "USD 100"
    assert line.text == f"Pay {amount}0 of 0 documentsPeriod not stated; place not stated; in 2024."
