"""Names of skills and roles, found in a text: the longest first, each part of a text once."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from .tokens import normal, tokens, words_of

LONGEST = 8
# What joins parts of a word that others write in one: Node.js, back-end.
_GLUE = re.compile(r"(?<=[^\W_])[-‐‑.'’/](?=[^\W_])")
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
# Names that are plain English in small letters, or at the start of a sentence.
PLAIN_WORDS = frozenset(
    {
        *("access", "angular", "bash", "chef", "excel", "express", "flask", "go", "hive", "illustrator", "julia"),
        *(
            "oracle",
            "outlook",
            "project",
            "puppet",
            "react",
            "rest",
            "ruby",
            "rust",
            "spark",
            "spring",
            "storm",
            "swift",
            "teams",
            "word",
        ),
    }
)
SHORTEST = 2
# So far back a sentence is looked for that ends.
NEAR = 8


class Mention(NamedTuple):
    """A name in a text: whose it may be (keys), and its place."""

    keys: tuple
    start: int
    end: int


class Names:
    """Names to look for: {normal form: keys}, and for each first word how long a name with it may be."""

    def __init__(self, names: Iterable[tuple]):
        """Take (key, name) pairs; where a name has several keys, the first comes first."""
        self._keys = defaultdict(dict)
        self._longest = {}
        normals = _Normals()
        for key, name in names:
            for form in _forms(name, normals):
                self._add(form, key, name)

    def _add(self, form, key, name):
        words = form.split(" ")
        if len(words) > LONGEST or not form:
            return
        self._keys[form].setdefault(key, _writing(name, form))
        self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def find(self, text, words=None):
        """Return the Mentions in a text, in order; `words`: its tokens, if they are known."""
        words = tokens(text) if words is None else words
        found, place = [], 0
        while place < len(words):
            mention, length = self._mention(text, words, place)
            if mention:
                found.append(mention)
            place += length
        return found

    def _mention(self, text, words, place):
        """Return the longest name that begins with a word, and its length in words; None and 1 where there is none."""
        for form, length in self._candidates(words, place):
            keys = self._keys.get(form)
            if not keys:
                continue
            start, end = words[place].start, words[place + length - 1].end
            fitting = tuple(key for key, writing in keys.items() if _is_written(writing, text, start, end))
            if fitting:
                return Mention(fitting, start, end), length
        return None, 1

    def _candidates(self, words, place):
        """Yield (normal form, how many words) of what begins at a place, the longest first."""
        run = 1
        while run < LONGEST and place + run < len(words) and words[place + run].goes_on:
            run += 1
        longest = min(run, self._longest.get(words[place].normal, 0))
        glued = 1
        while glued < run and words[place + glued].is_glued:
            glued += 1
        for length in range(max(longest, glued), 0, -1):
            if length <= longest:
                yield " ".join(word.normal for word in words[place : place + length]), length
            if 1 < length <= glued:
                yield normal("".join(word.normal for word in words[place : place + length])), length


class _Normals(dict):
    """{word: its normal form}; names have the same words over and over."""

    def __missing__(self, word):
        self[word] = normal(word)
        return self[word]


def _forms(name, normals):
    """Yield the normal forms of a name: as it is, without what stands in brackets, that alone, and in one word."""
    variants = [name]
    if aside := _ASIDE.search(name):
        variants += [_ASIDE.sub("", name), *([aside[1]] if aside[1].isupper() else [])]
    variants += [_GLUE.sub("", variant) for variant in variants if _GLUE.search(variant)]
    for variant in variants:
        yield " ".join([normals[word] for word in words_of(variant)])


def _writing(name, form):
    """Return how a name has to be written where that matters; empty where it does not."""
    is_shout = name.isupper() and len(name) <= 4
    return name if form in PLAIN_WORDS or len(form) <= SHORTEST or is_shout else ""


def _is_written(writing, text, start, end):
    if not writing:
        return True
    said = text[start:end]
    if said != writing and not (writing.isupper() and writing.casefold() not in PLAIN_WORDS and said == said.lower()):
        return False
    return writing.casefold() not in PLAIN_WORDS or writing.isupper() or not _begins_a_sentence(text, start, end)


def _begins_a_sentence(text, start, end):
    """Tell whether a word stands first, and a sentence goes on from it in small letters: “Go the extra mile”."""
    before, after = text[max(0, start - NEAR) : start].rstrip(" \t-*•–"), text[end : end + 2]
    return (not before or before[-1] in ".!?:\n") and after[:1] == " " and after[1:].islower()
