"""The version of the content as it is now, asked at each request."""

import sqlite3
from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections

from careers.databases.configuration import SQLITE
from careers.databases.stamps import current_stamp
from sources.triggers import STAMP_SQL

from .wal_index import WalIndex


def stamp_reader():
    """Return the function that tells the version of the content: the quickest that the database allows."""
    index = _wal_index(str(connections.settings[DEFAULT_DB_ALIAS]["NAME"]))
    return current_stamp if index is None else lambda: _joined(index.rows())


# One for each file and process, for good.
@cache
def _wal_index(path):
    """Return the WalIndex of the site's database; None where that is no SQLite file in WAL mode."""
    if connections.settings[DEFAULT_DB_ALIAS]["ENGINE"] != SQLITE:
        return None
    # Django's connection sets the mode where a file is new.
    connections[DEFAULT_DB_ALIAS].ensure_connection()
    try:
        return WalIndex(path, STAMP_SQL)
    except (OSError, sqlite3.Error):
        return None


def _joined(rows):
    return "".join([value for (value,) in rows])
