"""The ways from one role to another, and what is near where there is none.

Steps are pairs of an origin and a target. Between roles that are equally far, the one that the steps mention first
comes first.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

MOST_WAYS = 5
MOST_NEAR = 5

Step = tuple[Hashable, Hashable]
Way = tuple[Hashable, ...]  # roles, both ends included


@dataclass(frozen=True)
class Nearest:
    """What to offer where no way leads from the start to the goal; the nearest first."""

    onward: tuple[Hashable, ...]  # within reach of the start, and as near to the goal as one gets
    inward: tuple[Hashable, ...]  # with a way to the goal; first those with most to do with the start


@dataclass(frozen=True)
class _Graph:
    rank: dict[Hashable, int]  # of each role, in order of first mention
    exits: dict[Hashable, list[Hashable]]
    entries: dict[Hashable, list[Hashable]]


def ways(steps: Iterable[Step], start: Hashable, goal: Hashable, *, most: int = MOST_WAYS) -> list[Way]:
    """Return the shortest ways on which no role comes twice, shortest first; [] if there is none.

    From a role to itself there is one, of no step. This is Yen's algorithm (1971) as Lawler shortened it: each further
    way leaves those found before at some role, by a step that none of them takes there. No more than `most` times the
    roles of a way are there walks through the steps, however many ways there are.
    """
    graph = _graph(steps)
    taken: dict[Way, set[Hashable]] = defaultdict(set)  # by how ways begin, where those found go on to
    waiting: list[tuple[int, list[int], int, Way]] = []
    found: list[Way] = []

    def wait(beginning: Way) -> None:
        if way := _shortest(graph, beginning, goal, taken[beginning]):
            heappush(waiting, (len(way), [graph.rank.get(role, 0) for role in way], len(beginning), way))

    wait((start,))
    while waiting and len(found) < most:
        *_, parting, way = heappop(waiting)
        found.append(way)
        for length in range(parting, len(way)):
            taken[way[:length]].add(way[length])
            wait(way[:length])
    return found


def nearest(steps: Iterable[Step], start: Hashable, goal: Hashable, *, most: int = MOST_NEAR) -> Nearest:
    """Return what to offer where there is no way, at most so many roles of each sort.

    How near roles are is counted in steps, in whichever direction they lead. What is no nearer to the goal than the
    start itself is no help, so it is left out; of several equally near, fewer steps from the start come first.
    """
    graph = _graph(steps)
    either = {role: graph.exits[role] + graph.entries[role] for role in graph.rank}
    to_goal, to_start = _distances(either, goal), _distances(either, start)
    reached, leading = _distances(graph.exits, start), _distances(graph.entries, goal)
    least = min((to_goal.get(role, inf) for role in reached), default=inf)
    onward = [role for role in reached if to_goal.get(role, inf) == least < to_goal.get(start, inf)]
    inward = [role for role in leading if role not in (start, goal)]
    onward.sort(key=lambda role: (reached[role], graph.rank[role]))
    inward.sort(key=lambda role: (to_start.get(role, inf), leading[role], graph.rank[role]))
    return Nearest(tuple(onward[:most]), tuple(inward[:most]))


def _graph(steps):
    graph = _Graph({}, defaultdict(list), defaultdict(list))
    for origin, target in steps:
        graph.rank.setdefault(origin, len(graph.rank))
        graph.rank.setdefault(target, len(graph.rank))
        graph.exits[origin].append(target)
        graph.entries[target].append(origin)
    return graph


def _distances(linked, start, without=()):
    """Return how many links lead from the start to each role within reach, keeping off some roles."""
    distances = {start: 0}
    queue = deque([start])
    while queue:
        role = queue.popleft()
        for other in linked.get(role, ()):
            if other not in distances and other not in without:
                distances[other] = distances[role] + 1
                queue.append(other)
    return distances


def _shortest(graph, beginning, goal, taken):
    """Return the shortest way that begins so and goes on to none of the roles taken; None if there is none."""
    if beginning[-1] == goal:
        return beginning
    left = _distances(graph.entries, goal, without=set(beginning))
    way, onward = beginning, [role for role in graph.exits.get(beginning[-1], ()) if role not in taken]
    while way[-1] != goal:
        onward = [role for role in onward if role in left]
        if not onward:
            return None
        way = (*way, min(onward, key=lambda role: (left[role], graph.rank[role])))
        onward = graph.exits.get(way[-1], ())
    return way
