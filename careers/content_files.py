"""What a content file says: its rows with all their fields, each value of the right type.

A file is a list of rows. What a row leaves out has its default; it refers to others by their natural keys.
"""

import yaml
from django.core.exceptions import ValidationError

from sources.plain_rows import clean_plain, defaults_of, fields_of, key_of, words

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
    """Return a value as the field holds it, a reference as its natural key; raises ValidationError."""
    return _clean_reference(field, value) if field.is_relation else clean_plain(field, value)


def _clean_reference(field, value):
    length = len(field.related_model.natural_key_fields)
    keys = value if field.many_to_many else [value]
    if value is None and field.null:
        return None
    if isinstance(keys, list) and all(isinstance(key, list) and len(key) == length for key in keys):
        return value
    key = f"[{', '.join(field.related_model.natural_key_fields)}]"
    raise ValidationError(f"{field.name}: Write it as {f'[{key}, …]' if field.many_to_many else key}.")


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
