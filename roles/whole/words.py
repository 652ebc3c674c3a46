"""Changes of rows as editors read them: names instead of slugs, and what was there before."""

from collections import defaultdict
from typing import NamedTuple

from django.utils.text import capfirst

from roles.models import Choice
from sources.models import Claim

from .structure import PARTS, ROLE_FIELDS, is_reference


class Told(NamedTuple):
    """A RowChange in words: what it is of, what happened, and [(field, before, after)] of what differs."""

    part: str
    name: str
    verb: str
    lines: list[tuple[str, str, str]]
    place: str  # what a form calls it


def told(changes):
    """Return the Told of RowChanges; a query for each kind of row that they name."""
    names = _Names(changes)
    return [_told(change, names) for change in changes]


def told_sides(conflicts):
    """Return [(Conflict, {“mine” and “theirs”: Told of what that side has changed})]."""
    names = _Names([change for conflict in conflicts for change in conflict.sides.values()])
    return [
        (conflict, {side: _told(change, names) for side, change in conflict.sides.items()}) for conflict in conflicts
    ]


def _told(change, names):
    if not change.part:
        name = change.key[0]
        before, after = (names.value("", name, row) for row in (change.before, change.after))
        return Told("The role itself", _label(ROLE_FIELDS[name]), "changed", [("", before, after)], place_of(change))
    part = PARTS[change.part]
    verb = "added" if change.before is None else "removed" if change.after is None else "changed"
    name = " · ".join(
        filter(None, (names.value(change.part, name, change.before or change.after) for name in part.key))
    )
    return Told(
        capfirst(str(part.model._meta.verbose_name_plural)) if part.name not in _PARTS else _PARTS[part.name],
        name,
        verb,
        list(_values(change, part, names)),
        place_of(change),
    )


_PARTS = {"requirements": "Skills asked for", "routes": "Ways in", "aliases": "Other titles"} | {
    "entries": "Steps into this role",
    "exits": "Steps onwards",
}


def place_of(change):
    """Return what a form calls a row: its part and key in one text."""
    return "/".join(map(str, (change.part, *change.key)))


def _values(change, part, names):
    for name in change.fields or _said(part, change.before or change.after):
        before, after = (names.value(change.part, name, row) for row in (change.before, change.after))
        yield _label(part.fields[name]), before, after


def _said(part, row):
    """Return the names of what a row says beside its key, defaults left out."""
    return [name for name in part.fields if name not in part.key and row[name] != part.defaults.get(name)]


def _label(field):
    return capfirst(str(field.verbose_name))


class _Names:
    """What rows are called, by model and slug."""

    def __init__(self, changes):
        wanted = defaultdict(set)
        for change in changes:
            for name, field in _fields(change.part).items():
                if is_reference(field) and field.related_model is not Choice:
                    wanted[field.related_model] |= {row.get(name) for row in (change.before, change.after) if row}
        self._names = {model: _load(model, slugs - {None}) for model, slugs in wanted.items()}

    def value(self, part, name, row):
        """Return a value of a row as people read it; empty where there is none."""
        if row is None or row.get(name) in (None, "", []):
            return ""
        field, value = _fields(part)[name], row[name]
        if field.related_model is Claim:
            return ", ".join(value)
        if is_reference(field):
            return self._names.get(field.related_model, {}).get(value, value)
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _fields(part):
    return PARTS[part].fields if part else ROLE_FIELDS


def _load(model, slugs):
    return {row.slug: str(row) for row in model._default_manager.filter(slug__in=slugs)}
