"""How wide the parts of the map are, and where lines turn in the gutters between columns (in CSS pixels)."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from .heights import TRACK_GAP
from .tracks import Turn, tracks

STATION_WIDTH = 190
GUTTER = 96  # between columns; more where lines need it
GUTTER_MARGIN = 28  # between a station and a line that turns: room for an arrow, and for half a label
EDGE = 24  # at both sides


@dataclass(frozen=True)
class Widths:
    columns: list[float]  # the left of each
    turns: dict[Hashable, float]  # where each stands, by key
    total: float


def widths(column_count: int, turns: Iterable[Turn]) -> Widths:
    """Return the widths of the map; gutter 0, before the first column, has no turns."""
    gutters: list[list[Turn]] = [[] for _ in range(column_count + 1)]
    for turn in turns:
        gutters[turn.gutter].append(turn)
    columns: list[float] = []
    standing: dict[Hashable, float] = {}
    x = EDGE
    for gutter in gutters[1:]:
        columns.append(x)
        x += STATION_WIDTH
        track = tracks(gutter, apart=TRACK_GAP)
        span = max(track.values(), default=0) * TRACK_GAP
        width = max(GUTTER, 2 * GUTTER_MARGIN + span)
        standing.update((key, x + (width - span) / 2 + number * TRACK_GAP) for key, number in track.items())
        x += width
    if not gutters[-1]:
        x += EDGE - GUTTER if columns else -EDGE
    return Widths(columns, standing, x)
