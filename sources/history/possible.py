"""What can be brought back, now that other rows may be gone, or need what would go."""

from collections import defaultdict

from .kept import kept
from .values import decode


def is_referred_to(removed, touched):
    """Return why rows (pairs of model and pk) cannot go, in words, or nothing.

    touched: rows that will be written anew, which may then refer to something else.
    """
    removed, touched = _by_model(removed), _by_model(touched)
    for model, pks in removed.items():
        for relation in _relations_to(model):
            if row := _referring(relation, pks, touched):
                name = relation.related_model._meta.verbose_name
                return f"A {model._meta.verbose_name} would go that something else needs: {name} “{row}”."
    return ""


def _by_model(keys):
    found = defaultdict(set)
    for model, pk in keys:
        found[model].add(pk)
    return found


def _referring(relation, pks, touched):
    """Return a row that refers to some of these by a relation, and will go on doing so; None if there is none."""
    rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})
    if linking := relation.related_model._meta.auto_created:
        # A link between many: it goes with the row that it belongs to.
        [row] = [f.m2m_field_name() for f in linking._meta.many_to_many if f.remote_field.through is rows.model]
        return rows.exclude(**{f"{row}__in": touched.get(linking, ())}).first()
    return rows.exclude(pk__in=touched.get(relation.related_model, ())).first()


def _relations_to(model):
    """Return the relations by which rows elsewhere refer to those of a model; a row's own links go with it."""
    own = {field.remote_field.through for field in kept(model).many}
    relations = model._meta.get_fields(include_hidden=True)
    return [
        relation
        for relation in relations
        if relation.auto_created
        and not relation.concrete
        and not relation.many_to_many
        and relation.related_model not in own
    ]


def passing(rows):
    """Return the keys of the pages among these that are there for a while only."""
    return {(model, pk) for (model, pk), values in rows.items() if kept(model).passes and kept(model).passes(values)}


def drop_what_has_passed(before, after):
    """Return rows as they will be, without pages that were there for a while only, and what refers to these."""
    gone = passing(after) - before.keys()
    return {key: values for key, values in after.items() if key not in gone and not _ends(key[0], values) & gone}


def _ends(model, values):
    return {(field.related_model, values.get(field.name)) for field in kept(model).references}


def drop_what_cannot_be(before, after):
    """Return (rows as they can be, [((model, pk), what is missing)]): what they refer to may be gone."""
    after, lost = dict(after), []
    while found := _missing(before, after):
        for key, field, gone in found:
            values = after.pop(key)
            lost.append((key, f"{field.verbose_name} {', '.join(map(str, gone))} is no longer there"))
            if field.many_to_many:
                after[key] = values | {field.name: [name for name in values[field.name] if name not in gone]}
            elif field.null:
                after[key] = values | {field.name: None}
            elif key in before:
                after[key] = before[key]
    return after, lost


def _missing(before, after):
    """Return [((model, pk), field, the values that refer to nothing)] of rows that would change; a field a row."""
    wanted = defaultdict(lambda: defaultdict(list))
    for key, values in after.items():
        if values != before.get(key):
            for field in (*kept(key[0]).references, *kept(key[0]).many):
                for value in _values(field, values.get(field.name)):
                    wanted[field.related_model, _name(field)][value].append((key, field))
    found = {}
    for (model, name), users in wanted.items():
        for value in users.keys() - _there(model, name, list(users), before, after):
            for key, field in users[value]:
                if found.setdefault(key, (field, []))[0] is field:
                    found[key][1].append(value)
    return [(key, field, gone) for key, (field, gone) in found.items()]


def _values(field, value):
    if field.many_to_many:
        return value or ()
    return () if value is None else (decode(field, value),)


def _name(field):
    return field.related_model.natural_key_fields[0] if field.many_to_many else field.target_field.attname


def _there(model, name, values, before, after):
    """Return which of these values of a column will be there."""
    there = set(model._base_manager.filter(**{f"{name}__in": values}).values_list(name, flat=True))
    is_key = name == model._meta.pk.attname
    there -= {pk if is_key else before[of, pk].get(name) for of, pk in before.keys() - after.keys() if of is model}
    return there | {pk if is_key else row.get(name) for (of, pk), row in after.items() if of is model}
