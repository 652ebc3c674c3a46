"""What a search gives."""

from dataclasses import dataclass, field
from typing import NamedTuple

from .kinds import Link
from .marking import Part


class Why(NamedTuple):
    """Why something was found: its title, another name of it (not told where that is hidden), or its text."""

    where: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Hit:
    kind: str
    object_id: int
    title: str
    address: str
    collection: str
    why: Why
    title_parts: tuple[Part, ...]
    summary: tuple[Part, ...] = ()
    links: tuple[Link, ...] = ()
    """Of something without a page of its own: some of the pages that show it."""
    link_count: int = 0
    qualifier: str = ""
    """What tells it from another of its name."""


@dataclass(frozen=True)
class Results:
    text: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    per_page: int = 20
    kind_counts: dict[str, int] = field(default_factory=dict)
    """In the chosen collections."""
    collection_counts: dict[str, int] = field(default_factory=dict)
    """Of the chosen kinds."""
    corrected: str = ""
    """What was looked for instead; empty: the text itself."""
    did_you_mean: str = ""
    ways_on: tuple[str, ...] = ()
    """Where nothing has all the words: those that find something by themselves."""
    ignored: tuple[str, ...] = ()
    """Words that nothing has, nor anything like them; they were left out."""
    is_cut: bool = False

    @property
    def pages(self):
        return max(-(-self.total // self.per_page), 1)


class Matching(NamedTuple):
    """All that meets some words, in no order, with what the words were taken for, as in Results."""

    keys: list[int]
    corrected: str = ""
    ignored: tuple[str, ...] = ()


class Suggestion(NamedTuple):
    kind: str
    object_id: int
    title: str
    address: str
    collection: str
    name: str
    """The other name that was found; empty where it was the title."""
    parts: tuple[Part, ...]
    """The title, or that name, with what was typed marked."""
    qualifier: str = ""
    """What tells it from another of its name."""
