"""Write what a plan says: in batches, with as few statements as rows allow; the caller holds the transaction."""

import json
from collections import defaultdict

from django.db import connection

from roles.models import ProgressionStep
from sources.models import Basis
from sources.watching import unseen_by_search

from . import content
from .batches import MOST_PARAMETERS, batches
from .insert import insert
from .slugs import new_slugs

SIZE = 5000
# Look-ups by number; SQLite takes no more at once, as Django counts.
_LOOKUP = 900
STEP_NOTE = "The framework does not order its levels; this order follows from their names."


class Writer:
    """Brings the rows of one collection to what a plan says.

    numbers: {row type: {identifier: pk}} of what is there; it grows with what is added.
    """

    def __init__(self, plan, numbers, document, progress):
        self.plan, self.numbers, self.document, self.progress = plan, numbers, document, progress

    def write(self):
        for part in self.plan.kinds.values():
            self._start("Writing", part, len(part.added) + len(part.changed) + len(part.retired))
            self._add(part)
            self._change(part)
        self._add_steps()
        for part in reversed(self.plan.kinds.values()):
            self._remove(part)
        with unseen_by_search():
            for part in self.plan.kinds.values():
                self._start("Marking", part, len(part.found))
                self._mark_found(part)

    def _start(self, doing, part, count):
        if count:
            self.progress.start(f"{doing} {part.kind.model._meta.verbose_name_plural}", count)

    def _add(self, part):
        names, make = self._maker(part)
        waiting = list(part.added.items())
        while waiting:
            ready = self._ready(part.kind, waiting)
            for batch in batches(ready, SIZE):
                insert(part.kind.model, names, [make(*item) for item in batch])
                if part.kind.is_thing:
                    self._learn_numbers(part.kind, [key[0] for key, _ in batch])
                self.progress.advance(len(batch))
            waiting = waiting[len(ready) :]

    def _learn_numbers(self, kind, identifiers):
        rows = kind.model._default_manager.filter(collection=self.plan.collection).order_by()
        for batch in batches(identifiers, _LOOKUP):
            self.numbers[kind.row].update(rows.filter(identifier__in=batch).values_list("identifier", "pk"))

    def _ready(self, kind, waiting):
        """Return the first rows whose broader ones have been written; a plan has these before those."""
        if "broader" not in kind.fields:
            return waiting
        index, there = kind.fields.index("broader"), self.numbers[kind.row]
        for count, (_, values) in enumerate(waiting):
            if values[index] is not None and values[index] not in there:
                return waiting[:count]
        return waiting

    def _maker(self, part):
        """Return the columns of a new row, and the function that makes their values of its key and values."""
        kind, slugs = part.kind, self._slugs(part)
        names = [*map(kind.attname, (*kind.key, *kind.fields)), "release_id"]
        pointers = self._pointers(kind, (*kind.key, *kind.fields))
        if kind.is_thing:
            names += ["collection_id", "slug"]

        def make(key, values):
            row = [*key, *values, self.document.pk]
            for index, numbers in pointers:
                row[index] = None if row[index] is None else numbers[row[index]]
            return [*row, self.plan.collection, slugs[key[0]]] if kind.is_thing else row

        return names, make

    def _pointers(self, kind, names):
        """Return (place in a row, {identifier: pk}) for each field that refers to others."""
        return [(i, self.numbers[kind.references[n]]) for i, n in enumerate(names) if n in kind.references]

    def _slugs(self, part):
        kind, collection = part.kind, self.plan.collection
        if not kind.is_thing or not part.added:
            return {}
        taken = kind.model._default_manager.filter(slug__startswith=collection).values_list("slug", flat=True)
        names = {
            # The titles of tasks are whole sentences; nobody reads the addresses.
            key[0]: key[0] if kind.row is content.Work else kind.title_in(values)
            for key, values in part.added.items()
        }
        return new_slugs(collection, names, taken)

    def _change(self, part):
        """Write the fields that differ, and no others: rows with the same ones together."""
        alike = defaultdict(list)
        for change in (*part.changed, *part.retired):
            alike[tuple(difference.field for difference in change.differences)].append(change)
        for names, changes in alike.items():
            pointers = dict(self._pointers(part.kind, names))
            for batch in batches(changes, SIZE):
                set_values(part.kind.model, names, [_new_values(change, pointers) for change in batch])
                self.progress.advance(len(batch))

    def _add_steps(self):
        roles = self.numbers[content.Role]
        ProgressionStep.objects.bulk_create(
            [
                ProgressionStep(
                    origin_id=roles[step.origin],
                    target_id=roles[step.target],
                    kind=step.kind,
                    basis=Basis.INFERRED,
                    note=STEP_NOTE,
                    release_id=self.document.pk,
                )
                for step in self.plan.steps
            ],
            batch_size=SIZE,
        )

    def _remove(self, part):
        rows = part.kind.model._default_manager
        for batch in batches(part.removed.values(), _LOOKUP):
            if "broader" in part.kind.fields:
                # What goes together does not protect each other.
                rows.filter(broader__in=batch).update(broader=None)
            rows.filter(pk__in=batch).delete()

    def _mark_found(self, part):
        """Say that rows were found in this release, all of a kind at once: hundreds of thousands may be."""
        if not part.found:
            return
        table = connection.ops.quote_name(part.kind.model._meta.db_table)
        is_postgresql = connection.vendor == "postgresql"
        these = "= ANY(%s)" if is_postgresql else "IN (SELECT value FROM json_each(%s))"
        numbers = part.found if is_postgresql else json.dumps(part.found)
        with connection.cursor() as cursor:
            # Names come from the models' own metadata.
            cursor.execute(f"UPDATE {table} SET release_id = %s WHERE id {these}", [self.document.pk, numbers])  # noqa: S608
        self.progress.advance(len(part.found))


def _new_values(change, pointers):
    """Return (pk, new value, …) of a change."""
    values = [difference.new for difference in change.differences]
    for index, numbers in pointers.items():
        values[index] = None if values[index] is None else numbers[values[index]]
    return (change.pk, *values)


def set_values(model, names, rows):
    """Set fields of many rows at once; rows: (pk, value, …) each.

    Django's own bulk_update asks for each value of each row with a condition of its own.
    """
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    # Cast, because a column of nothing but nulls has no type of its own.
    settings = ", ".join(
        f"{quote(field.column)} = CAST(new.column{place} AS {field.db_type(connection)})"
        for place, field in enumerate(fields, start=2)
    )
    for batch in batches(rows, MOST_PARAMETERS // (len(fields) + 1)):
        values = ", ".join([f"({', '.join(['%s'] * (len(fields) + 1))})"] * len(batch))
        # Names come from the models' own metadata.
        sql = f"UPDATE {table} SET {settings} FROM (VALUES {values}) AS new WHERE {table}.{key} = new.column1"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for row in batch for value in _prepared(fields, row)])


def _prepared(fields, row):
    pk, *values = row
    return [pk, *(field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True))]
