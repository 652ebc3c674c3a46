"""The DATABASES of Django, made of the addresses that an operator names."""

import sys

PRIMARY = "default"
DJANGOS_SQLITE, SQLITE = "django.db.backends.sqlite3", "careers.databases.sqlite"
POSTGRESQL = "django.db.backends.postgresql"

# A machine that is gone is noticed within seconds, also in the middle of a query.
_PATIENCE = {
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 8000,
}
# Readers go on while somebody writes, and a writer waits its turn instead of failing half-way.
_SIDE_BY_SIDE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def databases(primary, replicas, *, connections_kept, is_pooled):
    """Return DATABASES for the primary and its replicas, both as dictionaries that Django understands.

    `is_pooled` says that PgBouncer lends connections by the transaction, so that nothing may be left on one.
    """
    if replicas and {database["ENGINE"] for database in (primary, *replicas)} != {POSTGRESQL}:
        sys.exit("Waymark does not start: DATABASE_REPLICA_URLS needs PostgreSQL, here and in DATABASE_URL.")
    kept = {"CONN_MAX_AGE": 0 if is_pooled else connections_kept, "CONN_HEALTH_CHECKS": True}
    named = {PRIMARY: primary} | {f"replica{number}": replica for number, replica in enumerate(replicas, 1)}
    configured = {alias: _with_options(database, is_pooled) | kept for alias, database in named.items()}
    for alias in configured.keys() - {PRIMARY}:
        configured[alias]["TEST"] = {"MIRROR": PRIMARY}
    return configured


def _with_options(database, is_pooled):
    options = database.get("OPTIONS", {})
    if database["ENGINE"] == DJANGOS_SQLITE:
        return database | {"ENGINE": SQLITE, "OPTIONS": _SIDE_BY_SIDE | options}
    if database["ENGINE"] != POSTGRESQL:
        return database
    return database | {
        "ENGINE": "careers.databases.postgresql",
        "OPTIONS": _PATIENCE | {"application_name": "waymark"} | options,
        "DISABLE_SERVER_SIDE_CURSORS": is_pooled,
        "IS_POOLED": is_pooled,
    }
