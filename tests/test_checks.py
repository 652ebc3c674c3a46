"""What the content checks find: each test plants one fault and expects that one sentence, word for word."""

import pytest

from careers import checks
from roles.models import Necessity, Need, Role, StepKind
from skills.levels import Level
from skills.models import Skill
from sources.models import Cited, Strength, Wording
from sources.publication import Status

from .factories import (
    FACTORIES,
    make_choice,
    make_claim,
    make_duty,
    make_pay_figure,
    make_requirement,
    make_role,
    make_route,
    make_route_into_role,
    make_skill,
    make_step,
    make_working_relation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make_claim("F001", wording=Wording.WORKING)


@pytest.fixture
def engineer(claim):
    """A role with which nothing is wrong."""
    role = make_role("dev", claims=[claim])
    make_duty(role=role, claims=[claim])
    return role


@pytest.fixture
def choice(engineer, claim):
    """A choice of the role, with two members and nothing wrong."""
    choice = make_choice("language", role=engineer, level=Level.WORKING, claims=[claim])
    for slug in ("java", "python"):
        make_requirement(choice=choice, skill=make_skill(slug), claims=[claim])
    return choice


def level_of(role, slug, seniority, claim, **fields):
    """Make a complete role that is a level of another."""
    level = make_role(slug, broader=role, seniority=seniority, claims=[claim], **fields)
    make_duty(role=level, claims=[claim])
    return level


def problems():
    return checks.problems(checks.load())


def test_nothing_is_wrong_with_complete_content(choice):
    assert problems() == []


def test_broader_roles_form_no_circle(engineer, claim):
    junior = level_of(engineer, "junior", None, claim)
    Role.objects.filter(pk=engineer.pk).update(broader=junior)

    assert problems() == ["role dev → junior → dev is broader than itself: leave one without a broader one."]


def test_broader_skills_form_no_circle(engineer):
    databases = make_skill("databases")
    sql = make_skill("sql", broader=databases)
    Skill.objects.filter(pk=databases.pk).update(broader=sql)

    assert problems() == ["skill databases → sql → databases is broader than itself: leave one without a broader one."]


def test_promotions_form_no_circle_but_other_moves_may(engineer, claim):
    senior = level_of(None, "senior", None, claim)
    lead = level_of(None, "lead", None, claim)
    make_step(origin=engineer, target=senior, claims=[claim])
    make_step(origin=senior, target=lead, claims=[claim])
    back = make_step(origin=lead, target=engineer, claims=[claim])
    circle = problems()
    back.kind = StepKind.SIDEWAYS
    back.save()

    assert (circle, problems()) == (
        ["promotions dev → senior → lead → dev form a circle: make one another kind of step."],
        [],
    )


def test_every_circle_is_found():
    arrows = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c"), ("d", "e")]

    assert sorted(checks.circles(arrows)) == [["a", "b", "a"], ["c", "d", "c"]]


def test_two_broader_roles_are_the_most(engineer, claim):
    role = engineer
    for slug in ("second", "third"):
        role = level_of(role, slug, None, claim)
    deepest = problems()
    for slug in ("fourth", "fifth"):
        role = level_of(role, slug, None, claim)

    assert (deepest, problems()) == (
        [],
        [
            "role fifth has 4 broader roles above it, more than 2: choose one nearer the top.",
            "role fourth has 3 broader roles above it, more than 2: choose one nearer the top.",
        ],
    )


def test_choice_belongs_to_the_role_of_its_members(choice, engineer, claim):
    other = level_of(None, "other", None, claim)
    make_requirement(role=other, skill=make_skill("ruby"), choice=choice, claims=[claim])
    make_route_into_role(role=other, choice=choice, claims=[claim], route=make_route("degree", claims=[claim]))

    assert problems() == [
        "skill requirement other / ruby is in a choice of dev: choose one of its own role.",
        "route into role other / degree is in a choice of dev: choose one of its own role.",
    ]


@pytest.mark.parametrize(("minimum", "members", "needed"), [(1, 0, 2), (1, 1, 2), (3, 2, 3)])
def test_choice_has_enough_members(engineer, claim, minimum, members, needed):
    choice = make_choice("tool", role=engineer, minimum=minimum, level=Level.WORKING, claims=[claim])
    for _ in range(members):
        make_requirement(choice=choice, claims=[claim])

    assert problems() == [f"choice dev / tool has {members} of {needed} members: add one, or remove it."]


def test_routes_are_members_of_a_choice(engineer, claim):
    choice = make_choice("way-in", role=engineer, level=Level.WORKING, claims=[claim])
    for slug in ("degree", "experience"):
        route = make_route(slug, claims=[claim])
        make_route_into_role(choice=choice, route=route, necessity=Necessity.ACCEPTED, claims=[claim])

    assert problems() == []


def test_level_and_need_follow_from_the_claims(engineer, claim):
    make_requirement(role=engineer, skill=make_skill("sql"), level=Level.EXPERT, need=Need.DESIRABLE, claims=[claim])

    assert problems() == [
        "skill requirement dev / sql has level Expert, its claims give Working: change it or add a note.",
        "skill requirement dev / sql has need Desirable, its claims give Essential: change it or add a note.",
    ]


def test_choice_follows_from_its_claims(choice):
    choice.level = None
    choice.need = Need.MENTIONED
    choice.save()

    assert problems() == [
        "choice dev / language has level none, its claims give Working: change it or add a note.",
        "choice dev / language has need Mentioned, its claims give Essential: change it or add a note.",
    ]


def test_level_that_no_claim_gives_is_found(engineer):
    silent = make_claim("F002", strength=Strength.REQUIRED, wording="")
    make_requirement(role=engineer, skill=make_skill("sql"), level=Level.EXPERT, claims=[silent])

    assert problems() == [
        "skill requirement dev / sql has level Expert, its claims give none: change it or add a note."
    ]


def test_note_explains_another_level(engineer, claim):
    make_requirement(role=engineer, level=Level.EXPERT, need=Need.DESIRABLE, claims=[claim], note="Read so because…")

    assert problems() == []


def test_member_of_a_choice_needs_no_level_but_has_none_of_its_own_making(choice, claim):
    make_requirement(choice=choice, skill=make_skill("ruby"), level=Level.EXPERT, claims=[claim])

    assert problems() == [
        "skill requirement dev / ruby has level Expert, its claims give Working: change it or add a note."
    ]


@pytest.fixture
def ladder(engineer, claim):
    """Junior and lead level of the role; claims for Working and for Awareness."""
    junior = level_of(engineer, "junior", 1, claim)
    lead = level_of(engineer, "lead", 3, claim)
    return junior, lead, claim, make_claim("F002", wording=Wording.BASIC)


def test_level_does_not_go_down_with_seniority(ladder):
    junior, lead, working, basic = ladder
    sql = make_skill("sql")
    make_requirement(role=junior, skill=sql, level=Level.WORKING, claims=[working])
    make_requirement(role=lead, skill=sql, level=Level.AWARENESS, claims=[basic])

    assert problems() == [
        "skill requirement lead / sql has level Awareness, below Working of junior: change one or add a note."
    ]


@pytest.mark.parametrize("notes", [("Why.", ""), ("", "Why.")])
def test_note_on_either_row_explains_a_level_that_goes_down(ladder, notes):
    junior, lead, working, basic = ladder
    sql = make_skill("sql")
    make_requirement(role=junior, skill=sql, level=Level.WORKING, claims=[working], note=notes[0])
    make_requirement(role=lead, skill=sql, level=Level.AWARENESS, claims=[basic], note=notes[1])

    assert problems() == []


def test_level_of_a_choice_does_not_go_down_with_seniority(ladder):
    junior, lead, working, basic = ladder
    members = [make_skill(), make_skill()]
    for role, level, claim in ((junior, Level.WORKING, working), (lead, Level.AWARENESS, basic)):
        choice = make_choice("language", role=role, level=level, claims=[claim])
        for skill in members:
            make_requirement(choice=choice, skill=skill, claims=[claim])

    assert problems() == [
        "choice lead / language has level Awareness, below Working of junior: change one or add a note."
    ]


def test_level_may_go_up_with_seniority_and_differ_from_another_role(ladder, claim):
    junior, lead, working, basic = ladder
    sql = make_skill("sql")
    make_requirement(role=junior, skill=sql, level=Level.AWARENESS, claims=[basic])
    make_requirement(role=lead, skill=sql, level=Level.WORKING, claims=[working])
    other = level_of(level_of(None, "analyst", None, claim), "senior-analyst", 4, claim)
    make_requirement(role=other, skill=sql, level=Level.AWARENESS, claims=[basic])

    assert problems() == []


def test_published_role_has_a_summary_and_a_duty(claim):
    make_role("dev", summary="", claims=[claim])

    assert problems() == [
        "role dev is published without a summary: write one, or make it a draft.",
        "role dev is published without a duty: add one, or make it a draft.",
    ]


def test_draft_and_role_known_by_relation_may_be_empty(claim):
    make_role(summary="", status=Status.DRAFT, claims=[claim])
    make_role(summary="", known_only_by_relation=True, claims=[claim])

    assert problems() == []


def test_role_known_by_relation_has_no_requirement_and_no_duty(engineer, claim):
    Role.objects.filter(pk=engineer.pk).update(known_only_by_relation=True)
    duty = engineer.duties.get()
    make_requirement(role=engineer, skill=make_skill("sql"), level=Level.WORKING, claims=[claim])

    assert problems() == [
        "skill requirement dev / sql is of a role known only by relation: remove it.",
        f"duty dev / {duty.responsibility.slug} is of a role known only by relation: remove it.",
    ]


def test_published_role_has_a_published_broader_role(engineer, claim):
    level_of(engineer, "junior", 1, claim)
    Role.objects.filter(pk=engineer.pk).update(status=Status.DRAFT)

    assert problems() == ["role junior is published, its broader dev is a draft: publish that, too."]


def test_pay_is_tied_to_a_level_only_where_stated(engineer, claim):
    junior = level_of(engineer, "junior", 1, claim)
    make_pay_figure("starting pay", role=junior, claims=[claim], basis="inferred", note="It follows.")
    make_pay_figure("stated pay", role=junior, claims=[claim])
    make_pay_figure("pay at large", role=engineer, claims=[claim], basis="inferred", note="It follows.")

    assert problems() == ["pay figure junior / starting pay ties pay to a level: move it to its broader role."]


def test_published_skill_is_described(engineer):
    make_skill("sql", description="")
    make_skill("draft", description="", status=Status.DRAFT)

    assert problems() == ["skill sql is published without a description: write one, or make it a draft."]


@pytest.mark.parametrize("count", [1, 3])
def test_checks_cost_the_same_however_many_rows(count, django_assert_num_queries):
    cited = [(model, factory) for model, factory in FACTORIES.items() if issubclass(model, Cited)]
    for _ in range(count):
        claim = make_claim()
        for _, factory in cited:
            factory(claims=[claim])
        make_requirement(choice=make_choice(), skill=make_skill(broader=make_skill()))
        make_working_relation()
        level_of(make_role(), None, 1, claim)

    with django_assert_num_queries(30):
        content = checks.load()
        checks.problems(content)

    assert len(content.statements) == sum(model.objects.count() for model, _ in cited)
