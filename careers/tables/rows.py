"""One row of the database: whether it differs, its links, and what is wrong with it in words."""

from django.core.exceptions import ValidationError

EMPTY = "The cell must not be empty."


def differ(before, after):
    """Tell whether two texts differ by more than in how their lines end, which spreadsheets change."""
    return before != after and before.replace("\r\n", "\n") != after.replace("\r\n", "\n")


def link(links, wanted, *, is_new):
    present = set() if is_new else set(links.values_list("pk", flat=True))
    if gone := present - wanted:
        links.remove(*gone)
    if added := wanted - present:
        links.add(*added)


def violations_of(instance, error):
    """Return the ValidationError that says in words, and at which field, what the database complains of."""
    for check in (instance.clean, instance.validate_unique, instance.validate_constraints):
        try:
            check()
        except ValidationError as violations:
            return _at_empty_field(instance, str(error)) or violations
    return _at_empty_field(instance, str(error)) or ValidationError(str(error))


def _at_empty_field(instance, error):
    """Return the ValidationError of an empty field that a constraint (“skill_kind_is_known”) asks for, if it is one."""
    for field in instance._meta.concrete_fields:
        constraints = (f"{instance._meta.model_name}_{field.name}_is_{rule}" for rule in ("known", "filled"))
        if any(name in error for name in constraints) and getattr(instance, field.attname) in (None, ""):
            return ValidationError({field.name: EMPTY})
    return None


def load_related(rows, name):
    """Load what rows refer to by a foreign key, and again what that refers to by it; a few queries for all rows."""
    rows = [row for row in rows if getattr(row, f"{name}_id", None)]
    if not rows:
        return
    model = rows[0]._meta.get_field(name).related_model
    loaded = {row.pk: row for row in rows if type(row) is model}
    waiting = rows
    while waiting:
        found = model._default_manager.in_bulk({getattr(row, f"{name}_id") for row in waiting} - loaded.keys())
        loaded |= found
        for row in waiting:
            setattr(row, name, loaded[getattr(row, f"{name}_id")])
        waiting = [row for row in found.values() if getattr(row, f"{name}_id", None)]
