"""What is wrong with the database, in the words of the page that says so."""

from enum import Enum

from django.db import InterfaceError, InternalError, OperationalError
from django.shortcuts import render

RETRY_AFTER_SECONDS = 10


class Trouble(Enum):
    """What an editor is told."""

    GONE = "The database does not answer."
    BUSY = "The database is busy with the same content, an import perhaps."
    FULL = "The database cannot write: its disk is full, or fails. Whoever runs this site has to see to it."
    READ_ONLY = (
        "The database can be read but not written to for the time being, as while the site is moved or restored."
    )


# By PostgreSQL's codes and the names of SQLite's errors, of which the longer ones begin with the shorter.
# psycopg2 knows no code for a connection that broke.
_TOLD = {None: Trouble.GONE} | {
    code: trouble
    for trouble, codes in {
        Trouble.GONE: "57P01 57P02 57P03 53300 SQLITE_CANTOPEN",
        Trouble.BUSY: "57014 55P03 40P01 40001 SQLITE_BUSY SQLITE_LOCKED",
        Trouble.FULL: "53100 58030 SQLITE_FULL SQLITE_IOERR",
        Trouble.READ_ONLY: "25006 SQLITE_READONLY",
    }.items()
    for code in codes.split()
}


def trouble_of(error):
    """Return the Trouble of which an error tells, or None where it is about something else."""
    if not isinstance(error, OperationalError | InterfaceError | InternalError):
        return None
    cause = error.__cause__
    if name := getattr(cause, "sqlite_errorname", None):
        return _TOLD.get("_".join(name.split("_")[:2]))
    return _TOLD.get(getattr(cause, "pgcode", None))


def unavailable(request, trouble):
    """Return the page that says what is wrong and what to do; it asks the database nothing."""
    context = {"trouble": trouble.value, "is_sent": request.method not in ("GET", "HEAD")}
    response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
