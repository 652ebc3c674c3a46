"""What a cell says, in words and as a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.grid.words import (
    HAS_CHOICE,
    NEED_MISSING,
    NO_CHOICE,
    NOT_RATED,
    TWICE,
    UNKNOWN,
    UnclearError,
    Value,
    fitted,
    joined,
    parse,
    text,
)
from roles.models import Need
from skills.levels import Level
from skills.settling import settled_level, settled_need

ASKED = st.builds(
    Value, st.sampled_from([None, *Need.values]), st.sampled_from([None, *Level.values]), st.just(False), st.just(True)
)
MEMBERS = ASKED.map(lambda value: value._replace(need=None, is_member=True))
VALUES = st.one_of(st.none(), ASKED, MEMBERS, st.just(Value(is_relevant=False)))
ESSENTIAL, MEMBER, IRRELEVANT = Value("essential", 3), Value(is_member=True), Value(is_relevant=False)


@given(VALUES)
def test_what_a_cell_shows_is_understood_as_what_it_says(value):
    assert parse(text(value)) == value


@given(st.text() | st.text("ed3m–, /level"))
def test_whatever_is_written_is_understood_or_told_what_to_be(written):
    try:
        value = parse(written)
    except UnclearError:
        return
    assert parse(text(value)) == value


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("essential 3", "essential, practitioner"),
        ("e3", "essential, practitioner"),
        ("Practitioner – Essential", "essential, practitioner"),
        ("desirable/basic", "desirable, awareness"),
        ("must have, at advanced level", "essential, expert"),
        ("Nice to have", "desirable"),
        ("Proficient", "practitioner"),
        ("One of a choice (w)", "one of a choice, working"),
        ("NOT RELEVANT", "not relevant"),
        ("asked for", "asked for"),
        ("–", ""),
        ("  ", ""),
        ("n/a", ""),
        ("not asked for", ""),
    ],
)
def test_words_of_a_spreadsheet_are_understood(written, said):
    assert text(parse(written)) == said


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("profficient", UNKNOWN.format("profficient")),
        (" essential 5 ", UNKNOWN.format("essential 5")),
        ("?", UNKNOWN.format("?")),
        ("level", UNKNOWN.format("level")),
        ("essential desirable", TWICE),
        ("2-3", TWICE),
        ("essential one of a choice", TWICE),
        ("not relevant, working", TWICE),
    ],
)
def test_other_words_are_told_what_to_be(written, message):
    with pytest.raises(UnclearError) as error:
        parse(written)

    assert str(error.value) == message


@pytest.mark.parametrize(
    ("value", "stored", "is_imported", "result"),
    [
        (None, MEMBER, False, None),
        (ESSENTIAL, None, False, ESSENTIAL),
        (Value(level=2), MEMBER, False, Value(level=2, is_member=True)),
        (Value(level=2), None, True, Value(level=2)),
        (IRRELEVANT, ESSENTIAL, True, IRRELEVANT),
        (Value(level=2), ESSENTIAL, False, NEED_MISSING),
        (ESSENTIAL, MEMBER, False, HAS_CHOICE),
        (MEMBER, ESSENTIAL, False, NO_CHOICE),
        (IRRELEVANT, ESSENTIAL, False, NOT_RATED),
    ],
)
def test_a_value_has_to_fit_its_cell(value, stored, is_imported, result):
    try:
        found = fitted(value, stored, is_imported=is_imported)
    except UnclearError as error:
        found = str(error)

    assert found == result


@given(st.lists(ASKED, min_size=1, max_size=3))
def test_what_is_inherited_is_what_the_pages_of_roles_say(values):
    rows = [_Row(value) for value in values]
    found = None
    for value in reversed(values):
        found = joined(value, found)

    assert found == Value(settled_need(rows), settled_level(rows))


class _Row:
    choice = None

    def __init__(self, value):
        self.need, self.level = value.need, value.level
