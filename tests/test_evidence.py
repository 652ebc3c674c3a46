"""Evidence: counted, ordered, loaded at once, and written as HTML."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.models import Duty, Role, SkillRequirement
from roles.profile import AskLine, Line
from roles.statements_html import asks
from sources import evidence_html as as_html
from sources.evidence import NOTHING, Evidence, Reading, Voice, load_evidence

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

    assert (evidence.own_count, evidence.all_count, bool(evidence)) == (2, 3, True)


def test_framework_is_evidence_and_has_a_voice_but_does_not_count():
    framework = make_reading("F001", document=1, document_kind="framework")
    article, guide = make_reading("F002", document=2), make_reading("F003", document=3, document_kind="job-guide")

    own, mixed = Evidence((framework,)), Evidence((framework, article), (framework, guide))

    assert (own.own_count, own.all_count, bool(own), own.own_voices) == (0, 0, True, [Voice(framework, ())])
    assert (mixed.own_count, mixed.all_count) == (1, 2)


@given(evidences, st.integers(1, 5))
def test_counts_are_of_the_documents_that_are_no_framework(evidence, framework):
    def marked(readings):
        return tuple(
            reading._replace(document_kind="framework") if reading.document_id == framework else reading
            for reading in readings
        )

    found = Evidence(marked(evidence.own), marked(evidence.general))

    own = {reading.document_id for reading in evidence.own} - {framework}
    general = {reading.document_id for reading in evidence.general} - {framework}
    assert (found.own_count, found.all_count) == (len(own), len(own | general))


def test_nothing_counts_nothing():
    assert (NOTHING.own_count, NOTHING.all_count, bool(NOTHING), NOTHING.own_voices) == (0, 0, False, [])


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


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_evidence_of_the_rows_given_is_loaded_in_one_query_whatever_their_kinds(django_assert_num_queries, count):
    document = make_document("guide", title="The long guide", short_title="Guide", kind="job-guide", position=4)
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

    with django_assert_num_queries(1):
        found = load_evidence([*roles, silent, duty])

    readings = [
        Reading(
            4, number, f"F00{number}", document.pk, "guide", "Guide", "job-guide", "Skills", "sentence 1",
            "preferred", "basic", "basic",
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


FIRST, SECOND, THIRD = (make_reading(f"F{number}", document=number) for number in (1, 2, 3))
FRAMEWORK = make_reading("F4", document=4, document_kind="framework")
AGREEMENTS = [
    # own, general: what is written, what of it is hidden from the eye, and how many own and all dots
    ((FIRST, SECOND), (), "2 of 5 documents", [" documents"], "2", "2"),
    ((FIRST,), (FIRST,), "1 of 5 documents", [" documents"], "1", "1"),
    ((FIRST,), (SECOND, THIRD), "1 of 5 documents, and +2 in general", [" documents, and", " in general"], "1", "3"),
    ((), (SECOND, THIRD), "2 of 5 documents, in general", [" documents, in general"], "0", "2"),
    ((FIRST,), (FRAMEWORK,), "1 of 5 documents", [" documents"], "1", "1"),
    ((FRAMEWORK,), (), "0 of 5 documents", [" documents"], "0", "0"),
]


@pytest.mark.parametrize(("own", "general", "text", "hidden", "own_dots", "all_dots"), AGREEMENTS)
def test_agreement_says_how_many_documents_speak_and_how_many_more_in_general(
    own, general, text, hidden, own_dots, all_dots
):
    html = parse(as_html.agreement(Evidence(own, general), 5))

    assert (html.text, html.texts("span", css="visually-hidden"), html.one("span", css="dots").attributes) == (
        text,
        [words.strip() for words in hidden],
        {"class": "dots", "data-own": own_dots, "data-all": all_dots, "data-of": "5"},
    )


@pytest.mark.parametrize(("of", "dots"), [(8, 1), (9, 0)])
def test_agreement_has_dots_for_as_many_documents_as_can_be_drawn(of, dots):
    html = parse(as_html.agreement(Evidence((FIRST,)), of))

    assert (html.text, len(html.all("span", css="dots"))) == (f"1 of {of} documents", dots)


def test_readings_name_each_document_its_place_and_its_words_and_the_general_ones_last():
    evidence = Evidence(
        own=(
            make_reading("F001", position=1, strength="required", level_text="basic"),
            make_reading("F002", position=2, strength="mentioned", section="", locator="title"),
            make_reading("F003", document=2, strength="mentioned", section="", locator="title"),
        ),
        general=(
            make_reading("F004", document=3, strength="preferred", section="", locator="title", level_text="strong"),
            make_reading("F005", document=1),
            make_reading("F006", document=1, strength="mentioned", locator="sentence 9"),
        ),
    )

    html = parse(as_html.readings(evidence, "engineers in general"))

    assert html.texts("li") == [
        "Document 1 requires it (“basic”) Skills, sentence 1; 1 more passage",
        "Document 2 mentions it title",
        "Of engineers in general: Document 1 requires it Skills, sentence 1; Document 3 prefers it (“strong”) title",
    ]
    assert [(link.text, link.attributes["href"]) for link in html.all("a")] == [
        ("Document 1", "/sources/document-1/#F001"),
        ("1 more passage", "/sources/document-1/#F002"),
        ("Document 2", "/sources/document-2/#F003"),
        ("Document 1", "/sources/document-1/#F005"),
        ("Document 3", "/sources/document-3/#F004"),
    ]


def test_more_passages_are_counted_and_linked_once_to_the_first_of_them():
    evidence = Evidence(
        tuple(make_reading(f"F00{n}", position=n, strength="required" if n == 2 else "mentioned") for n in (3, 2, 1))
    )

    html = parse(as_html.readings(evidence))

    assert (html.texts("li"), [link.attributes["href"] for link in html.all("a")]) == (
        ["Document 1 requires it Skills, sentence 1; 2 more passages"],
        ["/sources/document-1/#F002", "/sources/document-1/#F001"],
    )


@pytest.mark.parametrize(
    ("level_text", "quoted"),
    [
        ("", ""),
        ("basic", " (“basic”)"),
        ("strong; in-depth knowledge", " (“strong”, “in-depth knowledge”)"),
        ("strong / solid;expert", " (“strong”, “solid”, “expert”)"),
        ("strong; ", " (“strong”)"),
        (" ; ", ""),
    ],
)
def test_each_wording_of_a_level_is_quoted_by_itself(level_text, quoted):
    html = parse(as_html.readings(Evidence((make_reading("F001", level_text=level_text),))))

    assert html.texts("li") == [f"Document 1 requires it{quoted} Skills, sentence 1"]


DIFFERENT = [
    # wordings of the role's own subject, of the broader one: the tag
    (["basic", "strong"], [], ["documents differ: Awareness to Practitioner"]),
    (["advanced", "working", "basic"], [], ["documents differ: Awareness to Expert"]),
    (["basic", "familiar"], [], []),
    (["basic", ""], [], []),
    (["basic"], ["strong"], []),
    ([], ["basic", "strong"], []),
]


@pytest.mark.parametrize(("own", "general", "tag"), DIFFERENT)
def test_line_says_between_which_levels_documents_differ_on_its_own_subject(own, general, tag):
    evidence = Evidence(
        tuple(make_reading(f"F{n}", document=n, wording=wording) for n, wording in enumerate(own, 1)),
        tuple(make_reading(f"G{n}", document=n, wording=wording) for n, wording in enumerate(general, 4)),
    )
    asked = SkillRequirement(need="essential")
    asked.skill_slug, asked.skill_name = "sql", "SQL"
    page = SimpleNamespace(role=SimpleNamespace(document_count=5), general="engineers in general")

    html = parse(asks([AskLine.of(Line(asked, evidence))], page))

    assert html.one("div", css="ask-what").texts("span", css="tag") == tag


def test_without_evidence_nothing_is_written():
    assert (as_html.evidence(NOTHING, 5), as_html.readings(NOTHING)) == ("", "")


def test_evidence_opens_from_the_agreement_into_the_readings():
    evidence = Evidence((make_reading("F001"),))

    html = parse(as_html.evidence(evidence, 5)).one("details", css="evidence")

    assert (html.one("summary").text, html.texts("li")) == (
        "1 of 5 documents",
        ["Document 1 requires it Skills, sentence 1"],
    )


HOSTILE = '<script>alert("1")</script>'


def test_what_documents_and_editors_write_is_never_markup():
    hostile = dict.fromkeys(["document_title", "level_text", "section", "locator"], HOSTILE)
    evidence = Evidence((make_reading("F001", **hostile),), (make_reading("F002", document=2, **hostile),))

    html = parse(as_html.evidence(evidence, 5, HOSTILE))

    reading = f'{HOSTILE} requires it (“<script>alert("1")<”, “script>”) {HOSTILE}, {HOSTILE}'
    assert (html.all("script"), html.texts("li")) == ([], [reading, f"Of {HOSTILE}: {reading}"])
