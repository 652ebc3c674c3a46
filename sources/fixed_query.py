"""Queries that are compiled once.

For most queries of a page the ORM takes several times as long to write the SQL as the database to answer it
(docs/decisions.md has figures). The SQL of a page's queries never changes, only its parameters do.
"""

from copy import copy
from functools import cached_property

from django.db import connections


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
        """Return the list of rows for these values of the parameters."""
        queryset = self._queryset._chain()
        compiler, sql, parameters = self._compile(queryset)
        given = dict(zip(self._placeholders, values, strict=True))
        parameters = tuple(given.get(parameter, parameter) for parameter in parameters)
        compiler = copy(compiler)
        compiler.connection = connections[queryset.db]
        compiler.as_sql = lambda *args, **options: (sql, parameters)
        queryset.query.get_compiler = lambda *args, **options: compiler
        return list(queryset)

    def _compile(self, queryset):
        """Return (compiler, SQL, parameters with placeholders); two threads at once do it twice, to no harm."""
        if queryset.db not in self._compiled:
            compiler = queryset.query.get_compiler(using=queryset.db)
            sql, parameters = compiler.as_sql()
            # A connection belongs to its thread, and would stay open as long as it is held here.
            compiler.connection = None
            self._compiled[queryset.db] = compiler, sql, parameters
        return self._compiled[queryset.db]
