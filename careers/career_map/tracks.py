"""Tracks: where the upright pieces of lines stand in a gutter, so that none lies on another and few cross."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

BRACKET, DOWN, UP = range(3)


@dataclass(frozen=True)
class Turn:
    """An upright piece in a gutter, from the height at which it comes from the left to that at which it goes on."""

    key: Hashable
    gutter: int
    start: float
    end: float
    is_bracket: bool = False  # it goes back to the left


def tracks(turns: Sequence[Turn], apart: float) -> dict[Hashable, int]:
    """Return the track of each turn of one gutter, by key, counted from 0 at the left.

    Turns on one track are more than `apart` from each other. Two that both lead down, or both up, cross only where
    their ends are in different orders; for one that leads down and one that leads up it makes no difference.
    """
    taken: list[tuple[float, float, int, int]] = []
    found = {}
    for turn in sorted(turns, key=_rank):
        direction, top, bottom = _rank(turn)[0], min(turn.start, turn.end), max(turn.start, turn.end)
        met = [taker for taker in taken if taker[0] <= bottom + apart and top - apart <= taker[1]]
        occupied = {track for _, _, _, track in met}
        track = 1 + max((track for _, _, other, track in met if other in (BRACKET, direction)), default=-1)
        while track in occupied:
            track += 1
        taken.append((top, bottom, direction, track))
        found[turn.key] = track
    return found


def _rank(turn):
    """Return what comes first: short brackets, then what leads down (lowest ends first), then up (highest first)."""
    if turn.is_bracket:
        return BRACKET, abs(turn.start - turn.end), turn.start, turn.end
    if turn.start < turn.end:
        return DOWN, -turn.end, -turn.start, 0
    return UP, turn.end, turn.start, 0
