"""Rows as plain values, the way files hold them: what of a row a file may say, and what it means by silence."""

from django.core.exceptions import ValidationError
from django.db.models import NOT_PROVIDED, CharField, TextField


def clean_plain(field, value):
    """Return a value that refers to no other row as the field holds it; raises ValidationError."""
    if isinstance(field, CharField | TextField) and not isinstance(value, str | None):
        # What YAML takes for a number, a date or a yes: quotation marks make it text.
        raise ValidationError(f"{field.name}: {value!r} is not text; write it in quotation marks.")
    try:
        return field.clean(value, None)
    except ValidationError as error:
        raise ValidationError([f"{field.name}: {message}" for message in error.messages]) from error


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
