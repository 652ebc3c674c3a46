"""The content as one SQLite file: the tables of the CSV files, with an index on what they are about."""

import sqlite3
from contextlib import closing
from itertools import groupby

from .packed import ENDING, pack
from .tables import TABLES

NAME = "waymark.sqlite3"
FILE = f"{NAME}{ENDING}"
_TYPES = {"text": "TEXT", "codes": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER"}
_BY_KIND = {kind: list(tables) for kind, tables in groupby(TABLES, lambda table: table.kind)}
# The same bytes whatever the defaults of a build are; nobody else has the file while it is written.
_SETTINGS = """
    PRAGMA page_size = 4096; PRAGMA auto_vacuum = NONE; PRAGMA encoding = "UTF-8"; PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;
"""


def write_sqlite(documents, folder):
    """Write all tables into one file, and pack it."""
    path = folder / NAME
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(_SETTINGS)
        database.execute("BEGIN")
        for table in TABLES:
            database.execute(_schema(table))
        inserts = {table.name: _insert(table) for table in TABLES}
        for document in documents:
            for table in _BY_KIND[document["kind"]]:
                database.executemany(inserts[table.name], table.rows(document))
        for table in TABLES:
            for name, columns in _indexes(table):
                database.execute(f'CREATE INDEX "{name}" ON "{table.name}" ({columns})')
        database.execute("COMMIT")
        # Pages in the order of their tables, none of them free.
        database.execute("VACUUM")
    pack(path)


def _schema(table):
    columns = ", ".join(f'"{column.name}" {_TYPES[column.type]}' for column in table.columns)
    return f'CREATE TABLE "{table.name}" ({columns})'


def _insert(table):
    marks = ", ".join("?" * len(table.columns))
    return f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608 names of our own


def _indexes(table):
    """Yield (name, columns) of what is looked up: the key, and the skill of what roles ask for."""
    yield f"{table.name}_key", ", ".join(f'"{name}"' for name in table.key)
    if table.kind == "role" and "skill" in table.key:
        yield f"{table.name}_skill", '"skill"'
