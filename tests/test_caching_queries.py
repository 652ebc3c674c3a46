"""Query strings as keys: what means the same is one key, and nobody fills the cache with what no page reads."""

from urllib.parse import parse_qsl, urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from careers.caching.queries import LONGEST, MOST_FIELDS, normalised

KNOWN = frozenset({"q", "role", "page"})
pytestmark = pytest.mark.any_database

names = st.sampled_from(["q", "role", "page", "utm_source", "Q", ""])
pairs = st.lists(st.tuples(names, st.text(st.characters(blacklist_characters="\0", codec="utf-8"), max_size=8)))


@given(pairs)
def test_to_normalise_again_changes_nothing(pairs):
    once = normalised(urlencode(pairs), KNOWN)

    assert normalised(once, KNOWN) == once


@given(pairs)
def test_each_known_parameter_keeps_its_values_in_order(pairs):
    found = QueryDict(normalised(urlencode(pairs), KNOWN))

    assert {name: found.getlist(name) for name in found} == {
        name: values for name in KNOWN if (values := [value for given, value in pairs if given == name and value])
    }


@given(pairs, st.randoms())
def test_the_order_of_names_and_what_is_unknown_make_no_other_key(pairs, random):
    known = sorted((pair for pair in pairs if pair[0] in KNOWN), key=lambda pair: pair[0])
    order = random.sample(sorted(KNOWN), len(KNOWN))
    others = [pair for name in order for pair in known if pair[0] == name]

    assert normalised(urlencode([("unknown", "1"), *others]), KNOWN) == normalised(urlencode(pairs), KNOWN)


@given(st.text(max_size=40))
def test_any_query_is_a_key_or_left_to_django(query):
    key = normalised(query, KNOWN)

    assert key is None or {name for name, _ in parse_qsl(key)} <= KNOWN


@pytest.mark.parametrize(
    "query",
    [
        "q=%zz",
        "q=%",
        "q=%00",
        "q=\0",
        "q=%ff",
        "q=caf\xc3\xa9",
        "q=" + "a" * LONGEST,
        "&".join(["role=a"] * (MOST_FIELDS + 1)),
    ],
)
def test_a_query_that_no_browser_sends_is_left_to_django(query):
    assert normalised(query, KNOWN) is None
