"""The parts of a role, and the plain values that hold them.

Rows are known by what tells them apart within their role: a skill asked for by the skill, a question by its slug.
What they refer to is named by slugs and codes, so that one Whole can be set against another, of whatever database.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import DecimalField, Field

from roles.models import Role
from sources.models import Cited
from sources.plain_rows import defaults_of, fields_of

Key = tuple[Hashable, ...]
Fields = Mapping[str, Any]

# The relations of a role to the rows that are a part of it; choices stand before their members.
PART_NAMES = (
    "aliases",
    "duties",
    "choices",
    "requirements",
    "routes",
    "experience",
    "entries",
    "exits",
    "pay_figures",
    "pay_factors",
    "benefits",
    "employment_terms",
    "working_relations",
    "questions",
    "hiring_notes",
    "trends",
    "related",
    "preparation_shares",
)
# Where the role stands, and what only its framework says: nobody writes these.
_NOT_OF_ROLE = {"slug", "status", "code"}
_NOT_OF_ROWS = {"native_need", "native_level"}
_EVIDENCE = ("basis", "hedge", "note", "claims")


class Part:
    """One kind of row of a role: its model, the field that names the role, and what else a row says."""

    def __init__(self, name):
        relation = Role._meta.get_field(name)
        self.name = name
        self.model = relation.related_model
        self.own = relation.field.name

    @cached_property
    def fields(self) -> dict[str, Field]:
        return _by_name(self.model, {self.own, *_NOT_OF_ROWS})

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The names of the fields that tell a row from the others of its role."""
        paths = (path.split("__")[0] for path in self.model.natural_key_fields)
        return tuple(name for name in paths if name != self.own)

    @cached_property
    def defaults(self):
        return {name: value for name, value in defaults_of(self.model).items() if name in self.fields}

    @property
    def is_cited(self):
        return issubclass(self.model, Cited)

    @property
    def label(self):
        """What one row is called: “skill requirement”."""
        return str(self.model._meta.verbose_name)

    def key_of(self, fields: Fields) -> Key:
        return tuple(fields[name] for name in self.key)


def _by_name(model, left_out):
    """Return {name: field} of what is said of a row, its evidence last."""
    found = {field.name: field for field in fields_of(model) if field.name not in left_out}
    return {name: found[name] for name in sorted(found, key=lambda name: name in _EVIDENCE)}


PARTS = {name: Part(name) for name in PART_NAMES}
ROLE_FIELDS = _by_name(Role, _NOT_OF_ROLE)
ROLE_DEFAULTS = {name: value for name, value in defaults_of(Role).items() if name in ROLE_FIELDS}


def is_reference(field):
    """Whether a field names one other row."""
    return field.is_relation and not field.many_to_many


def path_of(field):
    """Return the look-up from a field to its plain value: of a row that is referred to, its slug."""
    return f"{field.name}__{field.related_model.natural_key_fields[-1]}" if is_reference(field) else field.name


def plain(field, value):
    """Return a value as a Whole holds it: an amount always with as many decimals as the database keeps."""
    if isinstance(field, DecimalField) and value is not None:
        return f"{value:.{field.decimal_places}f}"
    return value


@dataclass(frozen=True)
class Whole:
    """All that is said of a role, its own: `role` by field, `parts` by name and key."""

    slug: str
    collection: str
    role: Fields
    parts: Mapping[str, Mapping[Key, Fields]]

    def rows(self) -> dict[tuple[str, Key], Fields]:
        """Return every row by its part and key; a field of the role itself stands as a row of the part “”."""
        fields = {("", (name,)): {name: value} for name, value in self.role.items()}
        return fields | {(part, key): row for part, found in self.parts.items() for key, row in found.items()}

    def with_rows(self, rows):
        """Return this Whole with other rows, as `rows` gives them."""
        role = {key[0]: row[key[0]] for (part, key), row in rows.items() if not part}
        parts = {name: {} for name in PART_NAMES}
        for (part, key), row in rows.items():
            if part:
                parts[part][key] = row
        return Whole(self.slug, self.collection, role, {name: in_order(found) for name, found in parts.items()})


def in_order(rows: Mapping[Key, Fields]) -> dict[Key, Fields]:
    """Return rows in the order of their keys; sorted here, because databases sort text differently."""
    return dict(sorted(rows.items(), key=lambda row: [str(part) for part in row[0]]))
