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
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, transaction
from django.db.models import NOT_PROVIDED

# In reading order: each model after those that it refers to.
MODELS = [
    "sources.Document",
    "sources.Claim",
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


class ContentError(Exception):
    """A content file cannot be read; says which, and why."""


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
        {"model": label.lower(), "fields": fields}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110
    )
    return "- " + text.rstrip("\n").replace("\n", "\n  ").replace("\n  \n", "\n\n") + "\n"


def load(folder=None):
    """Bring the database to what the files say, and return the changes; all or nothing.

    Rows that no file names are left as they are. Raises ContentError.
    """
    with transaction.atomic():
        return [change for label in MODELS for change in _load_model(label, file_of(label, folder))]


def _load_model(label, path):
    model = apps.get_model(label)
    present = _rows(model)
    changes, wanted = [], []
    for fields in _read(label, model, path):
        key = _key_of(model, fields)
        differing = _differing(fields, present.get(key))
        if differing != ():
            changes.append(Change(label, key, differing))
            wanted.append({"model": label.lower(), "fields": fields})
    _save(wanted, path)
    return changes


def _read(label, model, path):
    """Return the fields of every row in a file, defaults filled in."""
    try:
        entries = yaml.load(path.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or []
        strangers = {entry["model"] for entry in entries} - {label.lower()}
        rows = [_defaults(model) | entry["fields"] for entry in entries]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise ContentError(f"{path}: not a content file ({error!r}).") from error
    if strangers:
        raise ContentError(f"{path}: holds rows of {', '.join(sorted(strangers))}; only {label.lower()} belongs here.")
    return rows


def _save(wanted, path):
    deferred = []
    try:
        for row in serializers.deserialize("python", wanted, handle_forward_references=True):
            row.save()
            if row.deferred_fields:
                deferred.append(row)
        for row in deferred:
            row.save_deferred_fields()
    except (DeserializationError, IntegrityError, ObjectDoesNotExist, ValidationError, ValueError) as error:
        raise ContentError(f"{path}: {error}") from error


def _rows(model):
    """Return {natural key: fields} of every row; sorted here, because databases sort text differently."""
    rows = serializers.serialize(
        "python",
        model._default_manager.select_related(*_natural_joins(model)).prefetch_related(*_many(model)),
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
    )
    plain = [{name: _plain(value) for name, value in row["fields"].items()} for row in rows]
    by_key = {_key_of(model, fields): fields for fields in plain}
    return dict(sorted(by_key.items(), key=lambda row: [str(part) for part in row[0]]))


def _plain(value):
    """Return a value as a file holds it: keys as lists, numbers with a fraction as text."""
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def _many(model):
    return [field.name for field in model._meta.many_to_many]


def _natural_joins(model):
    return {path.rpartition("__")[0] for path in model.natural_key_fields} - {""}


def _defaults(model):
    """Return what a field says where a file says nothing; required fields are left out."""
    fields = {field.name: [] for field in model._meta.many_to_many}
    for field in model._meta.concrete_fields:
        if field.default is not NOT_PROVIDED:
            fields[field.name] = field.to_python(field.default)
        elif field.null:
            fields[field.name] = None
        elif field.blank and field.empty_strings_allowed and not field.primary_key:
            fields[field.name] = ""
    return fields


def _said_on_purpose(model, fields):
    defaults = _defaults(model)
    return {name: value for name, value in fields.items() if name not in defaults or defaults[name] != value}


def _key_of(model, fields):
    """Return a row's natural key as it stands in its fields."""
    key = []
    for path in model.natural_key_fields:
        name = path.split("__")[0]
        value = fields.get(name)
        key.extend(value if isinstance(value, list) else [value])
    return tuple(key)


def _differing(fields, present):
    """Return the names of the fields that differ from those of the present row; None if there is none."""
    if present is None:
        return None
    return tuple(name for name in fields if _comparable(fields[name]) != _comparable(present.get(name)))


def _comparable(value):
    # The claims of a row are a set: their order in the file says nothing.
    return sorted(value, key=str) if isinstance(value, list) else value
