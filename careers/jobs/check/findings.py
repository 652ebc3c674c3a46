"""What the check compares, and what it finds: plain values."""

from dataclasses import dataclass, field
from typing import NamedTuple

from roles.models import Seniority
from skills.levels import Level

from .reading import Part, Place, Reading


class Source(NamedTuple):
    """Where a fact stands that a finding rests on."""

    title: str
    address: str


@dataclass(frozen=True)
class Finding:
    """`is_editorial`: it is our judgement; else a fact of the text, or of what sources state."""

    kind: str
    title: str
    reason: str
    places: tuple[Place, ...] = ()
    is_editorial: bool = False
    sources: tuple[Source, ...] = ()


class Asked(NamedTuple):
    """A skill that the text names."""

    skill: int
    name: str
    place: Place
    part: Part
    is_must: bool
    level: Level | None


@dataclass(frozen=True)
class Model:
    """What is stated of the role that the text is about.

    levels: {id of a skill: Level or None} of all it asks for, choices' members included. years: (from, to), None
    where not stated. ways: {name of a degree: how much it matters}. above: Models of the levels above it.
    """

    title: str
    address: str
    seniority: Seniority | None
    levels: dict[int, Level | None]
    anchors: dict[int, str] = field(default_factory=dict)
    years: tuple[int | None, int | None] | None = None
    years_words: str = ""
    degrees: dict[str, str] = field(default_factory=dict)
    above: tuple["Model", ...] = ()

    def source(self, skill):
        """Return where it is stated that the role asks for a skill."""
        return Source(self.title, f"{self.address}#{self.anchors.get(skill, 'skills')}")


@dataclass(frozen=True)
class Checked:
    """A text as read, the skills found in it, and the Model of its role; without one, rules look at the text alone."""

    reading: Reading
    asked: tuple[Asked, ...]
    seniority: Seniority | None = None
    model: Model | None = None

    @property
    def musts(self):
        return [one for one in self.asked if one.is_must]
