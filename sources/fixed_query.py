"""Queries that are compiled once.

For most queries of a page the ORM takes several times as long to write the SQL as the database to answer it
(docs/decisions.md has figures). The SQL of a page's queries never changes, only its parameters do.
"""

from copy import copy

from django.db import connections


class FixedQuery:
    """A queryset whose SQL is written at its first use, once for each database."""

    def __init__(self, build, *placeholders):
        """Take a function from parameters to a queryset, and a placeholder of the right type for each of them.

        A placeholder is a value that stands nowhere else in the query.
        """
        self._build = build
        self._placeholders = placeholders
        self._compiled = {}

    def rows(self, *values):
        """Return the list of rows for these values of the parameters."""
        queryset = self._build_once()._chain()
        compiler, sql, parameters = self._compile_once(queryset)
        given = dict(zip(self._placeholders, values, strict=True))
        parameters = tuple(given.get(parameter, parameter) for parameter in parameters)
        compiler = copy(compiler)
        # A connection belongs to its thread.
        compiler.connection = connections[queryset.db]
        compiler.as_sql = lambda *args, **options: (sql, parameters)
        queryset.query.get_compiler = lambda *args, **options: compiler
        return list(queryset)

    def _build_once(self):
        if callable(self._build):
            self._build = self._build(*self._placeholders)
        return self._build

    def _compile_once(self, queryset):
        if queryset.db not in self._compiled:
            compiler = queryset.query.get_compiler(using=queryset.db)
            self._compiled[queryset.db] = compiler, *compiler.as_sql()
        return self._compiled[queryset.db]
