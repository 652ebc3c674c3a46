"""Sets as the bits of an int."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sources.bitsets import bitset, by_count, first, flags, numbers

sets = st.sets(st.integers(0, 70))


@given(sets)
def test_numbers_come_back_in_order(chosen):
    bits = bitset(chosen)

    assert numbers(bits) == sorted(chosen)
    assert list(flags(bits, 71)) == [number in chosen for number in range(71)]
    assert bits & first(10) == bitset(number for number in chosen if number < 10)


@given(st.lists(sets, max_size=9), sets)
def test_numbers_stand_by_how_many_sets_they_are_in(chosen, among):
    counts = Counter(number for one in chosen for number in one & among)

    found = [numbers(bits) for bits in by_count(map(bitset, chosen), bitset(among))]

    assert found == [
        sorted(number for number in counts if counts[number] == count)
        for count in sorted(set(counts.values()), reverse=True)
    ]
