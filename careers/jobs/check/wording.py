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

    def places(self, text):
        """Return [(start, end)] of the words in a text, without those that mean something else."""
        return [match.span() for match in self.pattern.finditer(text) if match["apart"] is None]


@cache
def word_lists():
    """Return the lists of words, in the order of the file."""
    rows = yaml.safe_load((Path(__file__).parent / "wording.yaml").read_text())
    return tuple(_words(row) for row in rows)


def _words(row):
    apart, words = map(_forms, (row["without"], row["words"]))
    pattern = re.compile(rf"(?<![\w-])(?:(?P<apart>{apart or '(?!)'})|{words})(?!\w)", re.IGNORECASE)
    return Words(row["title"], row["why"], row["basis"] == "editorial", pattern)


def _forms(words):
    """Return an alternative of words, in which a star stands for any ending."""
    return "|".join(re.escape(word).replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True))
