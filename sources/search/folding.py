"""Text as the search compares it: words without case, accents and punctuation.

The same for what is indexed and for what is asked, and for both databases.
"""

import re
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category, normalize

# Letters that stand for others and are no accents in Unicode's eyes.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "‘": "'", "ʼ": "'"}
)
# Names whose signs are all that tells them from another: C, C++ and C#; a net and .NET.
_SIGNS = [
    (re.compile(r"(?<![^\W_])([a-z])\+\+"), r"\1plusplus"),
    (re.compile(r"(?<![^\W_])([a-z])#"), r"\1sharp"),
    (re.compile(r"(?<![^\W_])\.net(?![^\W_])"), "dotnet"),
    (re.compile(r"'(?=s\b)"), ""),
]
_SIGN = re.compile(r"[+#']|\.net")
_WORD = re.compile(r"[^\W_]+")
# What joins parts of one name, rather than one word to the next: back-end, node.js, CI/CD, R&D.
_GLUED = re.compile(r"([^\W_]+)[-‐‑–.'/&_+](?=([^\W_]+))")
LONGEST_WORD = 60
LONGEST_NAME = 8
# A word as short as this is no plural: “aws”, “css”.
LONGEST_STUMP = 3
# Stands before two neighbours as one, so that “manager” does not find “manage reports”: these are found only whole.
JOINED = "ː"

# Words that say nothing of what a text is about.
STOP_WORDS = frozenset(
    _WORD.findall(
        "a an and any are as at be been but by for from had has have how i if in into is it its not of on or our so "
        "such than that the their them then there these they this to was we were what when where which who will with "
        "would you your"
    )
)


def fold(text):
    """Return a text without case, accents and control characters, the signs of some names spelt out."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(char for char in normalize("NFKD", plain) if category(char)[0] != "M")
        plain = normalize("NFKC", plain.casefold()).translate(_LETTERS)
    if _SIGN.search(plain):
        for sign, name in _SIGNS:
            plain = sign.sub(name, plain)
    return plain


def words(text):
    """Return the words of a text in their order."""
    return _words(fold(text))


class FoldedName(NamedTuple):
    words: list[str]
    """In their order."""
    pairs: list[str]
    """Two neighbours as one: those that are put together and, except in a sentence, all others, marked."""
    telling: set[str]
    """What it says: neither stop words nor pairs that happen to stand together."""


def fold_name(text):
    folded = fold(text)
    found, glued = _words(folded), _glued(folded)
    is_sentence = len(found) > LONGEST_NAME
    pairs = glued if is_sentence else glued + [JOINED + first + second for first, second in pairwise(found)]
    return FoldedName(found, pairs, {*found, *glued} - STOP_WORDS)


def words_of_text(text):
    """Return the set of words of a text, and of the names in it that are put together of parts."""
    folded = fold(text)
    return {*_words(folded), *_glued(folded)} - STOP_WORDS


def _words(folded):
    found = _WORD.findall(folded)
    return [word[:LONGEST_WORD] for word in found] if len(folded) > LONGEST_WORD else found


def _glued(folded):
    return [first[:LONGEST_WORD] + second[:LONGEST_WORD] for first, second in _GLUED.findall(folded)]


def beginnings(word):
    """Return how a word begins that has this number or the other: “manager” for “managers”, “study” for “studies”."""
    if word.endswith("ies") and len(word) > LONGEST_STUMP:
        return word[:-1], word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return (word[:-2],)
    if word.endswith("s") and len(word) > LONGEST_STUMP and word[-2] not in "sui":
        return (word[:-1],)
    return (word,)
