"""The courses of lines: level runs along rows and corridors, joined by turns in the gutters between columns.

Row r is band 2r+1; the corridor above it is band 2r. A gutter has the number of the column to its right. Nothing has
a length here: what shares a band and a gutter gets a slot of its own (what turns there, a track: see `tracks`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from .layers import Layers, Order
from .rows import Rows


@dataclass(frozen=True)
class Run:
    """A level piece of a line, through the gutters from `first` to `last`."""

    line: int
    band: int
    first: int
    last: int
    rank: tuple[float, float, int]  # where it belongs in its band: lowest at the top


@dataclass(frozen=True)
class Slot:
    """One of several places beside each other."""

    offset: float = 0  # how many places below the middle
    reach: float = 0  # how many places the outermost is from the middle


def next_below(layers: Layers, order: Order) -> dict[int, int]:
    """Return, for each station, the one that stands next below it in its column."""
    columns = ([node for node in nodes if node < layers.station_count] for nodes in order)
    return {station: below for stations in columns for station, below in pairwise(stations)}


def runs_of_lines(layers: Layers, order: Order, rows: Rows) -> list[tuple[Run, ...]]:
    """Return the runs of each line, from its left end to its right one.

    A line within a column leaves to the right and comes back; one to the next station below has no runs.
    """
    below, room = next_below(layers, order), _room_of_stand_ins(layers, order, rows)
    found = []
    for line, chain in enumerate(layers.chains):
        if below.get(chain[0]) == chain[-1] or below.get(chain[-1]) == chain[0]:
            found.append(())
            continue
        bands = _bands(chain, rows, room)
        start = layers.cells[chain[0]][0]
        is_level = start == layers.cells[chain[-1]][0]
        found.append(_bracket(line, bands, start + 1) if is_level else _runs(line, bands, start))
    return found


def _room_of_stand_ins(layers, order, rows):
    """Return, for each stand-in, the first and last band between the stations above and below it."""
    room = {}
    for nodes in order:
        low, waiting = 0, []
        for node in nodes:
            if node >= layers.station_count:
                waiting.append(node)
                continue
            row = rows.of_station[node]
            room.update(dict.fromkeys(waiting, (low, 2 * row)))
            low, waiting = 2 * row + 2, []
        room.update(dict.fromkeys(waiting, (low, 2 * rows.first_of_lane[-1])))
    return room


def _bands(chain, rows, room):
    """Return the band of each node along a line, which stays in one as long as it can."""
    origin, target = (2 * rows.of_station[station] + 1 for station in (chain[0], chain[-1]))
    bands = [origin]
    for stand_in in chain[1:-1]:
        low, high = room[stand_in]
        if low <= bands[-1] <= high:
            bands.append(bands[-1])
        elif low <= target <= high:
            bands.append(target)
        else:
            bands.append(min(max(bands[-1], low), high))
    return [*bands, target]


def _bracket(line, bands, gutter):
    return tuple(Run(line, band, gutter, gutter, (other, sum(bands), line)) for band, other in (bands, bands[::-1]))


def _runs(line, bands, start):
    """Return the runs through the gutters from `start` + 1, one for each stretch of equal bands."""
    turns = [place for place, (band, after) in enumerate(pairwise(bands)) if band != after]
    firsts, lasts = [0, *turns], [*turns, len(bands) - 2]
    along = [bands[0], *(bands[turn + 1] for turn in turns)]
    runs = []
    for place, band in enumerate(along):
        near = [*along[max(place - 1, 0) : place], *along[place + 1 : place + 2]] or [band]
        rank = (sum(near) / len(near), bands[0] + bands[-1], line)
        runs.append(Run(line, band, start + 1 + firsts[place], start + 1 + lasts[place], rank))
    return tuple(runs)


def slots(runs: Iterable[Run]) -> dict[Run, Slot]:
    """Return a slot for each run: two that meet in a gutter of one band have different ones, in order of rank."""
    by_band = defaultdict(list)
    for run in runs:
        by_band[run.band].append(run)
    return {run: slot for of_band in by_band.values() for run, slot in _slots_of_band(of_band)}


def _slots_of_band(runs):
    filled = defaultdict(int)  # of each gutter: how many slots
    number = {}
    for run in sorted(runs, key=lambda run: (run.rank, run.first)):
        gutters = range(run.first, run.last + 1)
        number[run] = max(filled[gutter] for gutter in gutters)
        filled.update(dict.fromkeys(gutters, number[run] + 1))
    for group in _groups(runs):
        last = max(number[run] for run in group)
        straight = [number[run] for run in group if run.rank[0] == run.band and run.band % 2]
        # What leads straight from station to station does so from middle to middle.
        middle = sum(straight) / len(straight) if straight else last / 2
        reach = max(middle, last - middle)
        yield from ((run, Slot(number[run] - middle, reach)) for run in group)


def _groups(runs):
    """Return the runs in groups that have no gutter in common, so that each can be centred by itself."""
    groups, end = [], -1
    for run in sorted(runs, key=lambda run: run.first):
        if run.first > end:
            groups.append([])
        groups[-1].append(run)
        end = max(end, run.last)
    return groups
