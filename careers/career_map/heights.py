"""How high the parts of the map are: lanes, rows, and the corridors between them (in CSS pixels)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .routes import Run, Slot

STATION_HEIGHT = 76
CORNER = 12  # no line meets a station nearer to its corner
TRACK_GAP = 12  # between lines side by side
ROW_GAP = 32  # between stations of a lane; more where lines need it
CORRIDOR_MARGIN = 16  # between a line that passes and the stations above and below
LANE_HEAD = 32  # for the name of the lane
LANE_FOOT = 18
LANE_GAP = 12
COLUMN_HEAD = 36  # for the names of the columns


@dataclass(frozen=True)
class Heights:
    rows: list[float]  # the top of each
    corridors: list[float]  # the middle of each; the last is below the last row
    lanes: list[tuple[float, float]]  # the top and the height of each
    total: float

    def of(self, run: Run, slot: Slot) -> float:
        """Return the height at which a run lies."""
        row, is_row = divmod(run.band, 2)
        if not is_row:
            return self.corridors[row] + slot.offset * TRACK_GAP
        half = STATION_HEIGHT / 2
        return self.rows[row] + half + slot.offset * min(TRACK_GAP, (half - CORNER) / max(slot.reach, 1))


def heights(first_rows: Sequence[int], slots: Mapping[Run, Slot]) -> Heights:
    """Return the heights of lanes, each given by its first row (and, at the end, how many rows there are)."""
    deep = _corridors(first_rows, slots)
    rows: list[float] = []
    corridors: list[float] = []
    lanes: list[tuple[float, float]] = []
    y = COLUMN_HEAD
    for first, end in pairwise(first_rows):
        top = y
        y += LANE_HEAD
        for corridor in deep[first:end]:
            corridors.append(y + corridor / 2)
            rows.append(y + corridor)
            y += corridor + STATION_HEIGHT
        if end == first_rows[-1]:
            corridors.append(y + deep[end] / 2)
            y += deep[end]
        y += LANE_FOOT
        lanes.append((top, y - top))
        y += LANE_GAP
    return Heights(rows, corridors, lanes, y - LANE_GAP if lanes else 0)


def _corridors(first_rows, slots):
    """Return the height of each corridor; at the edges of lanes there is none unless lines pass."""
    needed = [0.0] * (first_rows[-1] + 1)
    for run, slot in slots.items():
        if run.band % 2 == 0:
            needed[run.band // 2] = max(needed[run.band // 2], 2 * CORRIDOR_MARGIN + 2 * slot.reach * TRACK_GAP)
    return [max(0 if row in first_rows else ROW_GAP, height) for row, height in enumerate(needed)]
