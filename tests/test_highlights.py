"""The sentences at the top of a comparison, and its words: whole results for rows built by hand; no database."""

from collections import Counter
from itertools import pairwise

import pytest

from careers.comparison.difference import Ask, Change, Row, Subject, Tally, Verdict, judge
from careers.comparison.highlights import MOST, Kind, highlights
from careers.comparison.wording import SIGNS, ask_words, change_words, short_change_words, tally_words, way

DUTY, SKILL, EXPERIENCE, OTHER = Kind
LEVELS = ["", "Awareness", "Working", "Practitioner", "Expert"]
NEEDS = ["Mentioned", "Desirable", "Essential"]


def skill(level=None, need=2, **marks):
    return Ask(rank=level, need=need, words=LEVELS[level or 0], need_words=NEEDS[need], **marks)


def duty(involvement=None, **marks):
    words = ["Part of it", "Assists", "Contributes", "Owns", "Leads"][involvement or 0]
    return Ask(rank=involvement, words=words, **marks)


def years(lower, words, **marks):
    return Ask(rank=lower, words=words, **marks)


def row(kind, title, *asks, described=True, position=0):
    """A Row of a kind, with the changes that its asks make; every role is described unless none is."""
    subject = Subject(0, "", position, title, title)
    return kind, Row(subject, asks, tuple(judge(*pair, described, described) for pair in pairwise(asks)))


# --- Sentences ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (row(DUTY, "Mentor juniors", None, duty(4)), "New in the work: mentor juniors."),
        (row(SKILL, "Caching", None, skill(4)), "New, at the level Expert: Caching."),
        (row(SKILL, "Caching", None, skill()), "New: Caching."),
        (row(OTHER, "Degree", None, Ask(words="")), "New: Degree."),
        (row(SKILL, "SQL", skill(1), skill(4)), "Raised from Awareness to Expert: SQL."),
        (row(SKILL, "SQL", skill(2, 0), skill(2, 2)), "Raised from mentioned to essential: SQL."),
        (row(DUTY, "Review code", duty(1), duty(4)), "Raised from Assists to Leads: review code."),
        (
            row(EXPERIENCE, "Years", years(1, "1–2 years"), years(5, "more than 5 years")),
            "Experience grows from 1–2 years to more than 5 years.",
        ),
        (row(SKILL, "SQL", skill(4), skill(3)), "Lowered from Expert to Practitioner: SQL."),
        (row(SKILL, "SQL", skill(4, 2), skill(4, 1)), "Lowered from essential to desirable: SQL."),
        (
            row(EXPERIENCE, "Years", years(5, "more than 5 years"), years(1, "1–2 years")),
            "Less experience: 1–2 years instead of more than 5 years.",
        ),
        (row(DUTY, "Write tests", duty(3), None), "No longer asked for: write tests."),
        (row(SKILL, "SQL", skill(3), None), "No longer asked for: SQL."),
        (row(SKILL, "SQL", None, skill(3), described=False), "Stated here for the first time: SQL."),
        (row(DUTY, "Write tests", None, duty(), described=False), "Stated here for the first time: write tests."),
        (row(DUTY, "API design", None, duty()), "New in the work: API design."),
    ],
)
def test_change_is_told_in_a_sentence(found, sentence):
    assert highlights([found]) == [sentence]


@pytest.mark.parametrize(
    "found",
    [
        row(SKILL, "SQL", skill(3), skill(3)),
        row(SKILL, "SQL", skill(), skill(3)),
        row(SKILL, "SQL", skill(3), None, described=False),
        row(SKILL, "SQL", None, skill(3, is_inherited=True), described=False),
        row(OTHER, "Lunch", None, Ask(words="Stated"), described=False),
    ],
)
def test_what_is_the_same_or_cannot_be_told_makes_no_sentence(found):
    assert highlights([found]) == []


@pytest.mark.parametrize(
    ("before", "after", "basis"),
    [
        (skill(1), skill(4, is_inferred=True), "inferred"),
        (skill(1), skill(4, is_inferred=True, is_editorial=True), "editorial"),
        (skill(1, is_inferred=True), skill(4), "inferred"),
        (skill(1, is_inherited=True), skill(4), "Awareness as asked in general"),
        (skill(1), skill(4, is_inherited=True), "Expert as asked in general"),
        (
            skill(1, is_inherited=True, is_inferred=True),
            skill(4, is_inherited=True, is_inferred=True),
            "inferred; Awareness as asked in general; Expert as asked in general",
        ),
    ],
)
def test_sentence_says_what_it_rests_on(before, after, basis):
    assert highlights([row(SKILL, "SQL", before, after)]) == [f"Raised from Awareness to Expert: SQL ({basis})."]


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B and 2 more"),
        (["A", "B", "C", "D", "E", "F"], "A, B and 4 more"),
    ],
)
def test_alike_changes_share_a_sentence_and_long_lists_are_cut(names, listed):
    assert highlights([row(SKILL, name, skill(1), skill(4)) for name in names]) == [
        f"Raised from Awareness to Expert: {listed}."
    ]


def test_changes_share_a_sentence_only_where_it_is_true_of_all():
    rows = [
        row(SKILL, "A", skill(2), skill(4)),
        row(SKILL, "B", skill(1), skill(3)),
        row(SKILL, "C", skill(2), skill(4, is_inferred=True)),
        row(SKILL, "D", skill(2), skill(4)),
        row(SKILL, "E", None, skill(2)),
        row(SKILL, "F", None, skill(3)),
        row(DUTY, "Guide", None, duty(2)),
        row(DUTY, "Help", None, duty(4)),
    ]

    assert highlights(rows, most=10) == [
        "New in the work: guide and help.",
        "Raised from Working to Expert: A and D.",
        "Raised from Awareness to Practitioner: B.",
        "New, at the level Working: E.",
        "New, at the level Practitioner: F.",
        "Raised from Working to Expert: C (inferred).",
    ]


def test_own_go_before_inherited_more_before_less_and_stated_before_inferred():
    rows = [
        row(SKILL, "Inherited", skill(1), skill(4, is_inherited=True)),
        row(SKILL, "Dropped", skill(4), None),
        row(SKILL, "Inferred", skill(1), skill(4, is_inferred=True)),
        row(EXPERIENCE, "Years", years(1, "1 year"), years(5, "5 years")),
        row(SKILL, "Needed less", skill(1, 1), skill(4, 1)),
        row(SKILL, "By one", skill(3), skill(4)),
        row(SKILL, "By two", skill(2), skill(4)),
        row(DUTY, "Work", None, duty()),
    ]

    assert highlights(rows, most=10) == highlights(rows[::-1], most=10)
    assert highlights(rows, most=10) == [
        "New in the work: work.",
        "Raised from Working to Expert: By two.",
        "Raised from Practitioner to Expert: By one.",
        "Raised from Awareness to Expert: Needed less.",
        "Experience grows from 1 year to 5 years.",
        "Raised from Awareness to Expert: Inferred (inferred).",
        "No longer asked for: Dropped.",
        "Raised from Awareness to Expert: Inherited (Expert as asked in general).",
    ]


def test_first_statements_go_after_what_grows_and_before_what_shrinks():
    rows = [
        row(SKILL, "Less", skill(4), skill(1)),
        row(SKILL, "First", None, skill(2), described=False),
        row(SKILL, "More", skill(1), skill(2)),
    ]

    assert highlights(rows) == [
        "Raised from Awareness to Working: More.",
        "Stated here for the first time: First.",
        "Lowered from Expert to Awareness: Less.",
    ]


def test_there_are_at_most_five_sentences_or_as_many_as_are_asked_for():
    rows = [
        row(SKILL, f"{before}{after}", skill(before), skill(after))
        for before in range(1, 5)
        for after in range(1, 5)
        if before != after
    ]

    assert MOST == 5
    assert highlights(rows) == highlights(rows, most=20)[:5]
    assert (len(highlights(rows)), len(highlights(rows, most=20)), highlights(rows, most=1)) == (
        5,
        12,
        ["Raised from Awareness to Expert: 14."],
    )


def test_each_step_has_its_own_sentences():
    rows = [
        row(SKILL, "A", skill(1), skill(2), skill(4)),
        row(SKILL, "B", skill(3), skill(3), None),
    ]

    assert [highlights(rows, step) for step in (0, 1)] == [
        ["Raised from Awareness to Working: A."],
        ["Raised from Working to Expert: A.", "No longer asked for: B."],
    ]


def test_without_rows_there_is_nothing_to_tell():
    assert highlights([]) == []


# --- Words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (None, "not stated"),
        (skill(4), "Expert, essential"),
        (skill(), "level not stated, essential"),
        (skill(4, is_inherited=True), "Expert, essential (inherited)"),
        (skill(4, 1, is_inferred=True), "Expert, desirable (inferred)"),
        (skill(4, 1, is_inferred=True, is_editorial=True), "Expert, desirable (editorial)"),
        (skill(4, is_inherited=True, is_inferred=True), "Expert, essential (inherited; inferred)"),
        (skill(2, is_alternative=True), "Working, one of several"),
        (duty(4), "Leads"),
        (years(1, "1–2 years", is_inferred=True), "1–2 years (inferred)"),
    ],
)
def test_ask_in_words(ask, words):
    assert ask_words(ask) == words


TITLES = ("Junior", "Senior", "Lead")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (row(SKILL, "SQL", None, skill(4)), "new"),
        (row(SKILL, "SQL", skill(4), None), "no longer asked for"),
        (row(SKILL, "SQL", skill(4), skill(4)), "same"),
        (row(SKILL, "SQL", skill(1), skill(4)), "raised by 3 levels"),
        (row(SKILL, "SQL", skill(3), skill(4)), "raised by 1 level"),
        (row(SKILL, "SQL", skill(4), skill(2)), "lowered by 2 levels"),
        (row(SKILL, "SQL", skill(2, 0), skill(2, 2)), "raised from mentioned to essential"),
        (row(DUTY, "Plan", duty(1), duty(4)), "raised from Assists to Leads"),
        (row(DUTY, "Plan", duty(4), duty(3)), "lowered from Leads to Owns"),
        (row(SKILL, "SQL", None, skill(4), described=False), "not stated for Junior"),
        (row(SKILL, "SQL", skill(4), None, described=False), "not stated for Senior"),
        (row(SKILL, "SQL", None, None, skill(4), described=False), "not stated for Junior or Senior"),
        (row(SKILL, "SQL", skill(4), skill()), "not comparable: level not stated for Senior"),
        (row(SKILL, "SQL", skill(), skill(4)), "not comparable: level not stated for Junior"),
        (row(DUTY, "Plan", duty(), duty(4)), "not comparable: how far not stated for Junior"),
        (
            row(SKILL, "SQL", skill(2, is_alternative=True), skill(2)),
            "not comparable: one of several for one of them",
        ),
    ],
)
def test_change_in_words(found, words):
    assert change_words(*found, 0, TITLES) == words


def test_change_at_a_later_step_names_its_own_roles():
    found = row(SKILL, "SQL", skill(4), skill(4), None, described=False)

    assert [change_words(*found, step, TITLES) for step in (0, 1)] == ["same", "not stated for Lead"]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (row(SKILL, "SQL", skill(1), skill(3)), "2 levels"),
        (row(SKILL, "SQL", skill(3), skill(2)), "1 level"),
        (row(SKILL, "SQL", skill(2, 0), skill(2, 2)), "essential"),
        (row(DUTY, "Plan", duty(1), duty(4)), "Leads"),
    ],
)
def test_change_in_few_words(found, words):
    assert short_change_words(*found, 0) == words


def test_every_verdict_has_a_sign_of_its_own():
    assert (list(SIGNS), len(set(SIGNS.values()))) == (list(Verdict), len(Verdict))


def test_tally_in_words():
    counts = Counter({Verdict.UNKNOWN: 53, Verdict.NEW: 7, Verdict.DROPPED: 1, Verdict.SAME: 77})

    assert tally_words(Tally(counts, 0, 0)) == "7 new, 1 no longer asked for, 77 same, 53 not comparable"
    assert tally_words(Tally(Counter(), 0, 0)) == "nothing to compare"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Junior Engineer", "Senior Engineer", "From Junior to Senior Engineer"),
        ("Junior Backend Engineer", "Senior Backend Engineer", "From Junior to Senior Backend Engineer"),
        ("Senior Backend Engineer", "Backend Architect", "From Senior Backend Engineer to Backend Architect"),
        ("Engineer", "Senior Engineer", "From Engineer to Senior Engineer"),
        ("Senior Engineer", "Engineer", "From Senior to Engineer"),
        ("Engineer", "Engineer", "From Engineer to Engineer"),
        ("Backend Engineer", "Backend Manager", "From Backend Engineer to Backend Manager"),
    ],
)
def test_way_says_once_what_both_titles_end_in(before, after, words):
    assert way(before, after) == words


def test_change_without_places_holds_for_all_that_share_its_sentence():
    """Raised by need and raised by level are told apart, though both are raised."""
    rows = [row(SKILL, "A", skill(2, 1), skill(2, 2)), row(SKILL, "B", skill(2, 1), skill(3, 1))]

    assert [found.changes for _, found in rows] == [(Change(Verdict.RAISED),), (Change(Verdict.RAISED, 1),)]
    assert highlights(rows) == [
        "Raised from desirable to essential: A.",
        "Raised from Working to Practitioner: B.",
    ]
