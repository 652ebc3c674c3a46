"""What several documents say together; the rules are explained in docs/content.md.

Pure functions over plain values.
"""

from collections.abc import Hashable, Iterable


def settle(readings: Iterable[tuple[Hashable, int]]) -> int | None:
    """Return the rank that more than half of the documents support, or more; None without readings.

    `readings` are pairs of a document and the rank that one of its claims gives (higher is more). A document
    counts once, with its highest rank. Evenly split documents settle on the lower rank (the lower median).
    """
    highest: dict[Hashable, int] = {}
    for document, rank in readings:
        highest[document] = max(rank, highest.get(document, rank))
    ranks = sorted(highest.values())
    return ranks[(len(ranks) - 1) // 2] if ranks else None


def differs(readings: Iterable[tuple[Hashable, int]]) -> bool:
    """Tell whether documents, each with its highest rank, give different ranks."""
    readings = list(readings)
    return len({settle(pair for pair in readings if pair[0] == document) for document, _ in readings}) > 1
