"""A cell before and after, for eyes and ears: what stays, what goes, what comes."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

# A text of fewer words is read faster as a whole; of more, comparing takes too long.
FEWEST_WORDS, MOST_WORDS = 5, 1_500
# Less in common than this, and it is another text.
LEAST_ALIKE = 0.3


class Piece(NamedTuple):
    kind: str  # "same", "gone" or "come"
    text: str


def pieces(before, after):
    """Return the Pieces that lead from one text to the other."""
    olds, news = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    if min(len(olds), len(news)) < FEWEST_WORDS or len(olds) + len(news) > MOST_WORDS:
        return _whole(before, after)
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return _whole(before, after)
    return [piece for opcode in matcher.get_opcodes() for piece in _pieces_of(*opcode, olds, news)]


def _whole(before, after):
    return [Piece(kind, text) for kind, text in (("gone", before), ("come", after)) if text]


def _pieces_of(kind, begin, end, begin_after, end_after, olds, news):
    old, new = "".join(olds[begin:end]), "".join(news[begin_after:end_after])
    return [Piece("same", old)] if kind == "equal" else _whole(old, new)
