"""Insert many rows of a model at once: by COPY where the database has it; ten times as fast as one instance each."""

import csv
from io import StringIO

from django.db import connection

# What stands for no value in a file for COPY; only in columns that may have none.
_NULL = r"\N"


def insert(model, names, rows):
    """Insert rows, plain values of the columns `names` each; the other columns get their defaults."""
    fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
    others = {name: field.get_default() for name, field in fields.items() if name not in names}
    columns = [fields[name] for name in (*names, *others)]
    prepared = [_prepared(columns, (*row, *others.values())) for row in rows]
    # Else the errors of a cursor's own methods would be the driver's.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        write = _copy if connection.vendor == "postgresql" else _insert
        write(cursor, model._meta.db_table, columns, prepared)


def _prepared(fields, values):
    return [
        value if isinstance(value, str | int | None) else field.get_db_prep_save(value, connection)
        for field, value in zip(fields, values, strict=True)
    ]


def _copy(cursor, table, fields, rows):
    file = StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(
        [_NULL if value is None else value for value in row] for row in rows
    )
    file.seek(0)
    nullable = [field for field in fields if field.null]
    force = f", FORCE_NULL ({_names(nullable)})" if nullable else ""
    cursor.copy_expert(
        f"COPY {_quoted(table)} ({_names(fields)}) FROM STDIN WITH (FORMAT csv, NULL '{_NULL}'{force})", file
    )


def _insert(cursor, table, fields, rows):
    places = ", ".join(["%s"] * len(fields))
    # Names come from the models' own metadata.
    cursor.executemany(f"INSERT INTO {_quoted(table)} ({_names(fields)}) VALUES ({places})", rows)  # noqa: S608


def _names(fields):
    return ", ".join(_quoted(field.column) for field in fields)


def _quoted(name):
    return connection.ops.quote_name(name)
