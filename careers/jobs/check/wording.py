"""Words that the check points at: read from wording.yaml, where each has its reason."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml


class Words(NamedTuple):
    title: str
    why: str
    is_editorial: bool
    pattern: re.Pattern
    without: re.Pattern | None

    def places(self, text):
        """Return [(start, end)] of the words in a text, without those that mean something else."""
        apart = [match.span() for match in self.without.finditer(text)] if self.without else []
        found = [match.span() for match in self.pattern.finditer(text)]
        return [(start, end) for start, end in found if not any(a <= start and end <= b for a, b in apart)]


@cache
def word_lists():
    """Return the lists of words, in the order of the file."""
    rows = yaml.safe_load((Path(__file__).parent / "wording.yaml").read_text())
    return tuple(_words(row) for row in rows)


def _words(row):
    without = _pattern(row["without"]) if row["without"] else None
    return Words(row["title"], row["why"], row["basis"] == "editorial", _pattern(row["words"]), without)


def _pattern(words):
    longest_first = sorted(words, key=len, reverse=True)
    forms = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in longest_first)
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w])", re.IGNORECASE)
