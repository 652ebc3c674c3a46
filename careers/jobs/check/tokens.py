"""A text as words with their places, in the normal form in which names are compared."""

import re
from typing import NamedTuple

from sources.search.folding import beginnings, fold

# Signs that are part of a name: C++, C#, .NET.
_WORD = re.compile(r"(?<![^\W_])\.net\b|[^\W_]+(?:\+\+|#)?", re.IGNORECASE)
# What may stand between the words of one name: a space, or what joins its parts.
_WITHIN = re.compile(r"(?:[ \t\u00a0]|[-‐‑–/&.'’+]|[ \t]& ?)?")
_SPELLINGS = re.compile(r"iz(?=ation|e$|ed$|es$|er$|ing$)")


class Token(NamedTuple):
    """A word: its normal form, its place, and whether it goes on from the word before as one name would."""

    normal: str
    start: int
    end: int
    goes_on: bool
    is_glued: bool  # To the word before, by a sign and no space: node.js.


def tokens(text):
    """Return the Tokens of a text."""
    found, end = [], 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        goes_on = bool(found) and _WITHIN.fullmatch(between) is not None
        is_glued = goes_on and not between.isspace()
        found.append(Token(normal(match[0]), match.start(), match.end(), goes_on, is_glued))
        end = match.end()
    return found


def words_of(name):
    """Return the words of a name as they are written."""
    return _WORD.findall(name)


def normal(word):
    """Return a word without case, accents and number, in British spelling: “Databases” as “database”."""
    folded = _SPELLINGS.sub("is", fold(word))
    return beginnings(folded)[-1]
