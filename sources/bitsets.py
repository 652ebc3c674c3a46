"""Sets of small numbers, each set the bits of one int: `&`, `|` and `int.bit_count()` do what sets do, much quicker."""

from collections import defaultdict
from itertools import compress

_FLAGS = bytes.maketrans(b"01", b"\0\1")


def bitset(numbers):
    """Return the set of some numbers; one after the other into an int would copy it each time."""
    found = list(numbers)
    bits = bytearray(max(found, default=-1) // 8 + 1)
    for number in found:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def places_by(rows, name):
    """Return {value: the places of the rows that have it in a field}."""
    places = defaultdict(list)
    for place, row in enumerate(rows):
        places[getattr(row, name)].append(place)
    return {value: bitset(found) for value, found in places.items()}


def first(count):
    """Return the set of the numbers from 0 on, so many."""
    return (1 << count) - 1


def flags(bits, count):
    """Return a byte for each of the numbers from 0 on, so many: whether it is in a set."""
    return f"{bits:0{count}b}"[::-1].encode().translate(_FLAGS)


def numbers(bits):
    """Return the numbers in a set, in order."""
    count = bits.bit_length()
    return list(compress(range(count), flags(bits, count)))


def by_count(sets, among):
    """Yield those of some numbers that are in most of the sets, then those in the next most, down to one set.

    The counts stand upright, a bit of each number in one int, so that all numbers are counted at once.
    """
    planes = []
    for carried in sets:
        carried &= among
        for place, plane in enumerate(planes):
            planes[place], carried = plane ^ carried, plane & carried
        if carried:
            planes.append(carried)
    for count in range((1 << len(planes)) - 1, 0, -1):
        found = among
        for place, plane in enumerate(planes):
            found &= plane if count >> place & 1 else ~plane
        if found:
            yield found
