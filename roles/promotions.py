"""Promotions lead upwards: none may lead back to where it began.

Pure functions over plain values.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable


def leads_to(promotions: Iterable[tuple[Hashable, Hashable]], start: Hashable, goal: Hashable) -> bool:
    """Tell whether promotions (pairs of origin and target) lead from start to goal, in one or more steps."""
    targets = defaultdict(set)
    for origin, target in promotions:
        targets[origin].add(target)
    reached, waiting = set(), [start]
    while waiting:
        for target in targets[waiting.pop()] - reached:
            reached.add(target)
            waiting.append(target)
    return goal in reached
