"""The content as files: one a model, rows named by natural keys, readable without programming.

A row's file leaves out what equals the field's default, so that what stands there was said on purpose.
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, transaction

from roles.models import Role
from sources.collection import OWN, Collected, Collection, Imported
from sources.history import ChangeKind, note_change, unrecorded
from sources.models import Document
from sources.search.index import refresh

from .content_files import ContentError, check_references, defaults_of, fields_of, key_of, read, words

# In reading order: each model after those that it refers to.
MODELS = [
    "sources.Collection",
    "sources.Document",
    "sources.Claim",
    "sources.OldAddress",
    "skills.SkillArea",
    "skills.Skill",
    "skills.SkillAlias",
    "skills.LevelDescriptor",
    "skills.SkillRelation",
    "skills.GlossaryTerm",
    "roles.RoleFamily",
    "roles.Role",
    "roles.RoleAlias",
    "roles.Choice",
    "roles.SkillRequirement",
    "roles.Responsibility",
    "roles.Duty",
    "roles.EducationRoute",
    "roles.RouteIntoRole",
    "roles.ExperienceRange",
    "roles.ProgressionStep",
    "roles.WorkingRelation",
    "roles.PayFigure",
    "roles.PayFactor",
    "roles.Benefit",
    "roles.EmploymentTerm",
    "roles.Question",
    "roles.HiringNote",
    "roles.Trend",
]


@dataclass(frozen=True)
class Change:
    """What loading did to one row: the fields that differed, or None for a new row."""

    model: str
    key: tuple
    fields: tuple[str, ...] | None


class _Dumper(yaml.SafeDumper):
    """Mappings as blocks, keys in one line, text of several lines as it reads."""

    def ignore_aliases(self, data):
        return True


_Dumper.add_representer(
    list, lambda dumper, keys: dumper.represent_sequence("tag:yaml.org,2002:seq", keys, flow_style=True)
)
_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def file_of(label, folder=None):
    """Return the path of a model's content file."""
    app, model = label.split(".")
    return Path(folder or settings.FIXTURE_DIRS[0], app, f"{model.lower()}.yaml")


def dump(label):
    """Return a model's rows as the text of its file."""
    model = apps.get_model(label)
    return "".join(_entry(label, _said_on_purpose(model, fields)) for fields in _rows(model).values())


def _entry(label, fields):
    text = yaml.dump(
        {"model": label.lower(), "fields": fields},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=110,
    )
    return "- " + text.rstrip("\n").replace("\n", "\n  ").replace("\n  \n", "\n\n") + "\n"


def load(folder=None):
    """Bring the database to what the files say, and return the changes; all or nothing.

    Rows that no file names are left as they are. Raises ContentError.
    """
    with transaction.atomic():
        with unrecorded():
            changes = [change for label in MODELS for change in _load_model(label, file_of(label, folder))]
        if changes:
            note_change(_in_numbers(changes), ChangeKind.LOAD)
            refresh()
        return changes


def _in_numbers(changes):
    added = sum(change.fields is None for change in changes)
    return f"{added:,} rows added, {len(changes) - added:,} changed"


def _load_model(label, path):
    model = apps.get_model(label)
    rows = read(label, model, path)
    check_references(model, rows, path)
    present = _rows(model)
    changes, wanted = [], {}
    for key, fields in rows.items():
        differing = _differing(model, fields, present.get(key))
        if differing != ():
            changes.append(Change(label, key, differing))
            wanted[key] = {"model": label.lower(), "fields": fields}
    _save(wanted, path)
    return changes


def _save(wanted, path):
    """Save {natural key: row to deserialize}; what refers to a row further down waits until all are there."""
    deferred = []
    for key, entry in wanted.items():
        try:
            [row] = serializers.deserialize("python", [entry], handle_forward_references=True)
            row.save()
        except (DeserializationError, IntegrityError) as error:
            raise ContentError(f"{path}: {words(key)}: {error}") from error
        if row.deferred_fields:
            deferred.append(row)
    for row in deferred:
        row.save_deferred_fields()


def _rows(model):
    """Return {natural key: fields} of every row; sorted here, because databases sort text differently."""
    rows = serializers.serialize(
        "python",
        own_rows(model).select_related(*_natural_joins(model)).prefetch_related(*_many(model)),
        fields=[field.name for field in fields_of(model)],
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
    )
    plain = [{name: _plain(value) for name, value in row["fields"].items()} for row in rows]
    by_key = {key_of(model, fields): fields for fields in plain}
    return dict(sorted(by_key.items(), key=lambda row: [str(part) for part in row[0]]))


def own_rows(model):
    """Return the rows that were written here: not a framework's, nor about what is a framework's."""
    rows = model._default_manager.all()
    if issubclass(model, Imported):
        rows = rows.filter(release=None)
    if model is Collection:
        rows = rows.filter(slug=OWN)
    return rows.filter(**dict(_own_conditions(model)))


def _own_conditions(model):
    """Yield the look-ups, and their values, by which a row and what it refers to are the site's own."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if target is Role and field.name != "broader":
            yield (f"{field.name}__draft_of" if model is not Role else "draft_of"), None
        if target is Document:
            yield f"{field.name}__collection", None
        elif target and target is not model and issubclass(target, Collected) and not field.null:
            yield f"{field.name}__collection", OWN
    if issubclass(model, Collected):
        yield "collection", OWN
    elif model is Document:
        yield "collection", None


def _plain(value):
    """Return a value as a file holds it: keys as lists, numbers with a fraction as text."""
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def _many(model):
    return [field.name for field in model._meta.many_to_many]


def _natural_joins(model):
    return {path.rpartition("__")[0] for path in model.natural_key_fields} - {""}


def _said_on_purpose(model, fields):
    defaults = defaults_of(model)
    return {name: value for name, value in fields.items() if name not in defaults or defaults[name] != value}


def _differing(model, fields, present):
    """Return the names of the fields that differ from those of the present row; None if there is none."""
    if present is None:
        return None
    return tuple(
        field.name
        for field in fields_of(model)
        if _comparable(field, fields[field.name]) != _comparable(field, present[field.name])
    )


def _comparable(field, value):
    if field.is_relation:
        # The claims of a row are a set: their order in the file says nothing.
        return {tuple(key) for key in value} if field.many_to_many else value
    return field.to_python(value)
