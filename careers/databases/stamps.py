"""The version of the content: the primary's stamp, and which replicas have it."""

from django.db import InterfaceError, OperationalError, connections

from sources.triggers import STAMP_SQL

from .configuration import PRIMARY

GONE = (OperationalError, InterfaceError)
_last = None


class NoDatabaseError(OperationalError):
    """Neither the primary nor a replica answers."""


def current_stamp():
    """Return the primary's stamp; while the primary is down that of a replica, while none answers the last one seen.

    Raises NoDatabaseError where there is none at all.
    """
    global _last
    stamp = next(filter(None, map(stamp_of, connections)), _last)
    if stamp is None:
        raise NoDatabaseError("neither the primary nor a replica answers")
    _last = stamp
    return stamp


def choose(*, but=None):
    """Return (stamp, alias of a database to read from): a replica that has the current content, else the primary.

    While the primary is down, the first replica that answers stands in. No stamp: no database answers.
    """
    truth = stamp_of(PRIMARY)
    for alias in replicas():
        if alias != but and (stamp := stamp_of(alias)) and stamp == (truth or stamp):
            return stamp, alias
    return truth, PRIMARY


def replicas():
    return [alias for alias in connections if alias != PRIMARY]


def stamp_of(alias):
    """Return the stamp of one database, or None where it does not answer."""
    for _ in range(2):
        try:
            return _ask(connections[alias])
        except GONE:
            # A connection may have broken since it was used last; a second one tells whether the server is there.
            connections[alias].close()
    return None


def _ask(connection):
    # Without Django's cursor, which asks first whether the connection is usable and takes as long again.
    with connection.wrap_database_errors:
        connection.ensure_connection()
        cursor = connection.connection.cursor()
        try:
            cursor.execute(STAMP_SQL)
            return "".join(value for (value,) in cursor.fetchall())
        finally:
            cursor.close()
