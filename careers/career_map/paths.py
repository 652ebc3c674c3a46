"""Lines as the path commands of SVG."""

from collections.abc import Sequence

Point = tuple[float, float]

CORNER_RADIUS = 10


def rounded(points: Sequence[Point], radius: float = CORNER_RADIUS) -> str:
    """Return the `d` of a path along level and upright pieces, its corners rounded as far as the pieces allow."""
    commands = [f"M{_written(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        bend = min(radius, _length(before, corner) / 2, _length(corner, after) / 2)
        start, end = _towards(corner, before, bend), _towards(corner, after, bend)
        commands.append(f"L{_written(start)}Q{_written(corner)} {_written(end)}")
    return "".join([*commands, f"L{_written(points[-1])}"])


def _written(point):
    return f"{round(point[0], 1):g},{round(point[1], 1):g}"


def _length(point, other):
    return abs(point[0] - other[0]) + abs(point[1] - other[1])


def _towards(point, other, distance):
    part = distance / _length(point, other)
    return point[0] + (other[0] - point[0]) * part, point[1] + (other[1] - point[1]) * part
