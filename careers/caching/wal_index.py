"""Noticing commits to an SQLite file for the price of a comparison.

A query takes 4 µs, but lets other threads in three times; with two threads a page from memory then costs twice as
much. SQLite keeps in memory that all its connections share, the file -shm, a header that each commit changes before
anybody can see what was committed (https://www.sqlite.org/walformat.html, “WAL-index header”). As long as it is the
same, so is the content. Nothing of it is interpreted, and whatever else changes it costs a query and no more.
"""

import mmap
import os
import sqlite3
from threading import Lock
from urllib.parse import quote

# The header and its copy; behind them stands what changes with each reader.
HEADER_BYTES = 96


class WalIndex:
    """What a query says of a file in WAL mode, asked anew only after a commit of whatever process.

    Its connection stays open, so that the file -shm lives as long as the process; and so does what maps that file,
    because to close it would end the locks that other connections of this process have on it (fcntl(2)).
    Raises OSError or sqlite3.Error where there is no such file, or it is not in WAL mode.
    """

    def __init__(self, path, sql):
        self._sql = sql
        self._connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA query_only = ON")
        self._lock = Lock()
        self._seen = b"", None
        self._ask()
        self._map = mmap.mmap(os.open(f"{path}-shm", os.O_RDONLY), HEADER_BYTES, access=mmap.ACCESS_READ)

    def rows(self):
        """Return the rows of the query as they are now."""
        # Read before the rows: what is committed in between is asked for once more.
        header = self._map[:HEADER_BYTES]
        seen, rows = self._seen
        if header != seen:
            rows = self._ask()
            self._seen = header, rows
        return rows

    def _ask(self):
        with self._lock:
            return self._connection.execute(self._sql).fetchall()
