"""Database triggers that notice every change of content, whoever writes it and how.

They are made after each migrate instead of by a migration: SQLite loses the triggers of a table that a migration
makes anew, and a new model is watched without a word. The name of a trigger ends with a digest of what it does, so
that another definition replaces it.
"""

from hashlib import sha256

PREFIX = "watch_"
STAMP_SQL = "SELECT value FROM sources_contentstamp ORDER BY name"

# BEFORE, so that a writer takes the lock of the stamp first and those of its rows later: two cannot block each other.
_POSTGRESQL_STAMP = """
CREATE OR REPLACE FUNCTION watch_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('waymark.bulk', true), '') NOT IN ('on', 'unseen') THEN
        INSERT INTO sources_contentstamp (name, value) VALUES ('edits', gen_random_uuid())
        ON CONFLICT (name) DO UPDATE SET value = excluded.value;
    END IF;
    RETURN NULL;
END $$"""

# Arguments: the kind of the entry, and the column that names its object.
_POSTGRESQL_OUTDATE = """
CREATE OR REPLACE FUNCTION watch_outdate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text := CASE TG_OP WHEN 'UPDATE' THEN '(TABLE old_rows UNION ALL TABLE new_rows)'
        WHEN 'INSERT' THEN 'new_rows' WHEN 'DELETE' THEN 'old_rows' ELSE TG_RELID::regclass::text END;
BEGIN
    IF current_setting('waymark.bulk', true) = 'unseen' THEN
        RETURN NULL;
    END IF;
    EXECUTE format('INSERT INTO sources_outdated (kind, object_id) SELECT DISTINCT %L, %I FROM %s AS changed',
        TG_ARGV[0], TG_ARGV[1], changed);
    RETURN NULL;
END $$"""

_POSTGRESQL_ROWS = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
}
_SQLITE_STAMP = (
    "INSERT INTO sources_contentstamp (name, value) VALUES ('edits', hex(randomblob(8))) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value;"
)


def ensure(connection, tables, watches):
    """Make the triggers of these tables what they should be; return the tables that lacked one.

    `watches` are (table, kind, column) whose changed rows put an entry of the search out of date.
    """
    wanted = _wanted(connection.vendor, tables, watches)
    with connection.cursor() as cursor:
        present = _present(cursor, connection.vendor, tables)
        missing = {key: sql for key, sql in wanted.items() if key not in present}
        for table, name in present - wanted.keys():
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_STAMP)
            cursor.execute(_POSTGRESQL_OUTDATE)
        for sql in missing.values():
            cursor.execute(sql)
    return {table for table, _ in missing}


def _wanted(vendor, tables, watches):
    """Return {(table, name of the trigger): SQL}."""
    stamp, outdate = _DEFINITIONS[vendor]
    definitions = [(table, sql) for table in tables for sql in stamp(table)]
    definitions += [(table, sql) for table, *watch in watches for sql in outdate(table, *watch)]
    wanted = {}
    for table, sql in definitions:
        name = f"{PREFIX}{table}"[:50] + "_" + sha256(sql.encode()).hexdigest()[:10]
        wanted[table, name] = sql.format(name=name)
    return wanted


def _present(cursor, vendor, tables):
    """Return the (table, name) of the triggers that are ours."""
    if vendor == "sqlite":
        cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
    else:
        cursor.execute(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid)"
        )
    return {(table, name) for table, name in cursor.fetchall() if name.startswith(PREFIX) and table in tables}


def _postgresql_stamp(table):
    yield (
        f"CREATE TRIGGER {{name}} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION watch_stamp()"
    )


def _postgresql_outdate(table, kind, column):
    run = f"FOR EACH STATEMENT EXECUTE FUNCTION watch_outdate('{kind}', '{column}')"
    for event, rows in _POSTGRESQL_ROWS.items():
        yield f"CREATE TRIGGER {{name}} AFTER {event} ON {table} {rows} {run}"
    yield f"CREATE TRIGGER {{name}} BEFORE TRUNCATE ON {table} {run}"


def _sqlite_stamp(table):
    for event in ("INSERT", "UPDATE", "DELETE"):
        yield f"CREATE TRIGGER {{name}} AFTER {event} ON {table} BEGIN {_SQLITE_STAMP} END"


def _sqlite_outdate(table, kind, column):
    for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        yield f"CREATE TRIGGER {{name}} AFTER {event} ON {table} BEGIN {_sqlite_note(kind, f'{row}.{column}')} END"
    moved = f"OLD.{column} IS NOT NEW.{column}"
    note = _sqlite_note(kind, f"OLD.{column}")
    yield f"CREATE TRIGGER {{name}} AFTER UPDATE ON {table} WHEN {moved} BEGIN {note} END"


def _sqlite_note(kind, value):
    return f"INSERT INTO sources_outdated (kind, object_id) VALUES ('{kind}', {value});"  # noqa: S608 names of the schema


_DEFINITIONS = {
    "sqlite": (_sqlite_stamp, _sqlite_outdate),
    "postgresql": (_postgresql_stamp, _postgresql_outdate),
}
