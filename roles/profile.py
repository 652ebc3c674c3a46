"""A role with all that it inherits: what is asked of the broader role is asked of its levels, too.

Pure functions over loaded rows.
"""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from skills.levels import Level
from skills.settling import settled_level, settled_need
from sources.evidence import NOTHING, Evidence, identity_of

from .models import DutyArea, Need


class Line(NamedTuple):
    """One statement on a role's page, with its evidence and the broader role it is inherited from, if it is."""

    statement: Any
    evidence: Evidence
    inherited_from: Any = None
    broader: tuple[Any, ...] = ()


class AskLine(NamedTuple):
    """A Line of what a role asks for: a skill, or a choice with its members; made by `AskLine.of`.

    A level that says nothing of how well or how much is asked what is asked of the broader role.
    """

    statement: Any
    evidence: Evidence
    inherited_from: Any
    broader: tuple[Any, ...]
    members: tuple[Line, ...]
    need: str | None  # None: a framework leaves it open
    level: Level | None  # None: not stated

    @classmethod
    def of(cls, line, members=()):
        """Return a Line, with the members that make it a choice, as what is asked."""
        rows = (line.statement, *line.broader)
        return cls(*line, members, settled_need(rows), settled_level(rows))

    @property
    def is_choice(self):
        return bool(self.members)

    @property
    def name(self):
        return self.statement.label if self.members else self.statement.skill_name

    @property
    def is_level_inherited(self):
        return self.level is not None and self.statement.level is None

    @property
    def is_need_inherited(self):
        return self.need != self.statement.need


@dataclass(frozen=True)
class Group:
    """Lines under one heading: the role's own, and those that it inherits."""

    title: str
    own: tuple[Line, ...]
    inherited: tuple[Line, ...]


def inherit(rows, chain, evidence, key):
    """Return a Line for every key, the nearest role's row standing for it.

    rows: statements with a `role_id`, in order of the page. chain: the role, then its broader roles, nearest
    first. evidence: {(model, id): Evidence}. key: what makes statements of different roles the same.
    """
    distance = {role.pk: steps for steps, role in enumerate(chain)}
    by_key = defaultdict(list)
    for row in rows:
        by_key[key(row)].append(row)
    for same in by_key.values():
        if len(same) > 1:
            same.sort(key=lambda row: distance[row.role_id])
    return [_line(same, chain, evidence) for same in by_key.values()]


def _line(rows, chain, evidence):
    nearest, *broader = rows
    own = evidence.get(identity_of(nearest), NOTHING)
    for row in broader:
        own = own.with_broader(evidence.get(identity_of(row), NOTHING))
    if nearest.role_id == chain[0].pk:
        return Line(nearest, own, None, tuple(broader))
    origin = next(ancestor for ancestor in chain if ancestor.pk == nearest.role_id)
    return Line(nearest, NOTHING.with_broader(own), origin, tuple(broader))


def asks(requirements, choices, chain, evidence):
    """Return the AskLines of a role: choices with their members, then skills.

    A choice replaces a broader role's choice with the same slug, members and all. A member that has a line of its
    own at a nearer role remains one of the alternatives.
    """
    skills = inherit(requirements, chain, evidence, attrgetter("skill_id"))
    standing = {line.statement.pk: line for line in skills}
    members = defaultdict(list)
    for row in requirements:
        if row.choice:
            members[row.choice.pk].append(standing.get(row.pk) or Line(row, NOTHING))
    lines = inherit(choices, chain, evidence, attrgetter("slug"))
    alternatives = [_with_members(line, members[line.statement.pk]) for line in lines]
    return alternatives + [AskLine.of(line) for line in skills if not line.statement.choice]


def _with_members(line, members):
    evidence = line.evidence
    for member in members:
        evidence |= member.evidence
    return AskLine.of(line._replace(evidence=evidence), tuple(members))


_ORDER_OF_NEEDS = {need: place for place, need in enumerate([*reversed(Need), None])}


def need_order(line):
    """Return what sorts AskLines: the most needed first, choices before skills, then by name."""
    return (_ORDER_OF_NEEDS[line.need], not line.is_choice, line.name.casefold())


def by_area(lines, order=need_order):
    """Return the Groups of what is asked, area by area; own lines first, in each in this order."""
    areas = defaultdict(list)
    for line in lines:
        first = line.members[0].statement if line.is_choice else line.statement
        areas[first.area_position, first.area_name].append(line)
    return _own_first([group(name, sorted(found, key=order)) for (_, name), found in sorted(areas.items())])


def by_duty_area(lines):
    """Return the Groups of duties, kind of work by kind of work."""
    areas = defaultdict(list)
    for line in sorted(lines, key=lambda line: line.statement.responsibility.position):
        areas[line.statement.responsibility.area].append(line)
    return _own_first([group(area.label, areas[area]) for area in DutyArea if area in areas])


def _own_first(groups):
    """Return the groups with those first in which something is said of the role itself."""
    return sorted(groups, key=lambda found: not found.own)


def group(title, lines):
    """Return the lines under one heading, own and inherited apart."""
    own = tuple(line for line in lines if not line.inherited_from)
    inherited = tuple(line for line in lines if line.inherited_from)
    return Group(title, own, inherited)


def count_needs(lines):
    """Return [(Need, how many lines)] from most needed to least, without empty ones."""
    counts = [(need, sum(line.statement.need == need for line in lines)) for need in reversed(Need)]
    return [(need, count) for need, count in counts if count]
