"""Which model holds which kind of row of a release, what names such a row, and which fields follow the release."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import Model

from roles import models as roles
from skills import models as skills
from sources.models import Basis
from sources.publication import Status

from . import content

TRANSLATED = "Need and level are translated from the framework's own figures."
# The columns of a release whose field has another name.
_COLUMNS = {"responsibility": "work"}


def _nothing(row):
    return ()


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of row.

    key: the fields that name a row; references: {field: kind of row that it names}; derived: fields that are worked
    out, and how; title: the field by which people know a row; retires: whether a row that is gone keeps its page.
    """

    row: type
    model: type[Model]
    key: tuple[str, ...] = ("identifier",)
    references: dict[str, type] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    derive: Callable = _nothing
    title: str = ""
    retires: bool = False

    @cached_property
    def fields(self):
        """The fields that follow the release, in the order of `values`."""
        columns = {_column(name) for name in self.key} | set(self.left_out)
        return (*(name for name in self.row._fields if name not in columns), *self.derived)

    @cached_property
    def name(self):
        """What one row is called: “skill requirement”."""
        return str(self.model._meta.verbose_name)

    @property
    def is_thing(self):
        """Whether its rows have an identifier of their own, by which others name them."""
        return self.key == ("identifier",)

    @property
    def owner(self):
        """The kind of page that a row belongs to; None for a thing of its own."""
        return None if self.is_thing else self.references[self.key[0]]

    @cached_property
    def _columns_of_key(self):
        return [self.row._fields.index(_column(name)) for name in self.key]

    @cached_property
    def _columns_of_values(self):
        return [self.row._fields.index(name) for name in self.fields if name not in self.derived]

    def key_of(self, row):
        return tuple(row[index] for index in self._columns_of_key)

    def values_of(self, row):
        return (*(row[index] for index in self._columns_of_values), *self.derive(row))

    def title_in(self, values):
        return values[self.fields.index(self.title)]

    def attname(self, name):
        """Return the name under which an instance holds a field's plain value."""
        return self.model._meta.get_field(name).attname


def _column(name):
    return _COLUMNS.get(name, name)


def _published(row):
    return (Status.PUBLISHED.value,)


def _basis_and_note(row):
    return (Basis.INFERRED.value, TRANSLATED) if row.is_translated else (Basis.STATED.value, "")


def _percent(row):
    # As the database keeps it.
    return (row.percent.quantize(Decimal("0.01")),)


# In the order of content.KINDS: each after those that it names. Steps are no part of it (see plan.new_steps).
KINDS = {
    kind.row: kind
    for kind in (
        Kind(content.Family, roles.RoleFamily, references={"broader": content.Family}, title="name"),
        Kind(content.Area, skills.SkillArea, references={"broader": content.Area}, title="name"),
        Kind(
            content.Skill,
            skills.Skill,
            references={"area": content.Area, "broader": content.Skill},
            derived=("status",),
            derive=_published,
            title="name",
            retires=True,
        ),
        Kind(
            content.InArea,
            skills.SkillInArea,
            key=("skill", "area"),
            references={"skill": content.Skill, "area": content.Area},
        ),
        Kind(content.SkillName, skills.SkillAlias, key=("skill", "name"), references={"skill": content.Skill}),
        Kind(content.Descriptor, skills.LevelDescriptor, key=("skill", "level"), references={"skill": content.Skill}),
        Kind(
            content.SkillLink,
            skills.SkillRelation,
            key=("origin", "target", "kind"),
            references={"origin": content.Skill, "target": content.Skill},
        ),
        Kind(content.Preparation, roles.PreparationLevel, title="name"),
        Kind(content.Category, roles.PreparationCategory, title="label"),
        Kind(
            content.Role,
            roles.Role,
            references={"family": content.Family, "broader": content.Role, "preparation": content.Preparation},
            derived=("status",),
            derive=_published,
            title="title",
            retires=True,
        ),
        Kind(content.RoleName, roles.RoleAlias, key=("role", "name"), references={"role": content.Role}),
        Kind(content.Work, roles.Responsibility, title="title"),
        Kind(
            content.Task,
            roles.Duty,
            key=("role", "responsibility"),
            references={"role": content.Role, "responsibility": content.Work},
        ),
        Kind(
            content.Requirement,
            roles.SkillRequirement,
            key=("role", "skill"),
            references={"role": content.Role, "skill": content.Skill},
            left_out=("is_translated",),
            derived=("basis", "note"),
            derive=_basis_and_note,
        ),
        Kind(
            content.Share,
            roles.PreparationShare,
            key=("role", "category"),
            references={"role": content.Role, "category": content.Category},
            left_out=("percent",),
            derived=("percent",),
            derive=_percent,
        ),
        Kind(
            content.RoleLink,
            roles.RoleRelation,
            key=("origin", "target", "kind"),
            references={"origin": content.Role, "target": content.Role},
        ),
    )
}
