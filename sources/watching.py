"""What changed: a stamp of the content as a whole, and the entries of the search that are out of date.

Triggers keep both right, whatever way of writing is used (see sources.triggers).
"""

from collections import defaultdict
from contextlib import contextmanager
from uuid import uuid4

from django.db import connections, models, router, transaction

from . import triggers


class ContentStamp(models.Model):
    """A random value that every writing statement changes.

    Random, so that content after a rollback can never have the stamp of other content.
    """

    name = models.CharField(primary_key=True, max_length=36)
    value = models.CharField(max_length=36)

    is_content = False

    def __str__(self):
        return f"{self.name}: {self.value}"


class Outdated(models.Model):
    """That the entry of an object in the search index is out of date; an object may have many such rows."""

    kind = models.CharField(max_length=16)
    object_id = models.BigIntegerField()

    is_content = False

    def __str__(self):
        return f"{self.kind} {self.object_id}"


# Room -> (model, kind of the entry, column that names its object).
_watches = defaultdict(list)


def watch(model, kind, column="id"):
    """Say that a changed row of this model outdates the entry of that kind which the column names."""
    _watches[model._meta.app_label].append((model._meta.db_table, kind, column))


def ensure_triggers(app_config, using="default", **_):
    """Watch the tables of a room; a signal's receiver.

    What was written while a trigger was missing is unknown, so then everything counts as changed.
    """
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if ContentStamp._meta.db_table not in present:
        return
    tables = {table for table in watched_tables(app_config) if table in present}
    watches = [watch for watch in _watches[app_config.label] if watch[0] in tables]
    with transaction.atomic(using):
        unwatched = triggers.ensure(connection, tables, watches)
        if unwatched:
            stamp_now(using)
        with connection.cursor() as cursor:
            for table, kind, column in watches:
                if table in unwatched:
                    rows = f"SELECT DISTINCT '{kind}', {column} FROM {table}"  # noqa: S608 names of the schema
                    cursor.execute(f"INSERT INTO sources_outdated (kind, object_id) {rows}")


def content_tables(app_config):
    """Return the tables of a room that hold content, those that link many to many included."""
    return [model._meta.db_table for model in app_config.get_models(include_auto_created=True) if is_content(model)]


def watched_tables(app_config):
    """Return the tables of a room whose rows pages show: content, and what of its history readers may know."""
    shown = [model._meta.db_table for model in app_config.get_models() if getattr(model, "is_shown", False)]
    return [*content_tables(app_config), *shown]


def is_content(model):
    """Tell whether readers see what rows of a model say; links many to many are what the model is that has them."""
    return getattr(model._meta.auto_created or model, "is_content", True)


def content_stamp():
    """Return a text that differs whenever the content does; one short query."""
    with connections[router.db_for_read(ContentStamp)].cursor() as cursor:
        cursor.execute(triggers.STAMP_SQL)
        return "".join(value for (value,) in cursor.fetchall())


def hold_content(using="default"):
    """Let nobody else write content before this transaction ends; writers take the same row before any other."""
    list(ContentStamp.objects.using(using).select_for_update().filter(name="edits"))


def stamp_now(using="default"):
    """Change the stamp without waiting for anybody: a row of its own takes the place of those before it."""
    stamps = ContentStamp.objects.using(using)
    with transaction.atomic(using):
        earlier = stamps.exclude(name="edits").select_for_update(skip_locked=connections[using].vendor == "postgresql")
        stamps.filter(name__in=list(earlier.values_list("name", flat=True))).delete()
        stamps.create(name=uuid4(), value=uuid4())


@contextmanager
def bulk_writing(using="default"):
    """Write for long without making editors wait: the stamp changes at the end, not with each statement."""
    connection = connections[using]
    with transaction.atomic(using):
        if connection.vendor == "postgresql":
            _set_bulk(connection, "on")
        yield
        if connection.vendor == "postgresql":
            _set_bulk(connection, "off")
        stamp_now(using)


@contextmanager
def unseen_by_search(using="default"):
    """Write, within bulk_writing, what no entry of the search shows: the entries stay as they are."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        _set_bulk(connection, "unseen")
        yield
        _set_bulk(connection, "on")
        return
    # Nobody else writes meanwhile.
    outdated = Outdated.objects.using(using)
    last = outdated.aggregate(last=models.Max("id"))["last"] or 0
    yield
    outdated.filter(id__gt=last).delete()


def _set_bulk(connection, state):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('waymark.bulk', %s, true)", [state])
