"""What a release of a public framework holds, in plain rows: what a reader gives and an import takes.

Rows name each other by the identifiers of the framework. Texts are clean (trimmed, no control characters); what the
framework does not say is None, in texts the empty one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class Family(NamedTuple):
    identifier: str
    name: str
    description: str = ""
    broader: str | None = None
    position: int = 0


class Area(NamedTuple):
    identifier: str
    name: str
    description: str = ""
    broader: str | None = None
    position: int = 0


class Skill(NamedTuple):
    """kind: a value of skills.models.SkillKind, or empty; area: its first one, see InArea for others."""

    identifier: str
    name: str
    kind: str
    area: str
    broader: str | None = None
    description: str = ""


class InArea(NamedTuple):
    """That a skill belongs to one more area."""

    skill: str
    area: str


class SkillName(NamedTuple):
    """Another name of a skill."""

    skill: str
    name: str
    is_hidden: bool = False


class Descriptor(NamedTuple):
    """What somebody at a level (1 to 4) of a skill can do."""

    skill: str
    level: int
    text: str
    native_level: str = ""


class SkillLink(NamedTuple):
    """kind: a value of skills.models.RelationKind."""

    origin: str
    target: str
    kind: str


class Preparation(NamedTuple):
    """A step of the framework's scale of preparation."""

    identifier: str
    name: str
    position: int
    experience: str = ""
    education: str = ""
    training: str = ""
    examples: str = ""
    vocational_range: str = ""


class Category(NamedTuple):
    """kind: a value of roles.models.PreparationKind."""

    identifier: str
    kind: str
    position: int
    label: str


class Role(NamedTuple):
    """seniority: 1 to 4 or None; broader: the role at large whose asks and duties it inherits."""

    identifier: str
    title: str
    family: str
    summary: str = ""
    seniority: int | None = None
    broader: str | None = None
    rank: int | None = None
    code: str = ""
    is_regulated: bool = False
    preparation: str | None = None


class RoleName(NamedTuple):
    """Another title of a role."""

    role: str
    name: str
    is_hidden: bool = False


class Work(NamedTuple):
    """A kind of work that roles may share (roles.models.Responsibility)."""

    identifier: str
    title: str
    position: int = 0


class Task(NamedTuple):
    """That a role does a kind of work (roles.models.Duty); priority: "core", "supplemental" or empty."""

    role: str
    work: str
    identifier: str = ""
    priority: str = ""
    position: int = 0


class Requirement(NamedTuple):
    """need: a value of roles.models.Need or None; level: 1 to 4 or None; both ours, beside the native ones.

    is_translated: our need or level is worked out from a scale of another kind (O*NET's figures), not the same word.
    """

    role: str
    skill: str
    need: str | None = None
    level: int | None = None
    native_need: str = ""
    native_level: str = ""
    is_relevant: bool = True
    is_imprecise: bool = False
    is_hot: bool = False
    is_in_demand: bool = False
    is_translated: bool = False


class Share(NamedTuple):
    role: str
    category: str
    percent: Decimal
    is_imprecise: bool = False


class RoleLink(NamedTuple):
    """kind: a value of roles.models.RoleRelationKind."""

    origin: str
    target: str
    kind: str = "related"
    tier: str = ""
    position: int = 0


class Step(NamedTuple):
    """That people move from one role to another; derived, for no framework here states it."""

    origin: str
    target: str
    kind: str = "promotion"


# In the order in which they can be written: each after those that it names.
KINDS = (
    Family,
    Area,
    Skill,
    InArea,
    SkillName,
    Descriptor,
    SkillLink,
    Preparation,
    Category,
    Role,
    RoleName,
    Work,
    Task,
    Requirement,
    Share,
    RoleLink,
    Step,
)


class Rejection(NamedTuple):
    """A row of a file that cannot be taken in; line: where it begins, the header being line 1."""

    file: str
    line: int
    reason: str


class Unsaid(NamedTuple):
    """What the files of a release do not speak of, because one of them, or a column, is not there: it stays as it is.

    fields: only these of a row, or all that is gone; holds: of which rows, by their keys.
    """

    kind: type
    fields: tuple = ()
    holds: Callable[[tuple], bool] = lambda key: True


@dataclass
class Release:
    """Everything of one release.

    rows: {kind: list of its rows}, each key (what names a row) once; rejected: rows left out; notes: sentences for
    whoever runs the import (unknown files and columns, what was passed over, and how often); unsaid: what stays
    as it is although the release does not say it.
    """

    collection: str
    version: str
    title: str
    rows: dict[type, list] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    rejected: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unsaid: list[Unsaid] = field(default_factory=list)

    def add(self, row):
        self.rows[type(row)].append(row)
