"""The order of stations in their columns, chosen so that few lines cross.

The method is that of Sugiyama, Tagawa and Toda (1981). Columns are the layers, given by seniority, so that no circle
has to be broken first. A line that passes a column stands there as a stand-in (their "dummy node"). Sweeps to the right
and back sort each column by the mean place of what its nodes are linked to (the barycentre), within the lanes.
"""

from bisect import bisect, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 12

Cell = tuple[int, int]  # column, lane
Order = list[list[int]]  # the nodes of each column, top to bottom


@dataclass(frozen=True)
class Layers:
    """Stations (numbered from 0) and stand-ins (numbered after them), linked from each layer to the next."""

    station_count: int
    cells: list[Cell]  # of each node
    chains: list[list[int]]  # of each line, its nodes from left to right, both ends included
    left: list[list[int]]  # of each node, those it is linked to in the column before
    right: list[list[int]]  # the same in the column after
    beside: list[list[int]]  # the same in its own column


def layer(cells: Sequence[Cell], lines: Iterable[tuple[int, int]]) -> Layers:
    """Return the layers of stations, given by their cells, and of lines between their numbers."""
    nodes = list(cells)
    crowd = Counter(cells)
    chains = []
    for line in lines:
        first, last = sorted(line, key=lambda station: (cells[station][0], station))
        passed = _passed(cells[first], cells[last], crowd)
        chains.append([first, *range(len(nodes), len(nodes) + len(passed)), last])
        nodes += passed
    left, right, beside = ([[] for _ in nodes] for _ in range(3))
    for node, other in (link for chain in chains for link in pairwise(chain)):
        is_level = nodes[node][0] == nodes[other][0]
        (beside if is_level else right)[node].append(other)
        (beside if is_level else left)[other].append(node)
    return Layers(len(cells), nodes, chains, left, right, beside)


def _passed(first, last, crowd):
    """Return the cells through which a line passes: all in the lane between its ends that is emptiest there."""
    columns = range(first[0] + 1, last[0])
    lanes = range(first[1], last[1] + 1) if first[1] <= last[1] else range(first[1], last[1] - 1, -1)
    through = min(lanes, key=lambda lane: sum(crowd[column, lane] for column in columns))
    return [(column, through) for column in columns]


def as_given(layers: Layers) -> Order:
    """Return the order in which nodes are numbered, lane by lane."""
    order: Order = [[] for _ in range(max((column for column, _ in layers.cells), default=-1) + 1)]
    for node, (column, _) in enumerate(layers.cells):
        order[column].append(node)
    return [sorted(nodes, key=lambda node: layers.cells[node][1]) for nodes in order]


def untangled(layers: Layers) -> Order:
    """Return the order with the fewest crossings that the sweeps come upon; the first such one."""
    order = as_given(layers)
    places = _places(layers, order)
    best, least = [list(nodes) for nodes in order], _cost(layers, order, places)
    for sweep in range(SWEEPS):
        is_forward = sweep % 2 == 0
        linked = layers.left if is_forward else layers.right
        for column in range(len(order)) if is_forward else reversed(range(len(order))):
            order[column].sort(key=lambda node: _rank(layers, linked, places, node))
            places.update(_places(layers, [order[column]]))
        cost = _cost(layers, order, places)
        if cost < least:
            best, least = [list(nodes) for nodes in order], cost
    return best


def _rank(layers, linked, places, node):
    """Return what a column is sorted by: the lane, what has lines first, the barycentre."""
    others = linked[node] + layers.beside[node]
    barycentre = sum(places[other] for other in others) / len(others) if others else places[node]
    is_alone = not (others or layers.left[node] or layers.right[node])
    return layers.cells[node][1], is_alone, barycentre, node


def _places(layers, order):
    """Return how far down each node stands: 2.5 is in the middle of lane 2, however many stand in it."""
    places = {}
    for nodes in order:
        crowd = Counter(layers.cells[node][1] for node in nodes)
        above = Counter()
        for node in nodes:
            lane = layers.cells[node][1]
            above[lane] += 1
            places[node] = lane + above[lane] / (crowd[lane] + 1)
    return places


def _cost(layers, order, places):
    """Return what is to be least: crossings, then how far lines within a column reach."""
    reach = sum(abs(places[node] - places[other]) for node, others in enumerate(layers.beside) for other in others)
    return crossings(layers, order), round(reach, 6)


def crossings(layers: Layers, order: Order) -> int:
    """Return how many pairs of links from one column to the next cross."""
    index = {node: place for nodes in order for place, node in enumerate(nodes)}
    count = 0
    for nodes in order:
        met: list[int] = []
        for node in nodes:
            ends = sorted(index[other] for other in layers.right[node])
            count += sum(len(met) - bisect(met, end) for end in ends)
            for end in ends:
                insort(met, end)
    return count
