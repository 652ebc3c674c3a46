"""What stands in a database, to be compared to the last row."""

from contextlib import closing, contextmanager

import psycopg2


def everything(cursor, columns=None):
    """Return {table: (number of rows, digest of them all)}, of some tables and columns or of all."""
    rows = {}
    for table, names in (columns or columns_of(cursor)).items():
        values = f"md5(ROW({', '.join(names)})::text)"
        cursor.execute(f"SELECT count(*), md5(string_agg({values}, '' ORDER BY {values})) FROM {table}")  # noqa: S608
        rows[table] = cursor.fetchone()
    return rows


def columns_of(cursor):
    """Return {table: names of its columns}."""
    cursor.execute(
        "SELECT table_name, array_agg(quote_ident(column_name) ORDER BY column_name)::text[] "
        "FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name"
    )
    return dict(cursor.fetchall())


@contextmanager
def reading(address):
    """Give a cursor that sees one moment of a database."""
    with closing(psycopg2.connect(address)) as connection:
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        yield connection.cursor()
