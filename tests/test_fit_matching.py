"""What marks make of what a role asks for: figures without a database, and the laws that they keep."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.fit.matching import HIGHEST, NEEDS, Ask, Share, Verdict, Wanted, fit_of
from careers.fit.plan import next_steps

CODES = "abcdef"
MET, NEAR, MISSING = Verdict.MET, Verdict.NEAR, Verdict.MISSING

levels = st.none() | st.integers(1, HIGHEST)
marks_of_anybody = st.dictionaries(st.sampled_from(CODES), st.integers(0, HIGHEST))
asks_of_a_role = st.lists(
    st.builds(
        Ask,
        st.lists(st.builds(Wanted, st.sampled_from(CODES), levels), min_size=1, max_size=4, unique_by=lambda w: w.code)
        .map(tuple),
        st.sampled_from(NEEDS),
        st.integers(1, 5),
    ),
    max_size=6,
)  # fmt: skip
what_comes_before = st.dictionaries(st.sampled_from(CODES), st.sets(st.sampled_from(CODES), max_size=3))


def skill(code, level=None, need="essential"):
    return Ask((Wanted(code, level),), need)


def one_of(*members, need="essential", minimum=1):
    return Ask(tuple(Wanted(*member) for member in members), need, minimum, "a language")


@pytest.mark.parametrize(
    ("level", "mark", "verdict", "short"),
    [
        (3, 3, MET, 0),
        (3, 4, MET, 0),
        (3, 2, NEAR, 1),
        (3, 1, MISSING, 2),
        (3, 0, MISSING, 3),
        (3, None, MISSING, 3),
        # Nothing is not nearly something.
        (1, 0, MISSING, 1),
        # No level is stated: to have the skill at all is all that is stated.
        (None, 1, MET, 0),
        (None, 0, MISSING, 1),
        (None, None, MISSING, 1),
    ],
)
def test_a_mark_stands_to_what_is_asked_by_levels(level, mark, verdict, short):
    [result] = fit_of([skill("sql", level)], {} if mark is None else {"sql": mark}).results

    assert (result.verdict, result.short, result.is_level_stated) == (verdict, short, level is not None)


@pytest.mark.parametrize(
    ("marks", "verdict", "short", "counted", "is_marked"),
    [
        ({"java": 3}, MET, 0, ["java"], True),
        ({"go": 2, "java": 1}, NEAR, 1, ["go"], True),
        ({"go": 0, "java": 0, "ruby": 0}, MISSING, 2, ["ruby"], True),
        ({}, MISSING, 2, ["ruby"], False),
    ],
)
def test_of_a_choice_the_closest_suffices(marks, verdict, short, counted, is_marked):
    [result] = fit_of([one_of(("java", 3), ("go", 3), ("ruby", 2))], marks).results

    found = [standing.wanted.code for standing in result.counted]
    assert (result.verdict, result.short, found, result.is_marked) == (verdict, short, counted, is_marked)


def test_of_a_choice_as_many_as_are_asked_for_have_to_be_met():
    two = one_of(("java", 2), ("go", 2), ("ruby", 2), minimum=2)

    assert [fit_of([two], {"java": 4, "go": level}).results[0].verdict for level in (0, 1, 2)] == [MISSING, NEAR, MET]


def test_essentials_come_first_and_are_counted_by_themselves():
    asks = [skill("a", 2, "mentioned"), skill("b", 2, None), skill("c", 2), skill("d", 2, "desirable"), skill("e", 3)]

    fit = fit_of(asks, {"a": 2, "c": 2, "d": 1, "e": 2})

    assert "".join(result.ask.members[0].code for result in fit.results) == "cedab"
    assert (fit.essentials, fit.others) == (Share(1, 1, 2), Share(1, 1, 3))
    assert (fit.essentials.percent, fit.is_fitting) == (50, False)


def test_a_role_of_which_little_is_stated_is_not_ranked_before_one_that_is_nearly_met():
    little = fit_of([skill("a")], {"a": 1})
    much = fit_of([skill(code) for code in "abcdef"], dict.fromkeys("abcde", 1))

    assert much.rank > little.rank
    assert fit_of([], {"a": 1}).is_fitting is False


@pytest.mark.parametrize(
    ("share", "percent"), [(Share(199, 1, 200), 99), (Share(200, 0, 200), 100), (Share(0, 0, 0), None)]
)
def test_nearly_all_is_not_all(share, percent):
    assert share.percent == percent


@given(asks_of_a_role, marks_of_anybody, st.sampled_from(CODES))
def test_more_skill_never_lowers_a_fit(asks, marks, code):
    fit = fit_of(asks, marks)
    better = fit_of(asks, marks | {code: min(marks.get(code, 0) + 1, HIGHEST)})

    assert better.rank >= fit.rank
    assert better.is_fitting >= fit.is_fitting
    for before, after in zip(fit.results, better.results, strict=True):
        assert (after.verdict, -after.short) >= (before.verdict, -before.short)


@given(asks_of_a_role, marks_of_anybody)
def test_all_essentials_met_are_100_percent_and_nothing_less_is(asks, marks):
    essentials = [ask for ask in asks if ask.need == "essential"]
    fit = fit_of(asks, marks)
    all_met = all(result.verdict is MET for result in fit.results if result.ask.need == "essential")

    assert (fit.essentials.percent == 100) == (bool(essentials) and all_met)
    assert fit_of(asks, dict.fromkeys(CODES, HIGHEST)).essentials.percent == (100 if essentials else None)


@given(st.permutations(CODES), st.lists(st.integers(0, HIGHEST), min_size=6, max_size=6), asks_of_a_role, st.randoms())
def test_the_order_of_marks_and_of_asks_is_irrelevant(codes, values, asks, random):
    marks = dict(zip(codes, values, strict=True))
    shuffled = random.sample(asks, len(asks))

    fit, other = fit_of(asks, marks), fit_of(shuffled, dict(sorted(marks.items())))

    assert (fit.essentials, fit.others, fit.rank) == (other.essentials, other.others, other.rank)
    assert sorted(map(repr, fit.results)) == sorted(map(repr, other.results))


@given(asks_of_a_role, marks_of_anybody, what_comes_before)
def test_a_plan_holds_all_that_is_not_met_once_whatever_comes_before_what(asks, marks, before):
    fit = fit_of(asks, marks)

    assert sorted(map(repr, next_steps(fit, before))) == sorted(map(repr, (*fit.near, *fit.missing)))


@given(st.lists(st.tuples(st.sampled_from(CODES), levels, st.sampled_from(NEEDS)), unique_by=lambda ask: ask[0]))
def test_a_plan_never_puts_a_skill_before_what_it_builds_on(asked):
    before = {late: [early] for early, late in pairwise(CODES)}

    steps = next_steps(fit_of([skill(*ask) for ask in asked], {}), before)

    assert [step.ask.members[0].code for step in steps] == sorted(code for code, _, _ in asked)


def test_a_plan_goes_from_broader_to_narrower_and_from_what_others_build_on():
    asks = [
        skill("django", 2, "essential"),
        skill("python", 3, "desirable"),
        skill("git", 1, "desirable"),
        skill("http", 2, "mentioned"),
        skill("sql", 3, "essential"),
    ]
    before = {"django": ["python"], "python": ["http"], "sql": ["databases"], "databases": ["http"]}

    steps = next_steps(fit_of(asks, {"sql": 2}), before)

    assert [step.ask.members[0].code for step in steps] == ["http", "sql", "python", "django", "git"]
