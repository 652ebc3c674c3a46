"""How claims become a level and a need."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.models import Need
from roles.rules import level_from, levels_differ, need_from
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
    assert (level_from([]), need_from([]), levels_differ([])) == (None, None, False)


def test_level_is_not_stated_where_no_claim_words_one():
    assert level_from([says(wording=""), says(document=2, wording="")]) is None


def test_claim_without_a_wording_does_not_count_for_the_level():
    claims = documents_say(wordings=["", "", Wording.STRONG])

    assert (level_from(claims), levels_differ(claims)) == (Level.PRACTITIONER, False)


def test_need_is_what_more_than_half_of_the_documents_support():
    claims = documents_say(strengths=[Strength.REQUIRED, Strength.REQUIRED, Strength.MENTIONED])

    assert need_from(claims) is Need.ESSENTIAL


def test_weaker_need_stands_where_documents_are_evenly_split():
    claims = documents_say(strengths=[Strength.REQUIRED, Strength.MENTIONED])

    assert need_from(claims) is Need.MENTIONED


def test_weaker_level_stands_where_documents_are_evenly_split():
    claims = documents_say(wordings=[Wording.ADVANCED, Wording.BASIC])

    assert (level_from(claims), levels_differ(claims)) == (Level.AWARENESS, True)


def test_document_counts_once_with_the_most_it_says():
    claims = [
        says(strength=Strength.MENTIONED, wording=Wording.BASIC),
        says(strength=Strength.REQUIRED, wording=Wording.ADVANCED),
        says(strength=Strength.MENTIONED, wording=Wording.BASIC),
    ]

    assert (need_from(claims), level_from(claims), levels_differ(claims)) == (
        Need.ESSENTIAL,
        Level.EXPERT,
        False,
    )


def test_two_wordings_of_one_level_do_not_differ():
    assert levels_differ(documents_say(wordings=[Wording.BASIC, Wording.FAMILIAR])) is False


@given(claims)
def test_level_is_stated_exactly_where_a_claim_words_one(claims):
    assert (level_from(claims) is None) == (not any(claim.wording for claim in claims))


@given(claims)
def test_level_is_one_that_a_claim_words(claims):
    assert level_from(claims) in {WORDINGS[claim.wording] for claim in claims if claim.wording} | {None}


@given(claims, st.randoms(use_true_random=False))
def test_order_of_claims_is_irrelevant(claims, random):
    shuffled = random.sample(claims, len(claims))

    assert (level_from(shuffled), need_from(shuffled)) == (level_from(claims), need_from(claims))


@given(claims)
def test_level_does_not_depend_on_strength_nor_need_on_wording(claims):
    weak = [says(document=claim.document_id, strength=Strength.MENTIONED, wording=claim.wording) for claim in claims]
    silent = [says(document=claim.document_id, strength=claim.strength) for claim in claims]

    assert (level_from(weak), need_from(silent)) == (level_from(claims), need_from(claims))
