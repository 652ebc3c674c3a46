"""What changes from role to role, as examples and as laws; no database."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.comparison.difference import (
    NO_CHANGE,
    Ask,
    Change,
    Row,
    Side,
    Subject,
    Tally,
    Verdict,
    compare,
    judge,
    tally,
)

NEW, RAISED, LOWERED, DROPPED, SAME, UNKNOWN = Verdict

# In the order of the page: by group, then by place, then by title.
SUBJECTS = [
    Subject(1, "Code", 0, "A language", "choice-language"),
    Subject(1, "Code", 1, "Git", "skill-git"),
    Subject(1, "Code", 1, "SQL", "skill-sql"),
    Subject(1, "Data", 0, "Backups", "skill-backups"),
    Subject(2, "Architecture", 0, "Design", "skill-design"),
    Subject(2, "Architecture", 1, "Caching", "skill-caching"),
]
LANGUAGE, GIT, SQL, BACKUPS, DESIGN, CACHING = SUBJECTS

asks = st.builds(
    Ask,
    rank=st.none() | st.integers(1, 4),
    need=st.none() | st.integers(0, 2),
    is_alternative=st.booleans(),
    is_inherited=st.booleans(),
    is_inferred=st.booleans(),
)
sides = st.builds(Side, asks=st.dictionaries(st.sampled_from(SUBJECTS), asks), is_described=st.booleans())
some_sides = st.lists(sides, min_size=2, max_size=4)


def verdicts(rows, step=0):
    """Return {subject: the change at a step}."""
    return {row.subject: row.changes[step] for row in rows}


# --- judge --------------------------------------------------------------------------------------------------

EXPERT, WORKING = Ask(rank=4, need=2), Ask(rank=2, need=2)
OPEN = Ask(need=2)

EXAMPLES = {
    "level up by two": (WORKING, EXPERT, Change(RAISED, 2)),
    "level down by one": (Ask(rank=3, need=2), WORKING, Change(LOWERED, 1)),
    "same level and need": (WORKING, WORKING, Change(SAME)),
    "need up only": (Ask(rank=2, need=0), WORKING, Change(RAISED)),
    "need down only": (WORKING, Ask(rank=2, need=1), Change(LOWERED)),
    "need up where no level is stated": (Ask(need=1), OPEN, Change(RAISED)),
    "same need where no level is stated": (OPEN, OPEN, Change(SAME)),
    "level up, need down: the level decides": (WORKING, Ask(rank=3, need=0), Change(RAISED, 1)),
    "level down, need up: the level decides": (Ask(rank=3, need=0), WORKING, Change(LOWERED, 1)),
    "first level unknown": (OPEN, EXPERT, Change(UNKNOWN)),
    "second level unknown": (EXPERT, OPEN, Change(UNKNOWN)),
    "one level unknown, need up all the same": (Ask(need=0), EXPERT, Change(UNKNOWN)),
    "one need unknown": (Ask(rank=2), WORKING, Change(UNKNOWN)),
    "no level and one need unknown": (Ask(), OPEN, Change(UNKNOWN)),
    "one need unknown, level up": (Ask(rank=2), EXPERT, Change(RAISED, 2)),
    "neither on any scale": (Ask(), Ask(), Change(SAME)),
    "one of several against asked by itself": (Ask(rank=2, is_alternative=True), EXPERT, Change(UNKNOWN)),
    "asked by itself against one of several": (EXPERT, Ask(rank=4, need=2, is_alternative=True), Change(UNKNOWN)),
    "one of several on both sides": (
        Ask(rank=2, is_alternative=True),
        Ask(rank=3, is_alternative=True),
        Change(RAISED, 1),
    ),
    "on what it rests changes no verdict": (
        WORKING,
        Ask(rank=2, need=2, is_inherited=True, is_inferred=True),
        Change(SAME),
    ),
}


@pytest.mark.parametrize("is_described", [True, False])
@pytest.mark.parametrize(("before", "after", "change"), EXAMPLES.values(), ids=EXAMPLES)
def test_two_asks_are_judged_by_one_scale_whatever_else_is_said_of_the_roles(before, after, change, is_described):
    assert judge(before, after, is_described, is_described) == change


@pytest.mark.parametrize(
    ("before", "after", "described", "verdict"),
    [
        (None, EXPERT, (True, True), NEW),
        (None, EXPERT, (True, False), NEW),
        (None, EXPERT, (False, True), UNKNOWN),
        (None, EXPERT, (False, False), UNKNOWN),
        (EXPERT, None, (True, True), DROPPED),
        (EXPERT, None, (False, True), DROPPED),
        (EXPERT, None, (True, False), UNKNOWN),
        (EXPERT, None, (False, False), UNKNOWN),
        (None, None, (True, True), UNKNOWN),
        (None, None, (False, False), UNKNOWN),
    ],
)
def test_silence_says_something_only_at_a_role_that_is_described(before, after, described, verdict):
    assert judge(before, after, *described) == Change(verdict)


def test_silence_says_nothing_unless_told_otherwise():
    assert (judge(None, EXPERT), judge(EXPERT, None)) == (Change(UNKNOWN), Change(UNKNOWN))


def test_differences_are_all_verdicts_but_same_and_not_comparable():
    assert [verdict for verdict in Verdict if not verdict.is_difference] == [SAME, UNKNOWN]


# --- compare ------------------------------------------------------------------------------------------------


def test_rows_hold_what_each_role_asks_and_the_change_from_each_to_the_next():
    junior = Side({SQL: WORKING, DESIGN: OPEN}, is_described=True)
    mid = Side({SQL: EXPERT})
    senior = Side({GIT: OPEN, SQL: WORKING}, is_described=True)

    assert compare([junior, mid, senior]) == [
        Row(GIT, (None, None, OPEN), (Change(UNKNOWN), Change(UNKNOWN))),
        Row(SQL, (WORKING, EXPERT, WORKING), (Change(RAISED, 2), Change(LOWERED, 2))),
        Row(DESIGN, (OPEN, None, None), (Change(UNKNOWN), Change(UNKNOWN))),
    ]


def test_nothing_is_compared_where_nothing_is_asked():
    assert compare([Side({}, is_described=True), Side({})]) == []


def test_what_all_ask_only_as_one_of_several_has_no_row_and_with_one_that_asks_it_by_itself_it_has():
    either = Side({SQL: Ask(rank=2, is_alternative=True)})
    outright = Side({SQL: WORKING})

    assert compare([either, either]) == []
    assert verdicts(compare([either, outright])) == {SQL: Change(UNKNOWN)}


@given(sides)
def test_role_against_itself_is_all_the_same(side):
    assert {change for row in compare([side, side]) for change in row.changes} <= {Change(SAME)}
    assert all(row.is_same and not row.differs for row in compare([side, side]))


@given(sides, st.booleans(), st.booleans())
def test_roles_that_ask_the_same_are_all_the_same_however_well_they_are_described(side, first, second):
    rows = compare([Side(side.asks, is_described=first), Side(side.asks, is_described=second)])

    assert {change for row in rows for change in row.changes} <= {Change(SAME)}


MIRRORED = {NEW: DROPPED, DROPPED: NEW, RAISED: LOWERED, LOWERED: RAISED, SAME: SAME, UNKNOWN: UNKNOWN}


@given(some_sides)
def test_swapping_turns_new_into_no_longer_asked_for_and_raised_into_lowered(sides):
    there, back = compare(sides), compare(sides[::-1])

    assert back == [
        Row(
            row.subject,
            row.asks[::-1],
            tuple(Change(MIRRORED[change.verdict], change.places) for change in row.changes[::-1]),
        )
        for row in there
    ]


@given(sides, sides, sides)
def test_third_role_leaves_the_verdicts_on_a_pair_as_they_were(first, second, third):
    pair = verdicts(compare([first, second]))
    with_third_after = verdicts(compare([first, second, third]), step=0)
    with_third_before = verdicts(compare([third, first, second]), step=1)

    assert {subject: with_third_after[subject] for subject in pair} == pair
    assert {subject: with_third_before[subject] for subject in pair} == pair


@given(some_sides, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_depend_on_the_order_of_the_input(sides, random):
    shuffled = [
        Side(dict(random.sample(list(side.asks.items()), len(side.asks))), is_described=side.is_described)
        for side in sides
    ]

    assert compare(shuffled) == compare(sides)
    assert [row.subject for row in compare(random.sample(shuffled, len(shuffled)))] == [
        row.subject for row in compare(sides)
    ]


@given(some_sides)
def test_rows_stand_in_the_order_of_the_page_one_for_everything_that_some_role_asks_by_itself(sides):
    asked = {subject for side in sides for subject, ask in side.asks.items() if not ask.is_alternative}

    assert [row.subject for row in compare(sides)] == [subject for subject in SUBJECTS if subject in asked]
    assert all(row.asks == tuple(side.asks.get(row.subject) for side in sides) for row in compare(sides))


@given(some_sides)
def test_silence_of_a_role_that_is_not_described_is_never_counted_as_absence(sides):
    for row in compare(sides):
        for step, change in enumerate(row.changes):
            if change.verdict is NEW:
                assert (row.asks[step], sides[step].is_described) == (None, True)
            if change.verdict is DROPPED:
                assert (row.asks[step + 1], sides[step + 1].is_described) == (None, True)


@given(st.lists(st.builds(Side, asks=st.dictionaries(st.sampled_from(SUBJECTS), asks)), min_size=2, max_size=4))
def test_between_roles_that_are_not_described_nothing_is_new_or_no_longer_asked_for(sides):
    assert {change.verdict for row in compare(sides) for change in row.changes}.isdisjoint({NEW, DROPPED})


@given(some_sides)
def test_places_are_counted_only_of_what_is_raised_or_lowered(sides):
    changes = [change for row in compare(sides) for change in row.changes]

    assert [change for change in changes if change.places and change.verdict not in (RAISED, LOWERED)] == []
    assert all(0 <= change.places <= 3 for change in changes)


# --- Rows ---------------------------------------------------------------------------------------------------

INHERITED = Ask(rank=2, need=2, is_inherited=True)
INFERRED = Ask(rank=2, need=2, is_inferred=True)


@pytest.mark.parametrize(
    ("asks", "described", "is_first"),
    [
        ((None, WORKING), (False, False), True),
        ((None, WORKING), (True, False), False),
        ((None, INHERITED), (False, False), False),
        ((WORKING, None), (False, False), False),
        ((WORKING, OPEN), (False, False), False),
        ((None, None, WORKING), (False, False, False), False),
    ],
)
def test_thing_is_first_stated_where_its_own_ask_follows_on_a_silence_that_says_nothing(asks, described, is_first):
    sides = [
        Side({SQL: ask} if ask else {}, is_described=is_described)
        for ask, is_described in zip(asks, described, strict=True)
    ]
    [row] = compare(sides)

    assert row.is_first_stated(0) is is_first


def test_step_rests_on_the_qualities_of_its_own_two_asks_alone():
    [row] = compare([Side({SQL: ask}) for ask in (INHERITED, WORKING, INFERRED)])

    assert [row.basis(step) for step in (0, 1)] == [(True, False), (False, True)]


# --- tally --------------------------------------------------------------------------------------------------


def test_tally_counts_verdicts_and_on_what_the_differences_rest():
    junior = Side({GIT: INHERITED, SQL: INHERITED, BACKUPS: INFERRED, DESIGN: OPEN}, is_described=True)
    senior = Side({GIT: EXPERT, SQL: INHERITED, BACKUPS: INFERRED, DESIGN: EXPERT, CACHING: INFERRED})
    rows = compare([junior, senior])

    assert tally(rows) == Tally(Counter({NEW: 1, RAISED: 1, SAME: 2, UNKNOWN: 1}), inherited=1, inferred=1)
    assert tally(rows).in_order == [(NEW, 1), (RAISED, 1), (SAME, 2), (UNKNOWN, 1)]
    assert tally(rows).differences == 2


def test_tally_of_nothing_is_no_change():
    assert (tally([]), NO_CHANGE.in_order, NO_CHANGE.differences) == (NO_CHANGE, [], 0)


def test_tally_tells_the_step_it_is_asked_for():
    rows = compare([Side({SQL: ask}) for ask in (WORKING, EXPERT, EXPERT)])

    assert [tally(rows, step).in_order for step in (0, 1)] == [[(RAISED, 1)], [(SAME, 1)]]


@given(some_sides)
def test_tally_adds_up_to_the_rows(sides):
    rows = compare(sides)
    tallies = [tally(rows, step) for step in range(len(sides) - 1)]

    assert [sum(found.counts.values()) for found in tallies] == [len(rows)] * len(tallies)
    assert [sum(count for _, count in found.in_order) for found in tallies] == [len(rows)] * len(tallies)
    assert sum(found.differences for found in tallies) == sum(
        change.verdict.is_difference for row in rows for change in row.changes
    )
    assert all(max(found.inherited, found.inferred) <= found.differences for found in tallies)


@given(some_sides, st.integers(0, 6))
def test_tallies_of_parts_add_up_to_that_of_the_whole(sides, cut):
    rows = compare(sides)

    assert tally(rows[:cut]) + tally(rows[cut:]) == tally(rows) == tally(iter(rows)) == tally(rows) + NO_CHANGE
