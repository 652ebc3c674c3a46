"""Differences in brief, of many pairs of roles at once: the numbers of the comparison, for less work."""

from collections import Counter

import pytest

from careers.comparison.brief import Brief, briefs
from careers.comparison.difference import NO_CHANGE, Tally, Verdict
from careers.comparison.page import Comparison
from careers.comparison.sections import DESCRIBED
from roles.models import Involvement, ProgressionStep, Role
from skills.levels import Level

from .factories import make_choice, make_duty, make_requirement, make_responsibility, make_role, make_skill

pytestmark = pytest.mark.django_db


def brief(one, other):
    return briefs([(one, other)])[one.pk, other.pk]


@pytest.fixture
def skills():
    """As many skills as make a role described."""
    return [make_skill(f"skill-{number}") for number in range(DESCRIBED)]


@pytest.fixture
def people(skills):
    """A junior and a senior who differ in every way that there is, in skills; in duties, in two ways."""
    raised, lowered, dropped, *same = skills
    new = [make_skill("rust"), make_skill("sql")]
    levels = dict.fromkeys(same, Level.WORKING)
    ends = {raised: Level.AWARENESS, lowered: Level.EXPERT, dropped: Level.WORKING}
    junior = make_role("junior", levels=levels | ends)
    ends = {raised: Level.EXPERT, lowered: Level.WORKING} | dict.fromkeys(new, Level.WORKING)
    senior = make_role("senior", levels=levels | ends)
    review = make_responsibility("review", title="Review code")
    make_duty(role=junior, responsibility=review, involvement=Involvement.ASSISTS)
    make_duty(role=senior, responsibility=review, involvement=Involvement.LEADS)
    make_duty(role=senior, responsibility=make_responsibility("plan", title="Plan"))
    return junior, senior


def test_brief_counts_duties_and_skills_by_what_changes(people):
    counts = {Verdict.NEW: 2, Verdict.RAISED: 2, Verdict.LOWERED: 1, Verdict.DROPPED: 1}
    kept = {Verdict.SAME: DESCRIBED - 3, Verdict.UNKNOWN: 1}

    assert brief(*people) == Brief(
        Tally(Counter(counts | kept), inherited=0, inferred=0),
        ["Raised from Assists to Leads: review code.", "Raised from Awareness to Expert: Skill 0."],
    )


def test_brief_is_told_in_words_and_in_signs(people):
    found = brief(*people)

    assert (found.words, found.signs, found.same) == (
        "2 new, 2 raised, 1 lowered, 1 no longer asked for",
        "↑2 +2",
        DESCRIBED - 3,
    )


def test_each_pair_has_its_own_brief_and_the_way_back_the_opposite_one(people):
    junior, senior = people
    silent = make_role("silent")

    found = briefs([(junior, senior), (senior, junior), (junior, silent)])

    assert {pair: (one.words, one.signs) for pair, one in found.items()} == {
        (junior.pk, senior.pk): ("2 new, 2 raised, 1 lowered, 1 no longer asked for", "↑2 +2"),
        (senior.pk, junior.pk): ("1 new, 1 raised, 2 lowered, 2 no longer asked for", "↑1 +1"),
        (junior.pk, silent.pk): ("no difference stated", ""),
    }


@pytest.mark.parametrize(
    ("before", "after", "signs"), [(Level.WORKING, Level.EXPERT, "↑1"), (Level.EXPERT, Level.WORKING, "")]
)
def test_signs_tell_only_what_there_is(before, after, signs):
    sql = make_skill()

    assert brief(make_role(levels={sql: before}), make_role(levels={sql: after})).signs == signs


def test_signs_tell_what_is_new_by_itself(skills):
    levels = dict.fromkeys(skills, Level.WORKING)

    assert brief(make_role(levels=levels), make_role(levels=levels | {make_skill(): Level.WORKING})).signs == "+1"


def test_roles_of_which_nothing_is_said_do_not_differ():
    found = brief(make_role(), make_role())

    assert (found, found.words, found.signs, found.same) == (Brief(NO_CHANGE, []), "no difference stated", "", 0)


def test_no_pair_has_no_brief():
    assert briefs([]) == {}


def test_what_is_inherited_and_inferred_is_counted_as_such():
    sql, git, rest = (make_skill(slug) for slug in ("sql", "git", "rest"))
    anybody = make_role("anybody", levels={git: Level.WORKING})
    dev = make_role("dev", broader=anybody, levels={sql: Level.AWARENESS, rest: Level.WORKING})
    junior, senior = make_role("junior", broader=dev), make_role("senior", broader=dev)
    make_requirement(role=senior, skill=sql, level=Level.EXPERT, basis="inferred", note="So it seems.")

    assert brief(junior, senior) == Brief(
        Tally(Counter({Verdict.RAISED: 1, Verdict.SAME: 2}), inherited=1, inferred=1),
        ["Raised from Awareness to Expert: Sql (inferred; Awareness as asked in general)."],
    )


def test_what_a_draft_says_is_not_inherited_nor_what_stands_above_it():
    sql, git = make_skill(), make_skill()
    anybody = make_role("anybody", levels={git: Level.WORKING})
    draft = make_role("draft", broader=anybody, status="draft", levels={sql: Level.WORKING})
    published = make_role("published", broader=anybody)

    found = briefs(
        [
            (make_role("one", broader=draft), make_role("other", broader=draft)),
            (make_role("this", broader=published), make_role("that", broader=published)),
        ]
    )

    assert [one.tally for one in found.values()] == [NO_CHANGE, Tally(Counter({Verdict.SAME: 1}), 0, 0)]


def test_skill_that_is_a_draft_is_not_counted():
    draft, sql = make_skill("draft", status="draft"), make_skill("sql")

    found = brief(
        make_role(levels={draft: Level.AWARENESS, sql: Level.WORKING}),
        make_role(levels={draft: Level.EXPERT, sql: Level.WORKING}),
    )

    assert found == Brief(Tally(Counter({Verdict.SAME: 1}), 0, 0), [])


def test_choice_counts_once_whatever_it_is_between():
    roles = [make_role(), make_role()]
    members = [make_skill() for _ in range(3)]
    for role, level in zip(roles, (Level.WORKING, Level.EXPERT), strict=True):
        choice = make_choice("language", role=role, level=level)
        for skill in members:
            make_requirement(skill=skill, choice=choice)

    assert brief(*roles).tally == Tally(Counter({Verdict.RAISED: 1}), 0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_briefs_cost_two_queries_however_many_pairs(django_assert_num_queries, count):
    anybody = make_role(levels={make_skill(): Level.WORKING})
    dev = make_role(broader=anybody, levels={make_skill(): Level.WORKING})
    pairs = []
    for _ in range(count):
        one, other = (make_role(broader=dev, levels={make_skill(): Level.WORKING}) for _ in range(2))
        make_duty(role=one)
        make_requirement(choice=make_choice(role=other))
        pairs.append((one.pk, other.pk))
    roles = Role.objects.select_related("broader__broader").in_bulk()

    with django_assert_num_queries(2):
        found = briefs([(roles[one], roles[other]) for one, other in pairs])
        assert [one.same for one in found.values()] == [2] * count


def test_brief_of_every_published_step_is_that_of_the_comparison(content):
    steps = list(ProgressionStep.objects.published().values_list("origin__slug", "target__slug"))
    roles = {role.slug: role for role in Role.objects.for_page()}

    found = briefs([(roles[origin], roles[target]) for origin, target in steps])

    assert len(steps) > 5
    assert {pair: one.tally for pair, one in found.items()} == {
        (roles[origin].pk, roles[target].pk): Comparison([roles[origin], roles[target]]).steps_told[0].tally
        for origin, target in steps
    }
