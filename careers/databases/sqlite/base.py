"""Django's SQLite, with the placeholders of a query translated once.

To look for them in two kilobytes of SQL takes as long as half of the queries of a page.
"""

from functools import lru_cache

from django.db.backends.sqlite3 import base

# Of whatever length a query of thousands of parameters has, nothing is remembered.
LONGEST_REMEMBERED = 5_000


@lru_cache(1000)
def _translated(query):
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query, *, param_names=None):
        if param_names is not None or len(query) > LONGEST_REMEMBERED:
            return super().convert_query(query, param_names=param_names)
        return _translated(query)


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name=None):
        return self.connection.cursor(factory=Cursor)
