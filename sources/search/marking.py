"""Texts with the words marked that were asked for."""

import re
from typing import NamedTuple

from .folding import JOINED, words

_PIECE = re.compile(r"\.?[^\W_]+(?:\+\+|#)?")
SNIPPET, BEFORE = 160, 60


class Part(NamedTuple):
    text: str
    is_marked: bool = False


def marked(text, query):
    """Return a text as Parts."""
    pieces = list(_PIECE.finditer(text))
    found = [words(piece[0]) for piece in pieces]
    spans = []
    for place, piece in enumerate(pieces):
        following = found[place + 1][:1] if place + 1 < len(found) else []
        if any(map(query.asks_for, found[place])):
            spans.append(piece.span())
        elif following and found[place] and query.asks_for(JOINED + found[place][-1] + following[0]):
            spans.append((piece.start(), pieces[place + 1].end()))
    return tuple(_parts(text, spans))


def _parts(text, spans):
    end = 0
    for start, stop in spans:
        if start < end:
            continue
        if start > end:
            yield Part(text[end:start])
        yield Part(text[start:stop], True)
        end = stop
    if end < len(text):
        yield Part(text[end:])


def snippet(text, query=None):
    """Return a part of a text as Parts: its beginning, or about the first word that was asked for."""
    text = " ".join(text.split())
    parts = marked(text, query) if query else (Part(text),)
    first = next((place for place, part in enumerate(parts) if part.is_marked), 0)
    start = max(sum(len(part.text) for part in parts[:first]) - BEFORE, 0)
    if start:
        start = text.find(" ", start) + 1
    shown = text[start : start + SNIPPET]
    if start + SNIPPET < len(text):
        shown = shown.rpartition(" ")[0] + "…"
    shown = f"…{shown}" if start else shown
    return marked(shown, query) if query else (Part(shown),) if shown else ()
