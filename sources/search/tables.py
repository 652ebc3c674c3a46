"""Writing to the tables of the index, many rows at once.

On SQLite each has a table of FTS5 beside it, which is written to here and not by triggers: those would write it out
to the disk with each row, and take twenty times as long.
"""

import csv
from io import StringIO

from django.db import connections

# Table -> the primary key, and what FTS5 has of a row (words with the edges that PostgreSQL's trigrams have).
FTS5 = {
    "sources_entryname": ("id", "words"),
    "sources_entrytext": ("entry_id", "words"),
    "sources_word": ("id", "'  ' || word || ' '"),
}
EVERY = ("sources_entry", *FTS5)


def insert(connection, table, columns, rows):
    """Insert tuples; `columns` are their names, apart by spaces."""
    names = ", ".join(columns.split())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            file = StringIO()
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
            file.seek(0)
            # Django wraps the errors of its own methods only.
            with connection.wrap_database_errors:
                cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv)", file)
            return
        places = ", ".join(["%s"] * len(columns.split()))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)


def tell_fts5(connection, table, condition, parameters):
    """Give FTS5, on SQLite, the new rows of a table, which meet a condition in SQL."""
    if connection.vendor == "sqlite":
        key, words = FTS5[table]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table}_fts (rowid, words) SELECT {key}, {words} FROM {table} WHERE {condition}",
                parameters,
            )


def delete(connection, table, condition, parameters):
    """Delete the rows that meet a condition in SQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and table in FTS5:
            key, words = FTS5[table]
            cursor.execute(
                f"INSERT INTO {table}_fts ({table}_fts, rowid, words) "
                f"SELECT 'delete', {key}, {words} FROM {table} WHERE {condition}",
                parameters,
            )
        cursor.execute(f"DELETE FROM {table} WHERE {condition}", parameters)


def add_counts(connection, changes):
    """Add to the numbers of entries that have words; `changes` are (word, how many more)."""
    add = (
        "INSERT INTO sources_word (word, count) {} "
        "ON CONFLICT (word) DO UPDATE SET count = sources_word.count + excluded.count"
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [[word for word, _ in changes], [count for _, count in changes]]
            cursor.execute(add.format("SELECT * FROM unnest(%s::text[], %s::int[])"), columns)
        else:
            cursor.execute("SELECT COALESCE(MAX(id), 0) FROM sources_word")
            last = cursor.fetchone()
            cursor.executemany(add.format("VALUES (%s, %s)"), changes)
            tell_fts5(connection, "sources_word", "id > %s", last)
    delete(connection, "sources_word", "count <= %s", [0])


def empty(connection):
    with connection.cursor() as cursor:
        for table in EVERY:
            cursor.execute(f"DELETE FROM {table}")
        _empty_fts5(cursor)


def settle(connection):
    """Let PostgreSQL know what the tables hold after much was written, and put it where it is found quickly."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for index in ("sources_entryname_words", "sources_entrytext_words", "sources_word_trigrams"):
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
            cursor.execute(f"ANALYZE {', '.join(EVERY)}")


def forget_what_was_flushed(using="default", **_):
    """Empty the tables of FTS5 where those that Django knows are empty; a signal's receiver."""
    connection = connections[using]
    if connection.vendor == "sqlite" and "sources_word_fts" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM sources_entry)")
            if cursor.fetchone() == (0,):
                _empty_fts5(cursor)


def _empty_fts5(cursor):
    if cursor.db.vendor == "sqlite":
        for table in FTS5:
            cursor.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('delete-all')")
