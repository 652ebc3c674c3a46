"""Write rows as they were: what differs is taken away, then put back as it should be.

One by one, rows would be in each other's way: two that have swapped their skills, a choice that has taken the slug
of another. Foreign keys are checked at the end of the transaction, on both databases.
"""

from django.db import router

from .changing import unrecorded
from .kept import kept, kept_models
from .recording import record_compared
from .values import decode


def rewrite(before, after, changes, *, marks_edits=False):
    """Bring rows, {(model, pk): values}, to what they were, and record it; the caller holds the change."""
    touched = {model: [pk for of, pk in changes if of is model] for model in kept_models()}
    touched = {model: pks for model, pks in touched.items() if pks}
    gone = {model: model._base_manager.in_bulk(pks) for model, pks in touched.items()}
    with unrecorded():
        for model, pks in touched.items():
            _take_away(model, pks)
        put = [row for model in touched for row in _put_back(model, touched[model], after, changes, marks_edits)]
    for row in put:
        row.clean()
    for model, pks in touched.items():
        olds, news = (_of(model, pks, rows) for rows in (before, after))
        record_compared(olds, news | _marked(put, model, news), gone[model], model, router.db_for_write(model))


def _take_away(model, pks):
    using = router.db_for_write(model)
    for field in kept(model).many:
        links = field.remote_field.through._base_manager.using(using)
        links.filter(**{f"{field.m2m_field_name()}__in": pks}).delete()
    # Without what Django would take along: it comes back, or is needed by nobody.
    model._base_manager.using(using).filter(pk__in=pks)._raw_delete(using)


def _put_back(model, pks, after, changes, marks_edits):
    how = kept(model)
    rows = [_row(how, pk, after[model, pk]) for pk in pks if (model, pk) in after]
    if marks_edits and hasattr(model, "mark_edited"):
        for row in rows:
            row.mark_edited([name for name in changes[model, row.pk] if name not in model.provenance])
    model._base_manager.bulk_create(rows, batch_size=500)
    for field in how.many:
        _link(field, {row.pk: after[model, row.pk].get(field.name) or () for row in rows})
    return rows


def _row(how, pk, values):
    return how.model(pk=pk, **{field.attname: decode(field, values.get(field.name)) for field in how.fields})


def _link(field, wanted):
    """Link rows, {pk: natural keys}, to what they had."""
    [name] = field.related_model.natural_key_fields
    names = {key for keys in wanted.values() for key in keys}
    numbers = dict(field.related_model._base_manager.filter(**{f"{name}__in": names}).values_list(name, "pk"))
    through, row, other = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    links = [through(**{f"{row}_id": pk, f"{other}_id": numbers[key]}) for pk, keys in wanted.items() for key in keys]
    through._base_manager.bulk_create(links, batch_size=500)


def _of(model, pks, rows):
    return {pk: rows[model, pk] for pk in pks if (model, pk) in rows}


def _marked(put, model, values):
    """Return the rows of a model whose mark of what was edited here differs from what it was."""
    rows = [row for row in put if type(row) is model and hasattr(row, "edited_fields")]
    return {row.pk: values[row.pk] | {"edited_fields": row.edited_fields} for row in rows}
