"""The version of the content as it is now, asked at each request."""

import sqlite3
from functools import cache

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

from .wal_index import WalIndex

_SQL = "SELECT value FROM sources_contentstamp ORDER BY name"
_GONE = (OperationalError, InterfaceError)
_last = None


def stamp_reader():
    """Return the function that tells the version of the content: the quickest that the database allows."""
    index = _wal_index(str(connections.settings[DEFAULT_DB_ALIAS]["NAME"]))
    return current_stamp if index is None else lambda: _joined(index.rows())


def current_stamp():
    """Return the version of the content; while no database answers, the last one seen: readers go on reading.

    Raises OperationalError or InterfaceError where there is none at all.
    """
    global _last
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        _last = _asked_twice(connection)
    except _GONE:
        if _last is None:
            raise
    return _last


# One for each file and process, for good.
@cache
def _wal_index(path):
    """Return the WalIndex of the site's database; None where that is no SQLite file in WAL mode."""
    if connections.settings[DEFAULT_DB_ALIAS]["ENGINE"] != "django.db.backends.sqlite3":
        return None
    # Django's connection sets the mode where a file is new.
    connections[DEFAULT_DB_ALIAS].ensure_connection()
    try:
        return WalIndex(path, _SQL)
    except (OSError, sqlite3.Error):
        return None


def _asked_twice(connection):
    try:
        return _ask(connection)
    except _GONE:
        # It may have broken since it was used last; a second one tells whether the database is there.
        connection.close()
        return _ask(connection)


def _ask(connection):
    # Without Django's cursor, which asks first whether the connection is usable and takes as long again.
    with connection.wrap_database_errors:
        connection.ensure_connection()
        cursor = connection.connection.cursor()
        try:
            cursor.execute(_SQL)
            return _joined(cursor.fetchall())
        finally:
            cursor.close()


def _joined(rows):
    return "".join([value for (value,) in rows])
