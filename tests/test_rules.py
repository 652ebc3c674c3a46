"""How claims become a level and a need."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.models import Need
from roles.rules import level_from, levels_put, need_from
from skills.levels import MEANINGS, WORDINGS, Level
from sources.models import Claim, Strength, Wording

claims = st.lists(
    st.builds(
        Claim,
        document_id=st.integers(1, 5),
        strength=st.sampled_from(Strength),
        wording=st.sampled_from(["", *Wording]),
    )
)


def says(*, document=1, strength=Strength.REQUIRED, wording=""):
    return Claim(document_id=document, strength=strength, wording=wording)


def documents_say(*, strengths=(), wordings=()):
    """Return claims of as many documents, each with one strength or one wording."""
    numbers = count(1)
    return [
        *(says(document=next(numbers), strength=strength) for strength in strengths),
        *(says(document=next(numbers), wording=wording) for wording in wordings),
    ]


@pytest.mark.parametrize(
    ("wording", "level"),
    [
        (Wording.AWARENESS, Level.AWARENESS),
        (Wording.BASIC, Level.AWARENESS),
        (Wording.FAMILIAR, Level.AWARENESS),
        (Wording.WORKING, Level.WORKING),
        (Wording.PROFICIENT, Level.PRACTITIONER),
        (Wording.STRONG, Level.PRACTITIONER),
        (Wording.ADVANCED, Level.EXPERT),
    ],
)
def test_wording_stands_for_a_level(wording, level):
    assert level_from([says(wording=wording)]) is level


@pytest.mark.parametrize(
    ("strength", "need"),
    [
        (Strength.MENTIONED, Need.MENTIONED),
        (Strength.PREFERRED, Need.DESIRABLE),
        (Strength.REQUIRED, Need.ESSENTIAL),
    ],
)
def test_strength_stands_for_a_need(strength, need):
    assert need_from([says(strength=strength)]) is need


def test_every_wording_has_a_level_and_levels_never_go_down_along_the_scale():
    levels = [WORDINGS[wording] for wording in Wording]

    assert (set(WORDINGS), levels) == (set(Wording.values), sorted(levels))


def test_every_level_has_a_meaning():
    assert {level: level.meaning for level in Level} == MEANINGS


def test_nothing_follows_from_no_claims():
    assert (level_from([]), need_from([]), levels_put([])) == (None, None, [])


def test_level_is_not_stated_where_no_claim_words_one():
    assert level_from([says(wording=""), says(document=2, wording="")]) is None


def test_claim_without_a_wording_does_not_count_for_the_level():
    claims = documents_say(wordings=["", "", Wording.STRONG])

    assert (level_from(claims), levels_put(claims)) == (Level.PRACTITIONER, [Level.PRACTITIONER])


def test_need_is_what_more_than_half_of_the_documents_support():
    claims = documents_say(strengths=[Strength.REQUIRED, Strength.REQUIRED, Strength.MENTIONED])

    assert need_from(claims) is Need.ESSENTIAL


def test_weaker_need_stands_where_documents_are_evenly_split():
    claims = documents_say(strengths=[Strength.REQUIRED, Strength.MENTIONED])

    assert need_from(claims) is Need.MENTIONED


def test_weaker_level_stands_where_documents_are_evenly_split():
    claims = documents_say(wordings=[Wording.ADVANCED, Wording.BASIC])

    assert (level_from(claims), levels_put(claims)) == (Level.AWARENESS, [Level.AWARENESS, Level.EXPERT])


def test_document_counts_once_with_the_most_it_says():
    claims = [
        says(strength=Strength.MENTIONED, wording=Wording.BASIC),
        says(strength=Strength.REQUIRED, wording=Wording.ADVANCED),
        says(strength=Strength.MENTIONED, wording=Wording.BASIC),
    ]

    assert (need_from(claims), level_from(claims), levels_put(claims)) == (
        Need.ESSENTIAL,
        Level.EXPERT,
        [Level.EXPERT],
    )


LEVELS_PUT = [
    # (document, wording) of each claim, and the levels that the documents put
    ([(1, "strong"), (2, "basic")], [Level.AWARENESS, Level.PRACTITIONER]),
    ([(1, "basic"), (2, "basic")], [Level.AWARENESS, Level.AWARENESS]),
    ([(1, "basic"), (2, "familiar")], [Level.AWARENESS, Level.AWARENESS]),
    ([(1, "basic"), (1, "strong")], [Level.PRACTITIONER]),
    ([(1, "basic"), (1, "strong"), (2, "strong")], [Level.PRACTITIONER, Level.PRACTITIONER]),
    ([(1, "basic"), (1, "strong"), (2, "basic")], [Level.AWARENESS, Level.PRACTITIONER]),
    ([(1, "basic"), (2, "")], [Level.AWARENESS]),
    ([(1, ""), (2, "")], []),
    ([], []),
]


@pytest.mark.parametrize(("wordings", "levels"), LEVELS_PUT)
def test_each_document_puts_the_highest_level_that_it_words(wordings, levels):
    put = levels_put([says(document=document, wording=wording) for document, wording in wordings])

    assert (put, all(isinstance(level, Level) for level in put)) == (levels, True)


@given(claims)
def test_every_document_that_words_a_level_puts_one_of_its_own_and_they_stand_lowest_first(claims):
    highest = {}
    for claim in claims:
        if claim.wording:
            highest.setdefault(claim.document_id, []).append(WORDINGS[claim.wording])

    assert levels_put(claims) == sorted(max(levels) for levels in highest.values())


@given(claims)
def test_level_is_the_lower_one_in_the_middle_of_those_put(claims):
    put = levels_put(claims)

    assert level_from(claims) == (put[(len(put) - 1) // 2] if put else None)


@given(claims)
def test_level_is_stated_exactly_where_a_claim_words_one(claims):
    assert (level_from(claims) is None) == (not any(claim.wording for claim in claims))


@given(claims)
def test_level_is_one_that_a_claim_words(claims):
    assert level_from(claims) in {WORDINGS[claim.wording] for claim in claims if claim.wording} | {None}


@given(claims, st.randoms(use_true_random=False))
def test_order_of_claims_is_irrelevant(claims, random):
    shuffled = random.sample(claims, len(claims))

    assert [rule(shuffled) for rule in (level_from, levels_put, need_from)] == [
        rule(claims) for rule in (level_from, levels_put, need_from)
    ]


@given(claims)
def test_level_does_not_depend_on_strength_nor_need_on_wording(claims):
    weak = [says(document=claim.document_id, strength=Strength.MENTIONED, wording=claim.wording) for claim in claims]
    silent = [says(document=claim.document_id, strength=claim.strength) for claim in claims]

    assert (level_from(weak), need_from(silent)) == (level_from(claims), need_from(claims))
