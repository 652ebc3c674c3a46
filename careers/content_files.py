"""What a content file says: its rows with all their fields, each value of the right type.

A file is a list of rows. What a row leaves out has its default; it refers to others by their natural keys.
"""

import yaml
from django.core.exceptions import ValidationError
from django.db.models import NOT_PROVIDED, CharField, TextField

# The one written in C, where there is one, reads ten times as fast.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(Exception):
    """A content file cannot be read; says which, and why."""


def read(label, model, path):
    """Return {natural key: fields} of every row in a file, defaults filled in."""
    rows = {}
    for number, entry in enumerate(_entries(path), start=1):
        try:
            fields = _clean(model, _said(label, entry))
        except ValidationError as error:
            raise ContentError(f"{path}, row {number}: {' '.join(error.messages)}") from error
        key = key_of(model, fields)
        if key in rows:
            raise ContentError(f"{path}, row {number}: {words(key)} stands there twice.")
        rows[key] = fields
    return rows


def _entries(path):
    try:
        entries = yaml.load(path.read_text(), Loader=_Loader) or []  # noqa: S506, a safe loader either way
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError(f"{path}: cannot be read: {error}.") from error
    if not isinstance(entries, list):
        raise ContentError(f"{path}: not a list of rows.")
    return entries


def _said(label, entry):
    """Return the fields of one entry of a file; raises ValidationError."""
    match entry:
        case {"model": model, "fields": dict(fields)} if model == label.lower():
            return fields
        case {"model": model} if model != label.lower():
            raise ValidationError(f"A row of {model}; only {label.lower()} belongs here.")
    raise ValidationError(f"A row says “model: {label.lower()}” and then its fields.")


def _clean(model, said):
    """Return the values of all fields, defaults filled in and types right; raises ValidationError."""
    fields = {field.name: field for field in fields_of(model)}
    if unknown := said.keys() - fields.keys():
        raise ValidationError(f"{', '.join(sorted(map(str, unknown)))}: no such field.")
    values = defaults_of(model) | said
    return {name: _clean_value(field, values.get(name)) for name, field in fields.items()}


def _clean_value(field, value):
    if isinstance(field, CharField | TextField) and not isinstance(value, str | None):
        # What YAML takes for a number, a date or a yes: quotation marks make it text.
        raise ValidationError(f"{field.name}: {value!r} is not text; write it in quotation marks.")
    try:
        return _clean_reference(field, value) if field.is_relation else field.clean(value, None)
    except ValidationError as error:
        raise ValidationError([f"{field.name}: {message}" for message in error.messages]) from error


def _clean_reference(field, value):
    length = len(field.related_model.natural_key_fields)
    keys = value if field.many_to_many else [value]
    if value is None and field.null:
        return None
    if isinstance(keys, list) and all(isinstance(key, list) and len(key) == length for key in keys):
        return value
    key = f"[{', '.join(field.related_model.natural_key_fields)}]"
    raise ValidationError(f"Write it as {f'[{key}, …]' if field.many_to_many else key}.")


def check_references(model, rows, path):
    """Raise ContentError where a row refers to one that is not there."""
    for field in (field for field in fields_of(model) if field.is_relation):
        target = field.related_model
        there = set(target._default_manager.values_list(*target.natural_key_fields))
        if target is model:
            there |= rows.keys()
        for key, fields in rows.items():
            value = fields[field.name]
            for reference in value if field.many_to_many else [value]:
                if reference and tuple(reference) not in there:
                    missing = f"{target._meta.verbose_name} {words(reference)}"
                    raise ContentError(f"{path}: {words(key)}: {field.name}: there is no {missing}.")


def words(key):
    """Return a natural key as people read it: "junior-backend-engineer / java"."""
    return " / ".join(str(part) for part in key if part)


def fields_of(model):
    """Return the fields that a file may name."""
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    hidden = getattr(model, "provenance", ())
    return [field for field in fields if not (field.primary_key or field.name in hidden)]


def defaults_of(model):
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


def key_of(model, fields):
    """Return a row's natural key as it stands in its fields."""
    key = []
    for path in model.natural_key_fields:
        name = path.split("__")[0]
        value = fields.get(name)
        key.extend(value if isinstance(value, list) else [value])
    return tuple(key)
