"""Where the stations and lines of the career map stand.

Columns run from left to right by seniority, lanes from top to bottom by family. The order of stations is chosen in
`layers`, their rows in `rows`, the courses of lines in `routes` and `tracks`; all lengths are CSS pixels.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from .heights import STATION_HEIGHT, TRACK_GAP, heights
from .labels import places
from .layers import Layers, layer, untangled
from .paths import Point, rounded
from .routes import Run, Slot, runs_of_lines, slots
from .rows import Rows, settle
from .tracks import Turn
from .widths import STATION_WIDTH, widths

# A label stands within the margin of a gutter, so that it covers no station.
LABEL_WIDTH = 52
LABEL_HEIGHT = 20


@dataclass(frozen=True)
class Station:
    """What the map shows as a box; keys are unique."""

    key: Hashable
    column: int | None  # None: no level stated
    lane: Hashable
    order: str = ""  # stations of one cell stand in this order where lines do not ask for another


@dataclass(frozen=True)
class Line:
    """That people move from one station to another."""

    origin: Hashable
    target: Hashable
    kind: str = ""


@dataclass(frozen=True)
class Column:
    level: int | None
    x: float
    width: float


@dataclass(frozen=True)
class Lane:
    key: Hashable
    y: float
    height: float


@dataclass(frozen=True)
class PlacedStation:
    station: Station
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class RoutedLine:
    """A line from the edge of its origin to that of its target; each piece is level or upright."""

    line: Line
    points: tuple[Point, ...]
    label: Point  # the centre of a label of LABEL_WIDTH × LABEL_HEIGHT that covers no station

    @property
    def path(self) -> str:
        """The line as the `d` of an SVG path, with rounded corners."""
        return rounded(self.points)


@dataclass(frozen=True)
class CareerMap:
    columns: tuple[Column, ...]  # left to right
    lanes: tuple[Lane, ...]  # top to bottom
    stations: tuple[PlacedStation, ...]  # by lane, column and row
    lines: tuple[RoutedLine, ...]
    width: float
    height: float


def lay_out(stations: Iterable[Station], lines: Iterable[Line], lanes: Sequence[Hashable]) -> CareerMap:
    """Return where everything stands; the same however stations and lines are ordered.

    `lanes` are the lanes from top to bottom; those without a station are left out, as are columns. The column of
    stations without a level comes first, unless more lines lead into it than out of it. A line given twice is drawn
    once. Raises ValueError where a line leads from a station to itself or to none, or a station is in no lane.
    """
    lines = set(lines)
    plan = _planned(list(stations), lines, lanes)
    slot = slots(chain.from_iterable(plan.runs))
    high = heights(plan.rows.first_of_lane, slot)
    levels_of_runs = [[high.of(run, slot[run]) for run in runs] for runs in plan.runs]
    wide = widths(len(plan.levels), _turns(plan, levels_of_runs))
    placed = [_placed(plan, number, high, wide) for number in range(len(plan.stations))]
    routes = _routes(plan, placed, levels_of_runs, wide)
    labels = places(routes, LABEL_WIDTH, LABEL_HEIGHT)
    return CareerMap(
        columns=tuple(Column(level, x, STATION_WIDTH) for level, x in zip(plan.levels, wide.columns, strict=True)),
        lanes=tuple(Lane(key, *extent) for key, extent in zip(plan.lanes, high.lanes, strict=True)),
        stations=tuple(placed[number] for number in _by_row(plan)),
        lines=tuple(map(RoutedLine, plan.lines, routes, labels)),
        width=wide.total,
        height=high.total,
    )


@dataclass(frozen=True)
class _Plan:
    """The map without lengths; stations and lines go by their numbers."""

    levels: list[int | None]
    lanes: list[Hashable]
    stations: list[Station]
    lines: list[Line]
    layers: Layers
    rows: Rows
    runs: list[tuple[Run, ...]]


def _planned(stations, lines, lanes):
    levels = _levels(stations, lines)
    inhabited = {station.lane for station in stations}
    if strangers := inhabited.difference(lanes):
        raise ValueError(f"Stations stand in lanes that the map does not have: {strangers}")
    lanes = [lane for lane in lanes if lane in inhabited]
    cell = {station: (levels.index(station.column), lanes.index(station.lane)) for station in stations}
    stations = sorted(cell, key=lambda station: (*cell[station], station.order, str(station.key)))
    number = {station.key: place for place, station in enumerate(stations)}
    if wrong := [line for line in lines if line.origin == line.target or not {line.origin, line.target} <= set(number)]:
        raise ValueError(f"Lines lead from one station of the map to another; these do not: {wrong}")
    lines = sorted(lines, key=lambda line: (number[line.origin], number[line.target], line.kind))
    layers = layer(
        [cell[station] for station in stations], [(number[line.origin], number[line.target]) for line in lines]
    )
    order = untangled(layers)
    rows = settle(layers, order)
    return _Plan(levels, lanes, stations, lines, layers, rows, runs_of_lines(layers, order, rows))


def _levels(stations, lines):
    """Return the levels of the columns from left to right."""
    levels = sorted({station.column for station in stations} - {None})
    without = {station.key for station in stations if station.column is None}
    balance = sum((line.target in without) - (line.origin in without) for line in lines)
    return levels if not without else [*levels, None] if balance > 0 else [None, *levels]


def _is_bracket(plan, line):
    stations = plan.layers.chains[line]
    return plan.layers.cells[stations[0]][0] == plan.layers.cells[stations[-1]][0]


def _turns(plan, levels_of_runs):
    """Return the upright pieces in gutters; the key is the line and the number of the run before."""
    return [
        Turn((line, place), before.last, *levels_of_runs[line][place : place + 2], is_bracket=_is_bracket(plan, line))
        for line, runs in enumerate(plan.runs)
        for place, (before, _) in enumerate(pairwise(runs))
    ]


def _placed(plan, number, high, wide):
    column, _ = plan.layers.cells[number]
    top = high.rows[plan.rows.of_station[number]]
    return PlacedStation(plan.stations[number], wide.columns[column], top, STATION_WIDTH, STATION_HEIGHT)


def _by_row(plan):
    return sorted(range(len(plan.stations)), key=lambda number: (plan.rows.of_station[number], number))


def _routes(plan, placed, levels_of_runs, wide):
    """Return the points of each line, from its origin to its target."""
    straight = _straight_down(plan)
    routes = []
    for line, ends in enumerate(plan.layers.chains):
        first, last = placed[ends[0]], placed[ends[-1]]
        if line in straight:
            points = _down(first, last, straight[line])
        else:
            end = last.x + last.width if _is_bracket(plan, line) else last.x
            points = _across(
                first.x + first.width,
                end,
                levels_of_runs[line],
                [wide.turns[line, place] for place in range(len(plan.runs[line]) - 1)],
            )
        is_reversed = first.station.key != plan.lines[line].origin
        routes.append(tuple(reversed(points)) if is_reversed else tuple(points))
    return routes


def _straight_down(plan):
    """Return, for each line to the next station of its column, which it is of those between the two."""
    between = defaultdict(list)
    for line, (runs, ends) in enumerate(zip(plan.runs, plan.layers.chains, strict=True)):
        if not runs:
            between[tuple(ends)].append(line)
    return {line: Slot(place - (len(lines) - 1) / 2) for lines in between.values() for place, line in enumerate(lines)}


def _down(first, last, slot):
    x = first.x + first.width / 2 + slot.offset * TRACK_GAP
    if first.y < last.y:
        return [(x, first.y + first.height), (x, last.y)]
    return [(x, first.y), (x, last.y + last.height)]


def _across(start, end, levels, turns):
    points = [(start, levels[0])]
    for x, (level, after) in zip(turns, pairwise(levels), strict=True):
        points += [(x, level), (x, after)]
    return [*points, (end, levels[-1])]
