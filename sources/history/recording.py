"""Rows written down as they are saved and deleted, by signals, or in bulk.

django-auditlog's own receivers would write of a row before it is saved, keep claims as sentences that nobody can
find again, and miss what is loaded over a row that is there; these keep what it takes to bring a row back.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from auditlog.receivers import check_disable
from auditlog.registry import AuditlogModelRegistry
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from .changing import current_change
from .entries import CREATE, DELETE, UPDATE, Book
from .kept import kept, kept_models
from .models import ChangedRow
from .values import differences, keys_of_many, snapshot, stored, written

# Models whose rows are being recorded in bulk.
_in_bulk = ContextVar("recorded_in_bulk", default=frozenset())


def _write(entries, using):
    ChangedRow.objects.using(using).bulk_create(entries, batch_size=500)


def _is_in_bulk(model):
    return model in _in_bulk.get()


@check_disable
def remember(sender, instance, using, **_):
    """Before a row is saved or deleted: keep what stands in the database."""
    if _is_in_bulk(sender) or instance.pk is None:
        return
    instance._before = stored(kept(sender), [instance.pk], using).get(instance.pk)


@check_disable
def record_saved(sender, instance, created, using, update_fields, **_):
    if _is_in_bulk(sender):
        return
    before = {} if created else instance.__dict__.pop("_before", None) or {}
    changes = differences(before, written(kept(sender), instance, before, update_fields, using))
    book = Book(current_change(using), using)
    book.forget(instance)
    if changes:
        _write([book.entry(UPDATE if before else CREATE, instance, changes)], using)


@check_disable
def remember_deleted(sender, instance, using, **_):
    """Before a row is deleted: keep its values, its claims, and what else the database will take along."""
    if _is_in_bulk(sender):
        return
    how = kept(sender)
    values = stored(how, [instance.pk], using).get(instance.pk, {})
    values |= {field.name: keys_of_many(field, [instance.pk], using)[instance.pk] for field in how.many}
    instance._before = values
    _record_cut_off(instance, using)


@check_disable
def record_deleted(sender, instance, using, **_):
    if _is_in_bulk(sender) or not (before := instance.__dict__.pop("_before", None)):
        return
    book = Book(current_change(using), using)
    before = {name: value for name, value in before.items() if value not in (None, [])}
    entry = book.entry(DELETE, instance, differences(before, {}))
    book.forget(instance)
    _write([entry], using)


def _record_cut_off(instance, using):
    """Record the rows that go on without a row that is deleted: their claim, or their reference, goes with it."""
    book, entries = Book(current_change(using), using), []
    for model in kept_models():
        for field in kept(model).references:
            if isinstance(instance, field.related_model) and field.remote_field.on_delete is models.SET_NULL:
                value = getattr(instance, field.target_field.attname)
                rows = model._base_manager.using(using).filter(**{field.attname: value})
                entries += [book.entry(UPDATE, row, {field.name: [value, None]}) for row in rows]
        for field in kept(model).many:
            if isinstance(instance, field.related_model):
                entries += _entries_without(book, model, field, instance)
    _write(entries, using)


def _entries_without(book, model, field, instance):
    [gone] = instance.natural_key()
    rows = list(model._base_manager.using(book.using).filter(**{field.name: instance}))
    keys = keys_of_many(field, [row.pk for row in rows], book.using) if rows else {}
    for row in rows:
        left = [key for key in keys[row.pk] if key != gone]
        yield book.entry(UPDATE, row, {field.name: [keys[row.pk], left]})


@check_disable
def record_many(sender, instance, action, pk_set, using, **_):
    """Record what was added to, or taken from, a many-to-many field of a row."""
    if _is_in_bulk(type(instance)):
        return
    field = next(field for field in kept(type(instance)).many if field.remote_field.through is sender)
    if action in ("pre_add", "pre_remove", "pre_clear"):
        instance._keys_before = keys_of_many(field, [instance.pk], using)[instance.pk]
        return
    after = keys_of_many(field, [instance.pk], using)[instance.pk]
    changes = differences({field.name: instance.__dict__.pop("_keys_before", [])}, {field.name: after})
    if changes:
        _write([Book(current_change(using), using).entry(UPDATE, instance, changes)], using)


class Rows(AuditlogModelRegistry):
    """The models whose rows are written down."""

    def __init__(self):
        own = {pre_save: remember, post_save: record_saved, pre_delete: remember_deleted, post_delete: record_deleted}
        super().__init__(create=False, update=False, delete=False, access=False, m2m=False, custom=own)

    def _connect_signals(self, model):
        super()._connect_signals(model)
        for field in model._meta.many_to_many:
            m2m_changed.connect(record_many, sender=field.remote_field.through, dispatch_uid="history")


rows = Rows()


@contextmanager
def record_rows(queryset):
    """Record what happens inside to the rows of a queryset, however it is written: bulk_create, update, raw SQL…

    What the queryset finds before and after is compared, claims included, in a fixed number of queries. Signals of
    its model's rows are not listened to meanwhile.
    """
    model, using = queryset.model, queryset.db
    how = kept(model)
    before = snapshot(how, queryset.order_by().values_list("pk", flat=True), using)
    gone = _rows_of(model, before, using)
    token = _in_bulk.set(_in_bulk.get() | {model})
    try:
        yield
    finally:
        _in_bulk.reset(token)
    after = snapshot(how, queryset.all().order_by().values_list("pk", flat=True), using)
    left = before.keys() - after.keys()
    if left:
        after |= snapshot(how, left, using)
    record_compared(before, after, gone, model, using)


def _rows_of(model, pks, using):
    return model._base_manager.using(using).in_bulk(list(pks))


def record_compared(before, after, gone, model, using):
    changed = {pk: differences(before.get(pk, {}), after.get(pk, {})) for pk in dict.fromkeys([*before, *after])}
    changed = {pk: _without_nothing(changes) for pk, changes in changed.items() if changes}
    if not changed:
        return
    current = current_change(using)
    book = Book(current, using)
    there = _rows_of(model, [pk for pk in changed if pk in after], using)
    touched = {pk: there.get(pk) or gone[pk] for pk in changed}
    for row in touched.values():
        book.forget(row)
    book.know((touched[pk], changes) for pk, changes in changed.items())
    _write([book.entry(_action(pk, before, after), touched[pk], changes) for pk, changes in changed.items()], using)


def _action(pk, before, after):
    if pk not in after:
        return DELETE
    return UPDATE if pk in before else CREATE


def _without_nothing(changes):
    """Leave out that a row had no claims before it was there."""
    return {name: ends for name, ends in changes.items() if not all(end in (None, []) for end in ends)}
