"""A job description as it is read: lines under the headings they stand under, and sentences; pure functions."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from .headings import Part, heading_of
from .names import Names
from .tokens import tokens


class Place(NamedTuple):
    start: int
    end: int


class Line(NamedTuple):
    """A line that is no heading; `start` is that of its text, after its bullet."""

    text: str
    start: int
    part: Part
    is_item: bool

    @property
    def place(self):
        return Place(self.start, self.start + len(self.text))


_BULLET = re.compile(r"[ \t]*(?:[-*•·–—▪◦‣✓✔]|\(?\d{1,2}[.)]|[oO](?=[ \t]))[ \t]+")
# The items of a list in one line: in few words each, and so many at most.
_ITEM = re.compile(r"(?:^|[,;|])\s*(?:(?:and|or)\s+)?(?P<item>[^\s,;|](?:[^,;|]*[^\s,;|.])?)", re.IGNORECASE)
LONGEST_ITEM, MOST_ITEMS = 5, 40
_SENTENCE = re.compile(r"[^.!?;]+(?:[.!?;](?=\S)[^.!?;]*)*[.!?;]*")
NICE = re.compile(
    r"\b(?:nice to have|(?:is|are|would be|be) an? (?:big )?(?:plus|bonus|advantage)|a plus|bonus|ideally|preferred"
    r"|preferably|desirable|advantageous|optional|not (?:required|necessary|essential|a must))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reading:
    """A text with what is found in it by its form alone; `skills`: names that tell a line from a heading."""

    text: str
    skills: Names | None = None

    @cached_property
    def tokens(self):
        return tokens(self.text)

    @cached_property
    def lines(self):
        return list(_lines(self.text, self.skills))

    @cached_property
    def has_headings(self):
        return any(line.part in (Part.MUSTS, Part.NICES) for line in self.lines)

    @cached_property
    def musts(self):
        """The lines of what is asked for, without those that say themselves that they only would help."""
        found = [line for line in self.lines if line.part is Part.MUSTS and not is_nice(line.text)]
        # A sentence that leads to a list is none of its items.
        return [line for line in found if line.is_item] or found

    @cached_property
    def sentences(self):
        """[(Place, Part)] of the sentences of all lines."""
        return [(place, line.part) for line in self.lines for place in _sentences(line)]

    @cached_property
    def title(self):
        """The first line that is not empty, as a Place."""
        match = re.search(r"[^\s#*].*", self.text)
        return Place(match.start(), match.end()) if match else Place(0, 0)

    def said(self, place):
        return self.text[place.start : place.end]

    @cached_property
    def _starts_of_sentences(self):
        return [place.start for place, _ in self.sentences]

    @cached_property
    def _starts_of_lines(self):
        return [line.start for line in self.lines]

    def sentence_at(self, start):
        """Return the Place of the sentence in which something begins; in a heading, of nothing."""
        number = bisect_right(self._starts_of_sentences, start) - 1
        place = self.sentences[number][0] if number >= 0 else Place(start, start)
        return place if start < place.end else Place(start, start)

    def says(self, pattern, start):
        """Tell whether the sentence in which something begins has a pattern; each is asked once of each sentence."""
        sentence = self.sentence_at(start)
        asked = pattern, sentence
        if asked not in self._said:
            self._said[asked] = pattern.search(self.said(sentence)) is not None
        return self._said[asked]

    @cached_property
    def _said(self):
        return {}

    def line_at(self, start):
        """Return which of the lines (not counting headings) a place stands in, from 0; -1 where in none."""
        number = bisect_right(self._starts_of_lines, start) - 1
        return number if number >= 0 and start <= self.lines[number].place.end else -1

    def part_at(self, start):
        number = self.line_at(start)
        return self.lines[number].part if number >= 0 else Part.OTHER

    def line_number(self, start):
        return self.text.count("\n", 0, start) + 1

    def find(self, pattern):
        """Return the matches of a compiled pattern."""
        return list(pattern.finditer(self.text))


def _sentences(line):
    """Yield the Places of the sentences of a line, without the space around them."""
    for match in _SENTENCE.finditer(line.text):
        said = match[0].strip()
        start = line.start + match.start() + len(match[0]) - len(match[0].lstrip())
        if said:
            yield Place(start, start + len(said))


def listed(line):
    """Return the Places of the items of a list in one line, the first of them; none where the line is a sentence."""
    items = list(_ITEM.finditer(line.text))
    if len(items) < 3 or any(len(item["item"].split()) > LONGEST_ITEM for item in items):
        return []
    return [Place(line.start + item.start("item"), line.start + item.end()) for item in items[:MOST_ITEMS]]


def is_nice(text):
    """Tell whether a text says of itself that it is no must."""
    return NICE.search(text) is not None


def _lines(text, skills):
    """Yield the Lines; a heading holds until the next, a label only for the text behind it."""
    part, start = Part.OTHER, 0
    for raw in text.split("\n"):
        bullet = _BULLET.match(raw)
        lead = bullet.end() if bullet else len(raw) - len(raw.lstrip())
        said = raw[lead:].rstrip()
        heading = None if bullet else heading_of(said, skills)
        rest = heading.rest if heading else 0
        if said[rest:]:
            of_label = heading and (rest or part is Part.OTHER)
            yield Line(said[rest:], start + lead + rest, heading.part if of_label else part, bullet is not None)
        elif heading:
            part = heading.part
        start += len(raw) + 1
