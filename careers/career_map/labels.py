"""Places for small labels on lines, clear of each other where there is room."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from .paths import Point

STOPS = (1 / 2, 1 / 4, 3 / 4, 1 / 3, 2 / 3)  # along a piece of a line, the best first


def places(lines: Sequence[Sequence[Point]], width: float, height: float) -> list[Point]:
    """Return the centre of a label of this size on each line, given by its points.

    A label stands on an upright piece or within a level one that is long enough. Lines with few such places choose
    first. Where none is free the best is taken all the same.
    """
    candidates = [_candidates(points, width) for points in lines]
    taken = defaultdict(list)
    chosen = {}
    for line in sorted(range(len(lines)), key=lambda line: (len(candidates[line]), line)):
        free = (place for place in candidates[line] if _is_free(place, taken, width, height))
        chosen[line] = next(free, candidates[line][0])
        for square in _squares(chosen[line], width, height):
            taken[square].append(chosen[line])
    return [chosen[line] for line in range(len(lines))]


def _candidates(points, width):
    """Return the places on a line, those in the middle of long pieces first."""
    pieces = sorted(pairwise(points), key=_length, reverse=True)
    return [_along(piece, stop) for stop in STOPS for piece in pieces if _fits(piece, stop, width)]


def _is_upright(piece):
    return piece[0][0] == piece[1][0]


def _length(piece):
    (x, y), (other_x, other_y) = piece
    return abs(x - other_x) + abs(y - other_y)


def _along(piece, stop):
    (x, y), (other_x, other_y) = piece
    return x + (other_x - x) * stop, y + (other_y - y) * stop


def _fits(piece, stop, width):
    """Tell whether a label there stays within a level piece."""
    return _is_upright(piece) or _length(piece) * min(stop, 1 - stop) >= width / 2


def _squares(place, width, height):
    """Return the squares, each of the size of a label, that a label touches."""
    column, row = int(place[0] // width), int(place[1] // height)
    return [(column + right, row + down) for right in (-1, 0, 1) for down in (-1, 0, 1)]


def _is_free(place, taken, width, height):
    square = int(place[0] // width), int(place[1] // height)
    return not any(abs(place[0] - x) < width and abs(place[1] - y) < height for x, y in taken[square])
