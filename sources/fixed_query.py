"""Queries that are compiled once.

For most queries of a page the ORM takes several times as long to write the SQL, and to work out how its rows become
instances, as the database to answer (docs/decisions.md has figures). Neither changes from page to page: only the
parameters do.
"""

from functools import cached_property

from django.db import connections
from django.db.models.query import get_related_populators

from .traces import rows_of


class FixedQuery:
    """A queryset whose SQL is written at its first use, once for each database; any thread may use it."""

    def __init__(self, build, *placeholders):
        """Take a function from parameters to a queryset, and a placeholder of the right type for each of them.

        A placeholder is a value that stands nowhere else in the query.
        """
        self._build = build
        self._placeholders = placeholders
        self._compiled = {}

    @cached_property
    def _queryset(self):
        return self._build(*self._placeholders)

    def rows(self, *values):
        """Return the list of rows for these values of the parameters: instances, or tuples of a values_list()."""
        database = self._queryset.db
        # Two threads at once do this twice, to no harm.
        compiled = self._compiled.get(database) or self._compiled.setdefault(
            database, _Compiled(self._queryset, database)
        )
        given = dict(zip(self._placeholders, values, strict=True))
        rows = rows_of(database, compiled.sql, [given.get(parameter, parameter) for parameter in compiled.parameters])
        return compiled.rows(rows, connections[database])


class _Compiled:
    """The SQL of a queryset for one database, and how its rows become instances.

    It holds no connection: one belongs to its thread, and would stay open as long as it is held here.
    """

    def __init__(self, queryset, database):
        compiler = queryset.query.get_compiler(using=database)
        self.sql, self.parameters = compiler.as_sql()
        columns = [column for column, *_ in compiler.select]
        self._converted = {place: columns[place] for place in compiler.get_converters(columns)}
        # Of a values_list() the values themselves are asked for.
        self._makes_instances = not queryset.query.values_select
        if not self._makes_instances:
            return
        own = compiler.klass_info["select_fields"]
        self._database = database
        self._model = queryset.model
        self._own = slice(own[0], own[-1] + 1)
        self._names = [column.target.attname for column in columns[self._own]]
        self._related = get_related_populators(compiler.klass_info, compiler.select, database)
        self._annotations = compiler.annotation_col_map or {}

    def rows(self, rows, connection):
        """Return instances of the model with what is loaded beside them, or the values asked for."""
        rows = self._with_python_values(rows, connection)
        return list(map(self._instance, rows)) if self._makes_instances else rows

    def _instance(self, row):
        instance = self._model.from_db(self._database, self._names, row[self._own])
        for populator in self._related:
            populator.populate(row, instance)
        for name, place in self._annotations.items():
            setattr(instance, name, row[place])
        return instance

    def _with_python_values(self, rows, connection):
        """Return the rows with what the database gives as another type (a boolean of SQLite) turned into its own."""
        if not self._converted:
            return rows
        converted = [list(row) for row in rows]
        for place, column in self._converted.items():
            for convert in connection.ops.get_db_converters(column) + column.get_db_converters(connection):
                for row in converted:
                    row[place] = convert(row[place], column, connection)
        return converted
