"""Differences as an editor reads them: rows by their kind, field by field, in words."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BooleanField
from django.utils.text import capfirst

from sources.collection import Imported

from .kept import kept, kept_models
from .naming import names_of

NOTHING = "nothing"


@dataclass(frozen=True)
class DescribedRow:
    """A row that differs: its name, whether it was added, removed or changed, and (field, old, new) in words."""

    name: str
    verb: str
    fields: list[tuple[str, str, str]]


def described(changes, recorded_names=()):
    """Return [(kind of row, its DescribedRows)] of {(model, pk): {field: [old, new]}}, each in order of the content.

    recorded_names: {(model, pk): name} of rows, as they were called when they changed.
    """
    names = names_of(set(changes) | _referred_to(changes)) | dict(recorded_names)
    groups = []
    for model in kept_models():
        rows = [_row(kept(model), ends, (model, pk), names) for (of, pk), ends in changes.items() if of is model]
        if rows := [row for row in rows if row.fields or row.verb != "changed"]:
            kind = model._meta.verbose_name if len(rows) == 1 else model._meta.verbose_name_plural
            groups.append((capfirst(kind), sorted(rows, key=lambda row: row.name)))
    return groups


def _referred_to(changes):
    """Return {(model, pk)} of what the old and new values refer to."""
    found = set()
    for (model, _), ends in changes.items():
        for field in kept(model).references:
            if field.target_field.primary_key and field.related_model in kept_models():
                found |= {(field.related_model, value) for value in ends.get(field.name, ()) if value is not None}
    return found


def _row(how, ends, key, names):
    # A row that comes or goes has nothing on the other side, not even in what must be there.
    must = [field.name for field in how.fields if not field.null and field.name in ends]
    came = bool(must) and all(ends[name][0] is None for name in must)
    went = bool(must) and all(ends[name][1] is None for name in must)
    verb = "added" if came else "removed" if went else "changed"
    fields = [
        (capfirst(field.verbose_name), *(_words(field, value, names) for value in ends[field.name]))
        for field in (*how.fields, *how.many)
        if field.name in ends and not _is_silent(how, field) and not _says_nothing(field, ends[field.name], verb)
    ]
    return DescribedRow(_name(key, ends, names), verb, fields)


def _name(key, ends, names):
    return names.get(key) or next((str(end) for name in ("title", "name", "label") for end in ends.get(name, ())), "")


def _is_silent(how, field):
    """Leave out where a row comes from, and the page that it stands on."""
    return field.name == how.subject or (issubclass(how.model, Imported) and field.name in Imported.provenance)


def _says_nothing(field, ends, verb):
    """Leave out of a row that comes or goes what stands there unless somebody says otherwise."""
    usual = field.get_default() if not field.many_to_many else []
    return verb != "changed" and all(end in (None, "", [], usual) for end in ends)


def _words(field, value, names):
    if value in (None, "", []):
        return NOTHING
    if field.many_to_many:
        return ", ".join(value)
    if field.is_relation:
        return names.get((field.related_model, value), str(value))
    if isinstance(field, BooleanField):
        return "yes" if value else "no"
    return str(dict(field.flatchoices).get(value, value))


def of_entries(entries):
    """Return ({(model, pk): {field: [old, new]}}, their names) of records: what they come to, row by row."""
    changes, names = defaultdict(dict), {}
    for entry in entries:
        key = (entry.content_type.model_class(), entry.object_id)
        names[key] = entry.object_repr
        for name, (old, new) in entry.changes.items():
            changes[key][name] = [changes[key].get(name, (old,))[0], new]
    kept_changes = {key: {n: e for n, e in ends.items() if e[0] != e[1]} for key, ends in changes.items()}
    return {key: ends for key, ends in kept_changes.items() if ends}, names
