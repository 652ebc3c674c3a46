"""The rows in which stations stand: lines within a lane run straight where they can.

Every lane has as many rows as its fullest cell has stations; rows are numbered through from the top of the map.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median_low

from .layers import Layers, Order

SWEEPS = 4


@dataclass(frozen=True)
class Rows:
    of_station: list[int]
    first_of_lane: list[int]  # and, after the last lane, how many rows there are


def settle(layers: Layers, order: Order) -> Rows:
    """Return rows that keep the order of each column and bring linked stations of one lane side by side."""
    cells = _stations_by_cell(layers, order)
    first = _first_rows(cells)
    row = [0] * layers.station_count
    for (_, lane), stations in cells.items():
        for place, station in enumerate(stations):
            row[station] = first[lane] + place
    linked = _linked(layers)
    for sweep in range(SWEEPS):
        for (_, lane), stations in sorted(cells.items(), reverse=sweep % 2 == 1):
            wanted = [_wanted(station, row, linked[station], layers, lane) for station in stations]
            for station, placed in zip(stations, _in_order(wanted, first[lane], first[lane + 1]), strict=True):
                row[station] = placed
    return Rows(row, first)


def _stations_by_cell(layers, order):
    cells = {}
    for column, nodes in enumerate(order):
        stations = [node for node in nodes if node < layers.station_count]
        for lane, group in groupby(stations, key=lambda station: layers.cells[station][1]):
            cells[column, lane] = list(group)
    return cells


def _first_rows(cells):
    fullest = Counter()
    for (_, lane), stations in cells.items():
        fullest[lane] = max(fullest[lane], len(stations))
    first = [0]
    for lane in range(max(fullest, default=-1) + 1):
        first.append(first[-1] + fullest[lane])
    return first


def _linked(layers):
    """Return the stations to which each has a line."""
    linked = [[] for _ in range(layers.station_count)]
    for chain in layers.chains:
        linked[chain[0]].append(chain[-1])
        linked[chain[-1]].append(chain[0])
    return linked


def _wanted(station, row, linked, layers, lane):
    """Return the row in the middle of those it is linked to: of its own lane if there are any."""
    column = layers.cells[station][0]
    elsewhere = [other for other in linked if layers.cells[other][0] != column]
    near = [other for other in elsewhere if layers.cells[other][1] == lane]
    return median_low([row[other] for other in near or elsewhere]) if elsewhere else row[station]


def _in_order(wanted: Sequence[int], first: int, end: int) -> list[int]:
    """Return rows from `first` to before `end`, each below the one before and near what is wanted."""
    rows = []
    for place, row in enumerate(wanted):
        lowest = end - (len(wanted) - place)
        rows.append(max(first, min(row, lowest)))
        first = rows[-1] + 1
    return rows
