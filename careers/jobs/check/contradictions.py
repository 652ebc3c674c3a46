"""The rule by which a text contradicts itself, or what its title says."""

from roles.models import Seniority

from . import patterns
from .asking import by_skill, is_alone, least_of, places_of, years_asked
from .findings import Finding, Source
from .reading import Part

# From so many years on, an advert for a junior contradicts itself, where nothing is stated of the years of a junior.
MANY_YEARS = 4


def contradictions(checked):
    yield from _junior_with_years(checked)
    yield from _must_and_nice(checked)
    reading = checked.reading
    remote, on_site = reading.find(patterns.REMOTE), reading.find(patterns.ON_SITE)
    is_choice = any(reading.says(patterns.REMOTE_OR_NOT, match.start()) for match in (*remote, *on_site))
    if remote and on_site and not is_choice and "hybrid" not in reading.text.casefold():
        yield _contradiction("It says remote and on site", remote, on_site)
    unneeded = reading.find(patterns.NO_DEGREE)
    needed = [match for match in reading.find(patterns.DEGREE) if is_alone(reading, match)]
    if unneeded and needed:
        yield _contradiction("It asks for a degree, and says that none is needed", needed, unneeded)
    for title, one, other, both in patterns.OPPOSITES:
        found, opposite = reading.find(one), reading.find(other)
        sentences = {reading.sentence_at(match.start()) for match in (*found, *opposite)}
        if found and opposite and not any(both.search(reading.said(place)) for place in sentences):
            yield _contradiction(title, found, opposite)


def _contradiction(title, *matches, reason="Both stand in the text: say which holds, or when which."):
    return Finding("contradiction", title, reason, places_of([match for found in matches for match in found]))


def _junior_with_years(checked):
    if checked.seniority != Seniority.JUNIOR:
        return
    model = checked.model
    most = model.years[1] if model and model.years and model.years[1] else None
    found = [match for match in years_asked(checked.reading) if least_of(match) > (most or MANY_YEARS - 1)]
    if found:
        reason = f"Of {model.title} the sources state {model.years_words}." if most else "A junior begins."
        sources = (Source(model.title, f"{model.address}#ways-in"),) if most else ()
        yield Finding(
            "contradiction", f"A junior with {least_of(found[0])} years", reason, places_of(found),
            is_editorial=not most, sources=sources,
        )  # fmt: skip


def _must_and_nice(checked):
    for found in by_skill(checked.asked).values():
        if any(one.is_must for one in found) and any(one.part is Part.NICES for one in found):
            reason = "It stands among the musts and among what would help: say which it is."
            places = tuple(one.place for one in found)
            yield Finding("contradiction", f"{found[0].name} is a must and is not", reason, places)
