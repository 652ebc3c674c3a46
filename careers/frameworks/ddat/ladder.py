"""The order of a role's levels, which the files give by ABC, from their names.

“Apprentice developer” stands below “Developer”, and that below “Lead developer”; editors correct what names do not say.
"""

from typing import NamedTuple

APPRENTICE, JUNIOR, ASSOCIATE, BARE, SENIOR, LEAD, PRINCIPAL, HEAD = range(8)
PLACES = {
    "apprentice": APPRENTICE,
    "trainee": APPRENTICE,
    "junior": JUNIOR,
    "associate": ASSOCIATE,
    "senior": SENIOR,
    "major": SENIOR,
    "lead": LEAD,
    "principal": PRINCIPAL,
    "head": HEAD,
    "chief": HEAD,
}
SENIORITIES = (1, 1, 1, 2, 3, 4, 4, 4)
MANAGEMENT = " - management"


class Place(NamedTuple):
    """Where a level stands: analysts below those who manage them, then by place, management beside its likes."""

    manages: bool
    place: int
    is_management: bool


class Rung(NamedTuple):
    level: str
    rank: int
    seniority: int
    place: Place


def ladder_of(role, levels):
    """Return the levels of a role as rungs, lowest first; no rung has less seniority than one below it."""
    places = {level: place_of(role, level) for level in levels}
    ranks = {place: rank for rank, place in enumerate(sorted(set(places.values())), start=1)}
    rungs, seniority = [], 1
    for level in sorted(levels, key=lambda level: (places[level], level)):
        seniority = max(seniority, SENIORITIES[places[level].place])
        rungs.append(Rung(level, ranks[places[level]], seniority, places[level]))
    return rungs


def place_of(role, level):
    name, _, _ = level.casefold().partition(MANAGEMENT)
    words = name.split()
    # “Data ethics lead” says at its end what others say at their beginning.
    place = PLACES.get(words[0], LEAD if words[-1] == "lead" else BARE)
    is_own_name = name == role.casefold()
    manages = not (role.casefold().endswith("manager") and words[-1] == "analyst")
    return Place(manages, BARE if is_own_name else place, level.casefold().endswith(MANAGEMENT))


def seniority_of(name):
    """Return the seniority that a role without levels has by its name alone, or None: “Chief data officer” is 4."""
    place = PLACES.get(name.casefold().split()[0])
    return None if place is None else SENIORITIES[place]


def steps(rungs):
    """Yield the steps of a ladder as (level, level, kind): up each branch, and into management.

    One goes into management beside one's own place; into the lowest of management, from the nearest below.
    """
    main = [rung for rung in rungs if not rung.place.is_management]
    management = [rung for rung in rungs if rung.place.is_management]
    for branch in (main, management):
        for rung in branch:
            above = min((other.rank for other in branch if other.rank > rung.rank), default=None)
            yield from ((rung.level, other.level, "promotion") for other in branch if other.rank == above)
    for rung in management:
        below = max((other.place for other in main if other.place < rung.place), default=None)
        if below and (below.place == rung.place.place or rung == management[0]):
            yield from ((other.level, rung.level, "into-management") for other in main if other.place == below)
