"""In what order to learn what is missing: pure functions on plain values."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from heapq import heapify, heappop, heappush

from .matching import NEEDS, Fit, Result, Standing, Verdict


def next_steps(fit: Fit, before: Mapping[str, Iterable[str]]) -> list[Result]:
    """Return what is not met in the order in which to learn it.

    before: {code of a skill: codes of those to learn first}: broader skills and those that it builds on. Among what
    nothing holds back, the most needed goes first, then what takes fewest levels, then what is there already. What
    is needed first for an essential is learnt before it, however little the role itself asks for it.
    """
    results = [result for result in fit.results if result.verdict is not Verdict.MET]
    places = {step.wanted.code: place for place, result in enumerate(results) for step in to_climb(result)}
    holding = [
        {places[code] for step in to_climb(result) for code in _all_before(step.wanted.code, before) if code in places}
        for result in results
    ]
    ranks = [
        (NEEDS.index(result.ask.need), result.short, -result.verdict, place) for place, result in enumerate(results)
    ]
    return [results[place] for place in in_order(_urgent(ranks, holding), holding)]


def to_climb(result: Result) -> list[Standing]:
    """Return the Standings that are short, of those that count."""
    return [standing for standing in result.counted if standing.verdict is not Verdict.MET]


def in_order(ranks: list, holding: list[set[int]]) -> list[int]:
    """Return the places 0, 1… by rank, each after those that hold it; where they hold each other, by rank alone."""
    waiting = [held - {place} for place, held in enumerate(holding)]
    holds = defaultdict(set)
    for place, held in enumerate(waiting):
        for other in held:
            holds[other].add(place)
    free = [(ranks[place], place) for place, held in enumerate(waiting) if not held]
    heapify(free)
    left, found = set(range(len(ranks))), []
    while left:
        place = heappop(free)[1] if free else min(left, key=ranks.__getitem__)
        if place not in left:
            continue
        left.remove(place)
        found.append(place)
        for other in holds[place]:
            waiting[other].discard(place)
            if not waiting[other] and other in left:
                heappush(free, (ranks[other], other))
    return found


def _urgent(ranks, holding):
    """Return the ranks with the need of whatever each holds, where that is more urgent than its own, put first."""
    urgent = [need for need, *_ in ranks]
    for place, held in enumerate(holding):
        for other in held:
            urgent[other] = min(urgent[other], ranks[place][0])
    return [(need, *rank) for need, rank in zip(urgent, ranks, strict=True)]


def _all_before(code: Hashable, before: Mapping) -> set:
    """Return all that comes before a skill, and what comes before that."""
    found, looking = set(), [code]
    while looking:
        new = set(before.get(looking.pop(), ())) - found
        found |= new
        looking += new
    return found - {code}
