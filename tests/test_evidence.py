"""Evidence: counted, ordered, loaded at once, and written as HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.models import Duty, Role
from sources.evidence import NOTHING, Evidence, Reading, Voice, load_evidence
from sources.templatetags import evidence as tags

from .factories import make_claim, make_document, make_duty, make_reading, make_role
from .html import parse

readings = st.lists(
    st.builds(
        lambda document, number, strength, wording: make_reading(
            f"F{document}{number}", document=document, strength=strength, wording=wording
        ),
        st.integers(1, 5),
        st.integers(0, 3),
        st.sampled_from(["mentioned", "preferred", "required"]),
        st.sampled_from(["", "basic", "working", "advanced"]),
    ),
    unique_by=lambda reading: reading.code,
).map(tuple)
evidences = st.builds(Evidence, readings, readings)


def test_document_counts_once_however_often_it_speaks_and_own_apart_from_all():
    evidence = Evidence(
        own=(make_reading("F001", document=1), make_reading("F002", document=1), make_reading("F003", document=2)),
        general=(make_reading("F004", document=2), make_reading("F005", document=3)),
    )

    assert (evidence.own_count, evidence.count, bool(evidence)) == (2, 3, True)


def test_nothing_counts_nothing():
    assert (NOTHING.own_count, NOTHING.count, bool(NOTHING), NOTHING.own_voices) == (0, 0, False, [])


def test_evidence_of_the_broader_alone_is_evidence():
    evidence = NOTHING.with_broader(Evidence(own=(make_reading("F001"),)))

    assert (bool(evidence), evidence) == (True, Evidence(general=(make_reading("F001"),)))


@given(evidences, evidences)
def test_uniting_loses_nothing_and_counts_each_claim_once(one, other):
    united = one | other

    assert (sorted(united.own), sorted(united.general)) == (
        sorted({*one.own, *other.own}),
        sorted({*one.general, *other.general}),
    )


@given(evidences)
def test_uniting_with_nothing_or_itself_changes_nothing(evidence):
    assert evidence | NOTHING == NOTHING | evidence == evidence | evidence == evidence


@given(evidences, evidences)
def test_all_that_is_said_of_the_broader_is_general(evidence, broader):
    result = evidence.with_broader(broader)

    assert (result.own, set(result.general)) == (evidence.own, {*evidence.general, *broader.own, *broader.general})


@given(readings)
def test_every_document_has_one_voice_and_no_reading_is_lost(readings):
    voices = Evidence(own=readings).own_voices

    documents = [voice.strongest.document_id for voice in voices]
    assert documents == sorted({reading.document_id for reading in readings})
    assert sorted(found for voice in voices for found in (voice.strongest, *voice.others)) == sorted(readings)
    assert all(voice.strongest.force >= other.force for voice in voices for other in voice.others)


def test_voice_speaks_with_its_strongest_reading_then_its_highest_wording_and_keeps_the_others_in_order():
    mention, basic, strong, late = (
        make_reading("F001", position=1, strength="mentioned", wording="advanced"),
        make_reading("F002", position=2, strength="required", wording="basic"),
        make_reading("F003", position=3, strength="required", wording="strong"),
        make_reading("F004", position=4, strength="preferred"),
    )

    assert Evidence(own=(late, strong, basic, mention)).own_voices == [Voice(strong, (mention, basic, late))]


def test_documents_stand_in_their_order_not_in_that_of_their_ids():
    first, second = make_reading("F002", document=9, document_position=1), make_reading("F001", document=1)
    second = second._replace(document_position=2)

    evidence = Evidence(general=(second, first))

    assert [voice.strongest for voice in evidence.general_voices] == [first, second]


DIFFERENCES = [
    ([(1, "basic"), (2, "strong")], True),
    ([(1, "basic"), (2, "basic")], False),
    ([(1, "basic"), (1, "strong")], False),
    ([(1, "basic"), (1, "strong"), (2, "strong")], False),
    ([(1, "basic"), (1, "strong"), (2, "basic")], True),
    ([(1, "basic"), (2, "")], False),
    ([], False),
]


@pytest.mark.parametrize(("wordings", "differ"), DIFFERENCES)
def test_wordings_differ_where_documents_reach_differently_far_at_most(wordings, differ):
    own = tuple(make_reading(f"F{n}", document=doc, wording=word) for n, (doc, word) in enumerate(wordings))

    assert Evidence(own=own).wordings_differ is differ


def test_wordings_of_the_broader_subject_make_no_difference():
    evidence = Evidence((make_reading("F1", wording="basic"),), (make_reading("F2", document=2, wording="strong"),))

    assert evidence.wordings_differ is False


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_evidence_of_the_rows_given_is_loaded_in_two_queries_whatever_their_kinds(django_assert_num_queries, count):
    document = make_document("guide", title="The long guide", short_title="Guide", position=4)
    claims = [
        make_claim(
            f"F00{number}",
            document=document,
            position=number,
            section="Skills",
            locator="sentence 1",
            strength="preferred",
            wording="basic",
            level_text="basic",
            statement="They say so.",
        )
        for number in range(count)
    ]
    roles = [make_role(claims=claims) for _ in range(count)]
    silent = make_role()
    duty = make_duty(role=silent, claims=claims[:1])
    make_duty(role=silent, claims=claims)

    with django_assert_num_queries(2):
        found = load_evidence([*roles, silent, duty])

    readings = [
        Reading(
            4, number, f"F00{number}", document.pk, "guide", "Guide", "Skills", "sentence 1",
            "preferred", "basic", "basic", "They say so.",
        )
        for number in range(count)
    ]  # fmt: skip
    sorted_found = {identity: Evidence(tuple(sorted(evidence.own))) for identity, evidence in found.items()}
    assert sorted_found == {(Role, role.pk): Evidence(tuple(readings)) for role in roles} | {
        (Duty, duty.pk): Evidence((readings[0],))
    }


@pytest.mark.django_db
def test_evidence_of_no_rows_is_none():
    assert load_evidence([]) == load_evidence([make_role()]) == {}


# --- As HTML ------------------------------------------------------------------------------------------------


def test_agreement_says_how_many_documents_speak_and_of_how_many():
    evidence = Evidence((make_reading("F1", document=1),), (make_reading("F2", document=2),))

    html = parse(tags.agreement(evidence, 5))

    assert (html.text, html.one("span", css="dots").attributes) == (
        "2 of 5 documents",
        {"class": "dots", "data-own": "1", "data-all": "2", "data-of": "5"},
    )


def test_readings_name_each_document_its_place_and_its_words_and_the_general_ones_last():
    evidence = Evidence(
        own=(
            make_reading("F001", position=1, strength="required", level_text="basic"),
            make_reading("F002", position=2, strength="mentioned", section="", locator="title"),
            make_reading("F003", document=2, strength="mentioned", section="", locator="title"),
        ),
        general=(make_reading("F004", document=3, strength="preferred"), make_reading("F005", document=1)),
    )

    html = parse(tags.readings(evidence, "engineers in general"))

    assert html.texts("li") == [
        "Document 1 requires it (“basic”) Skills, sentence 1; also F002",
        "Document 2 mentions it title",
        "Of engineers in general: Document 1 requires it; Document 3 prefers it",
    ]
    assert [link.attributes["href"] for link in html.all("a")] == [
        "/sources/document-1/#F001",
        "/sources/document-1/#F002",
        "/sources/document-2/#F003",
        "/sources/document-1/#F005",
        "/sources/document-3/#F004",
    ]


def test_without_evidence_nothing_is_written():
    assert (tags.evidence(NOTHING, 5), tags.readings(NOTHING)) == ("", "")


def test_evidence_opens_from_the_agreement_into_the_readings():
    evidence = Evidence((make_reading("F001"),))

    html = parse(tags.evidence(evidence, 5)).one("details", css="evidence")

    assert (html.one("summary").text, html.texts("li")) == (
        "1 of 5 documents",
        ["Document 1 requires it Skills, sentence 1"],
    )


HOSTILE = '<script>alert("1")</script>'


def test_what_documents_and_editors_write_is_never_markup():
    evidence = Evidence(
        (make_reading("F001", document_title=HOSTILE, level_text=HOSTILE, section=HOSTILE, locator=HOSTILE),),
        (make_reading("F002", document=2, document_title=HOSTILE, level_text=HOSTILE),),
    )

    html = parse(tags.evidence(evidence, 5, HOSTILE))

    assert (html.all("script"), html.one("ul").text.count(HOSTILE)) == ([], 7)
