"""What several documents say together; the rules are explained in docs/content.md.

Pure functions over plain values.
"""

from collections.abc import Hashable, Iterable


def ranks(readings: Iterable[tuple[Hashable, int]]) -> list[int]:
    """Return the highest rank of each document, lowest first.

    `readings` are pairs of a document and the rank that one of its claims gives (higher is more).
    """
    highest: dict[Hashable, int] = {}
    for document, rank in readings:
        highest[document] = max(rank, highest.get(document, rank))
    return sorted(highest.values())


def settle(readings: Iterable[tuple[Hashable, int]]) -> int | None:
    """Return the rank that more than half of the documents support, or more; None without readings.

    A document counts once, with its highest rank. Evenly split documents settle on the lower rank (the lower median).
    """
    ordered = ranks(readings)
    return ordered[(len(ordered) - 1) // 2] if ordered else None
