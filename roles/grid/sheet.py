"""The grid as it stands in the database: columns are roles, rows are skills, area by area."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from django.db.models import F

from roles.models import Role, SkillRequirement
from roles.native import requirement_words
from roles.role_profile import published_chain
from skills.models import Skill
from sources.publication import Status

from .words import Value, joined

MOST_ROLES = 6
# Several times what an editor looks through; the longest role of a framework has some five hundred.
MOST_SKILLS = 600


class Heading(NamedTuple):
    """The skill at the head of a row."""

    pk: int
    name: str
    status: str
    kind: str
    collection_id: str
    area_name: str
    area_position: int

    @property
    def is_hidden(self):
        """Whether readers see nothing of it."""
        return self.status != Status.PUBLISHED

    @property
    def place(self):
        """What sorts rows: by area, then by name."""
        return (self.area_position, self.area_name, self.name.casefold(), self.pk)


class Stored(NamedTuple):
    """A requirement as the grid needs it; it stands in for the model in what is said of a framework's own values."""

    pk: int | None
    role_id: int
    skill_id: int
    need: str | None = None
    level: int | None = None
    is_relevant: bool = True
    release_id: int | None = None
    choice_slug: str | None = None
    choice_label: str | None = None
    native_need: str = ""
    native_level: str = ""
    is_imprecise: bool = False

    @classmethod
    def new(cls, role, skill):
        """Return one that is not stored yet."""
        return cls(None, role, skill)

    @property
    def is_imported(self):
        return self.release_id is not None

    @property
    def value(self):
        return Value(self.need, self.level, self.choice_label is not None, self.is_relevant)


class Column(NamedTuple):
    role: Role
    may_change: bool

    @property
    def key(self):
        return self.role.pk


class Cell(NamedTuple):
    """One role and one skill: what is stored, and what a broader role says."""

    role_id: int
    skill_id: int
    stored: Stored | None
    above: Value | None
    above_role: Role | None
    native: str

    @property
    def key(self):
        return f"{self.role_id}.{self.skill_id}"

    @property
    def value(self):
        return self.stored.value if self.stored else None

    @property
    def is_imported(self):
        return bool(self.stored and self.stored.is_imported)


@dataclass(frozen=True)
class Sheet:
    """Columns, rows and what is stored; nothing queries."""

    columns: tuple[Column, ...]
    headings: dict[int, Heading]
    stored: dict[tuple[int, int], Stored]

    @cached_property
    def areas(self):
        """[(name of an area, its Headings)] in the order of the grid."""
        rows = sorted(self.headings.values(), key=attrgetter("place"))
        return [(name, list(found)) for (_, name), found in groupby(rows, lambda row: row.place[:2])]

    @cached_property
    def roles(self):
        return {column.key: column.role for column in self.columns}

    @cached_property
    def _chains(self):
        return {role.pk: published_chain(role) for role in self.roles.values()}

    @cached_property
    def _choices(self):
        """{id of a role: slugs of its choices}: they replace the broader role's, members and all."""
        found = {}
        for row in self.stored.values():
            if row.choice_slug:
                found.setdefault(row.role_id, set()).add(row.choice_slug)
        return found

    def column(self, pk):
        """Return the Column of a role by its id, None where it has none."""
        return next((column for column in self.columns if column.key == pk), None)

    def cell(self, role, skill):
        """Return the Cell of a role and the id of a skill."""
        stored = self.stored.get((role.pk, skill))
        above, above_role = self._above(self._chains[role.pk], skill)
        native = requirement_words(stored, self.headings[skill]) if stored and stored.is_imported else ""
        return Cell(role.pk, skill, stored, above, above_role, native)

    def level(self, role, skill):
        """Return the level that a role asks for in the end, what it inherits included; None where it states none."""
        cell = self.cell(role, skill)
        all_said = joined(cell.value, cell.above)
        return all_said.level if all_said and all_said.is_relevant else None

    def _above(self, chain, skill):
        """Return what the broader roles say of a skill, and the nearest of them that speaks of it."""
        above, nearest, replaced = None, None, set()
        for nearer, role in pairwise(chain):
            replaced |= self._choices.get(nearer.pk, set())
            row = self.stored.get((role.pk, skill))
            if row and row.choice_slug not in replaced:
                above, nearest = joined(above, row.value), nearest or role
        return (above, nearest) if above and above.is_relevant else (None, None)


def at_large_first(roles):
    """Order roles as their columns stand: at large first, then from junior to senior."""
    return roles.order_by(F("seniority").asc(nulls_first=True), F("rank").asc(nulls_first=True), "title", "pk")


def load_roles(pks):
    """Return the roles of some columns, as many as fit; one query."""
    return list(at_large_first(Role.objects.filter(pk__in=pks).select_related("broader__broader"))[:MOST_ROLES])


def load_sheet(columns, added=()):
    """Return the Sheet of some Columns, with rows for further skills (ids); two queries."""
    chains = {role.pk for column in columns for role in published_chain(column.role)}
    rows = SkillRequirement.objects.filter(role__in=chains).order_by().values_list(*_STORED, *_HEADING)
    headings, stored = {}, {}
    for row in rows:
        found = Stored(*row[: len(_STORED)])
        stored[found.role_id, found.skill_id] = found
        if found.skill_id not in headings:
            headings[found.skill_id] = Heading(*row[len(_STORED) :])
    if missing := set(added) - headings.keys():
        skills = Skill.objects.filter(pk__in=missing).order_by().values_list(*(name[7:] for name in _HEADING))
        headings |= {skill[0]: Heading(*skill) for skill in skills}
    return Sheet(tuple(columns), headings, stored)


_STORED = (
    "pk",
    "role_id",
    "skill_id",
    "need",
    "level",
    "is_relevant",
    "release_id",
    "choice__slug",
    "choice__label",
    "native_need",
    "native_level",
    "is_imprecise",
)
_HEADING = (
    "skill__pk",
    "skill__name",
    "skill__status",
    "skill__kind",
    "skill__collection_id",
    "skill__area__name",
    "skill__area__position",
)
