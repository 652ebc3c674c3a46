"""Values of rows as the history keeps them: exact, in JSON, rows that are many to many by their natural keys."""

from django.db.models import DecimalField
from django.db.models.expressions import BaseExpression

_PLAIN = (str, int, float, bool, list, dict, type(None))


def encode(field, value):
    """Return a value of a field in JSON."""
    if value is None:
        return None
    if field.is_relation:
        return value if isinstance(value, _PLAIN) else str(value)
    value = field.to_python(value)
    if isinstance(field, DecimalField):
        return f"{value:.{field.decimal_places}f}"
    return value if isinstance(value, _PLAIN) else str(value)


def decode(field, value):
    """Return the value of a field that was encoded."""
    if value is None and not field.null:
        return field.get_default()
    return (field.target_field if field.is_relation else field).to_python(value)


def stored(how, pks, using):
    """Return {pk: {field: value}} of rows as they are in the database, the many to many left out; one query."""
    names = [field.attname for field in how.fields]
    rows = how.model._base_manager.using(using).filter(pk__in=pks).values_list("pk", *names)
    return {pk: encoded(how, values) for pk, *values in rows}


def encoded(how, values):
    return {field.name: encode(field, value) for field, value in zip(how.fields, values, strict=True)}


def keys_of_many(field, pks, using):
    """Return {pk: sorted natural keys} of what rows link to by a many-to-many field; one query."""
    links = field.remote_field.through._base_manager.using(using)
    row, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    [key] = field.related_model.natural_key_fields
    found = {pk: [] for pk in pks}
    linked = links.filter(**{f"{row}__in": pks}).order_by(f"{other}__{key}").values_list(f"{row}_id", f"{other}__{key}")
    for pk, name in linked:
        found[pk].append(name)
    return found


def snapshot(how, pks, using):
    """Return {pk: {field: value}} of rows, the many to many included."""
    values = stored(how, pks, using)
    for field in how.many:
        for pk, keys in keys_of_many(field, list(values), using).items() if values else ():
            values[pk][field.name] = keys
    return values


def written(how, instance, before, update_fields, using):
    """Return {field: value} of a row that has just been saved; only an expression takes a query."""
    values = dict(before)
    for field in how.fields:
        if field.attname not in instance.__dict__ or not _is_written(field, update_fields):
            continue
        value = instance.__dict__[field.attname]
        if isinstance(value, BaseExpression) or hasattr(value, "resolve_expression"):
            return stored(how, [instance.pk], using)[instance.pk]
        values[field.name] = encode(field, value)
    return values


def _is_written(field, update_fields):
    return update_fields is None or field.name in update_fields or field.attname in update_fields


def differences(before, after):
    """Return {field: [old, new]} of what differs; nothing is None."""
    return {
        name: [before.get(name), after.get(name)]
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    }
