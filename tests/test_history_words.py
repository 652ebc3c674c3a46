"""What readers are told of a change, in plain words."""

import pytest

from roles.history import requirement_words, role_words, step_words
from skills.history import descriptor_words, relation_words
from sources.history.words import CREATED, DELETED, UPDATED, ReadRow, folded


def read(action, name, is_common=False, **changes):
    return ReadRow(action, name, changes, is_common=is_common)


@pytest.mark.parametrize(
    ("words", "row", "clauses"),
    [
        (
            requirement_words,
            read(UPDATED, "Mentoring", True, need=["desirable", "essential"]),
            ["mentoring is now essential"],
        ),
        (requirement_words, read(UPDATED, "REST", True, need=["desirable", "essential"]), ["REST is now essential"]),
        (
            requirement_words,
            read(UPDATED, "Docker", level=[1, 3]),
            ["Docker: level raised from awareness to practitioner"],
        ),
        (
            requirement_words,
            read(UPDATED, "Docker", level=[3, 1]),
            ["Docker: level lowered from practitioner to awareness"],
        ),
        (requirement_words, read(UPDATED, "Docker", level=[3, None]), ["Docker: level no longer stated"]),
        (requirement_words, read(UPDATED, "Docker", note=["", "Because."], claims=[["A"], ["B"]]), []),
        (
            requirement_words,
            read(DELETED, "Docker", need=["essential", None], level=[1, None]),
            ["no longer asks for Docker"],
        ),
        (
            requirement_words,
            read(CREATED, "Docker", need=[None, "essential"], level=[None, 2]),
            ["now asks for Docker, working level, essential"],
        ),
        (
            role_words,
            read(UPDATED, "Cook", title=["Baker", "Cook"], position=[1, 2]),
            ["title changed from “Baker” to “Cook”"],
        ),
        (role_words, read(UPDATED, "Cook", summary=["A job.", "A trade."]), ["summary rewritten"]),
        (role_words, read(UPDATED, "Cook", status=["draft", "published"]), ["published"]),
        (role_words, read(UPDATED, "Cook", release=[1, 2], edited_fields=["", "title"]), []),
        (step_words, read(DELETED, "Chef", kind=["promotion", None]), ["no longer leads to Chef"]),
        (descriptor_words, read(UPDATED, "2", text=["bake", "bake bread"]), ["meaning of working level rewritten"]),
        (relation_words, read(CREATED, "Kneading", True, kind=[None, "builds-on"]), ["now builds on kneading"]),
    ],
)
def test_a_change_reads_in_plain_words(words, row, clauses):
    assert list(words(row)) == clauses


def test_what_comes_to_nothing_is_not_told():
    made, gone = read(CREATED, "Docker", level=[None, 2]), read(DELETED, "Docker", level=[2, None])
    raised, lowered = read(UPDATED, "Docker", level=[1, 2]), read(UPDATED, "Docker", level=[2, 1])

    assert [folded(made, gone), folded(gone, made), folded(raised, lowered)] == [None, None, None]


@pytest.mark.parametrize(
    ("first", "then", "whole"),
    [
        (read(CREATED, "A", level=[None, 1]), read(UPDATED, "A", level=[1, 2]), read(CREATED, "A", level=[None, 2])),
        (read(UPDATED, "A", level=[1, 2]), read(UPDATED, "A", level=[2, 3]), read(UPDATED, "A", level=[1, 3])),
        (read(UPDATED, "A", level=[1, 2]), read(DELETED, "A", level=[2, None]), read(DELETED, "A", level=[1, None])),
        (read(DELETED, "A", level=[1, None]), read(CREATED, "A", level=[None, 2]), read(UPDATED, "A", level=[1, 2])),
    ],
)
def test_records_of_one_row_are_told_as_one(first, then, whole):
    assert folded(first, then) == whole
