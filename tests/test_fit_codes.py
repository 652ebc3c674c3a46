"""Marks in an address: written and read without loss, whatever else stands there."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from careers.fit.codes import State, code_of, read_state, write_state

AT = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)

slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
marks_of_anybody = st.dictionaries(slugs.map(code_of), st.integers(0, 4))
moments = st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 made aware below
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
)


@given(marks_of_anybody, moments)
def test_what_is_written_is_read_again(marks, at):
    assert read_state(QueryDict(write_state(marks, at))) == State(marks, at if marks else None)


@given(st.text(), marks_of_anybody)
def test_whatever_else_stands_there_the_rest_is_kept(noise, marks):
    groups = QueryDict(write_state(marks, None)).get("m", "")
    query = QueryDict(mutable=True)
    query.update({"m": f"{noise.replace('~', '')}~{groups}", "at": noise, "more": noise})

    state = read_state(query)

    assert state.marks.items() >= marks.items() or set(state.marks) > set(marks)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("v=1&at=20260302T1230&m=3abcdef012345~0ghijkl", State({"abcdef": 3, "012345": 3, "ghijkl": 0}, AT)),
        # What cannot be read is named, and the rest is kept.
        ("m=3abcdefxy~7ghijkl~2", State({"abcdef": 3}, None, ("xy", "7ghijkl", "2"))),
        ("v=2&m=3abcdef", State({}, unknown_version="2")),
        ("at=yesterday&m=1abcdef", State({"abcdef": 1})),
        # As a form without script sends it: other marks in short, those of the page one by one.
        ("v=1&m=4abcdef&ghijkl=2&mnopqr=9&status=1", State({"abcdef": 4, "ghijkl": 2, "status": 1}, is_from_form=True)),
        ("", State({})),
    ],
)
def test_an_address_is_read(address, expected):
    assert read_state(QueryDict(address)) == expected


def test_an_address_is_short_and_the_same_for_the_same_marks():
    marks = {code_of(f"a-rather-long-name-of-a-skill-{number}"): number % 5 for number in range(60)}

    written = write_state(marks, AT)

    assert len(written) < 400
    assert written == write_state(dict(reversed(marks.items())), AT)
