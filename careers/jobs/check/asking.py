"""What a text asks for beside skills: years and degrees; and small steps that rules share."""

from collections import defaultdict

from . import patterns
from .reading import NICE, Part, Place

# How far before years it is read whose they are.
NEAR = 90


def places_of(matches):
    """Return the Places of matches of patterns."""
    return tuple(Place(match.start(), match.end()) for match in matches)


def by_skill(asked):
    """Return {id of a skill: what is Asked of it}."""
    found = defaultdict(list)
    for one in asked:
        found[one.skill].append(one)
    return found


def years_asked(reading):
    """Return the matches of years of work that are asked for."""
    return [match for match in reading.find(patterns.YEARS) if _are_asked(reading, match.start())]


def _are_asked(reading, start):
    """Tell whether years are asked of the reader, and are not those of the company."""
    part, sentence = reading.part_at(start), reading.sentence_at(start)
    if part is Part.OFFER or patterns.OF_COMPANY.search(reading.text, max(sentence.start, start - NEAR), start):
        return False
    is_asked = part in (Part.MUSTS, Part.NICES)
    return is_asked or (reading.says(patterns.OF_WORK, start) and reading.says(patterns.ASKING, start))


def least_years(reading):
    """Return how many years of work a text asks for, the most of several; None without any."""
    return max(map(least_of, years_asked(reading)), default=None)


def least_of(match):
    """Return the years of a match, the fewer of two."""
    said = match["least"].lower()
    return patterns.NUMBERS.get(said) or int(said)


def is_alone(reading, match):
    """Tell whether a degree is asked for without another way beside it."""
    start = match.start()
    is_asked = reading.part_at(start) in (Part.MUSTS, Part.NICES) or reading.says(patterns.MUST, start)
    softened = (patterns.EQUIVALENT, NICE, patterns.NO_DEGREE)
    return is_asked and not any(reading.says(pattern, start) for pattern in softened)
