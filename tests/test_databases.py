"""Which database answers, and what is said when none does."""

import sqlite3

import psycopg2
import pytest
from django.db import IntegrityError, InterfaceError, InternalError, OperationalError, ProgrammingError
from django.db.backends.sqlite3 import base
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from careers.databases import stamps
from careers.databases.circuit import Circuit
from careers.databases.configuration import databases
from careers.databases.router import Router, reading_from
from careers.databases.sqlite.base import LONGEST_REMEMBERED, Cursor
from careers.databases.trouble import Trouble, trouble_of, unavailable
from roles.models import Role
from tests.test_settings import PRODUCTION, run

POSTGRESQL = {"ENGINE": "django.db.backends.postgresql", "NAME": "waymark"}


def test_a_circuit_leaves_out_what_failed_and_lets_one_caller_at_a_time_test_it():
    now = [0.0]
    circuit = Circuit(seconds=3, clock=lambda: now[0])

    before = circuit.may_try()
    circuit.failed()
    left_out = circuit.may_try()
    now[0] = 3.0
    tests = [circuit.may_try(), circuit.may_try()]
    now[0] = 6.0
    tests.append(circuit.may_try())
    circuit.answered()

    assert (before, left_out, tests, circuit.may_try()) == (True, False, [True, False, True], True)


STAMPS = {
    "the replica has the content": ({"default": "new", "replica1": "new"}, ("new", "replica1")),
    "the replica lags": ({"default": "new", "replica1": "old"}, ("new", "default")),
    "the second has it": ({"default": "new", "replica1": "old", "replica2": "new"}, ("new", "replica2")),
    "the replica is down": ({"default": "new", "replica1": None}, ("new", "default")),
    "the primary is down": ({"default": None, "replica1": "old"}, ("old", "replica1")),
    "all are down": ({"default": None, "replica1": None}, (None, "default")),
}


@pytest.mark.parametrize(("found", "chosen"), STAMPS.values(), ids=STAMPS)
def test_a_replica_answers_while_its_content_is_the_primarys_or_the_primary_is_down(monkeypatch, found, chosen):
    monkeypatch.setattr(stamps, "replicas", lambda: [alias for alias in found if alias != "default"])
    monkeypatch.setattr(stamps, "stamp_of", found.get)

    assert stamps.choose() == chosen


def test_the_stamp_is_the_primarys_then_a_replicas_then_the_last_one_seen(monkeypatch):
    found = {"default": "new", "replica1": "old"}
    monkeypatch.setattr(stamps, "connections", found)
    monkeypatch.setattr(stamps, "stamp_of", found.get)
    monkeypatch.setattr(stamps, "_last", None)

    seen = [stamps.current_stamp()]
    found["default"] = None
    seen.append(stamps.current_stamp())
    found["replica1"] = None
    seen.append(stamps.current_stamp())

    assert seen == ["new", "old", "old"]
    monkeypatch.setattr(stamps, "_last", None)
    with pytest.raises(stamps.NoDatabaseError):
        stamps.current_stamp()


def test_whoever_writes_reads_what_was_written():
    token = reading_from.set("replica1")
    try:
        router = Router()
        before = router.db_for_read(Role)
        written = router.db_for_write(Role)
        after = router.db_for_read(Role)
    finally:
        reading_from.reset(token)

    assert (before, written, after) == ("replica1", "default", "default")


def test_replicas_are_databases_of_their_own_and_never_migrated():
    made = databases(POSTGRESQL, [POSTGRESQL | {"HOST": "two"}], connections_kept=60, is_pooled=False)

    assert {alias: (database.get("HOST"), database["CONN_MAX_AGE"]) for alias, database in made.items()} == {
        "default": (None, 60),
        "replica1": ("two", 60),
    }
    assert [Router().allow_migrate(alias, "roles") for alias in made] == [True, False]


def test_behind_pgbouncer_nothing_stays_on_a_connection():
    [made] = databases(POSTGRESQL, [], connections_kept=60, is_pooled=True).values()

    assert (made["CONN_MAX_AGE"], made["DISABLE_SERVER_SIDE_CURSORS"], made["IS_POOLED"]) == (0, True, True)


@given(st.text("%s?a ", max_size=12), st.sampled_from([1, LONGEST_REMEMBERED]))
def test_queries_to_sqlite_are_translated_as_by_django(query, times):
    djangos = base.SQLiteCursorWrapper(sqlite3.connect(":memory:"))
    ours = Cursor(sqlite3.connect(":memory:"))

    assert ours.convert_query(query * times) == djangos.convert_query(query * times)
    assert ours.convert_query("a = %(a)s", param_names=["a"]) == "a = :a"


def test_replicas_of_sqlite_are_refused():
    result = run("manage.py", "check", **PRODUCTION, DATABASE_REPLICA_URLS="postgres://a:b@127.0.0.1/c")

    assert (result.returncode, result.stderr.strip()) == (
        1,
        "Waymark does not start: DATABASE_REPLICA_URLS needs PostgreSQL, here and in DATABASE_URL.",
    )


def caused(error, cause):
    error.__cause__ = cause
    return error


def of_postgresql(code):
    return type("Told", (psycopg2.Error,), {"pgcode": code})()


def of_sqlite(statement):
    """Return what a database that may only be read says to a statement."""
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect("file:nothing?mode=memory&immutable=1", uri=True).executescript(statement)
    return caught.value


TROUBLES = {
    "refused": (caused(OperationalError(), psycopg2.OperationalError("refused")), Trouble.GONE),
    "closed": (InterfaceError("connection already closed"), Trouble.GONE),
    "too slow": (caused(OperationalError(), of_postgresql("57014")), Trouble.BUSY),
    "disk full": (caused(OperationalError(), of_postgresql("53100")), Trouble.FULL),
    "read-only": (caused(InternalError(), of_postgresql("25006")), Trouble.READ_ONLY),
    "SQLite, wrong table": (caused(OperationalError(), of_sqlite("SELECT 1 FROM nothing")), None),
    "a duplicate": (IntegrityError(), None),
    "wrong SQL": (ProgrammingError(), None),
    "a mistake of ours": (ValueError(), None),
}


@pytest.mark.parametrize(("error", "trouble"), TROUBLES.values(), ids=TROUBLES)
def test_trouble_with_the_database_is_told_from_mistakes(error, trouble):
    assert trouble_of(error) is trouble


def test_an_editor_reads_what_is_wrong_and_what_to_do():
    response = unavailable(RequestFactory().post("/admin/"), Trouble.READ_ONLY)

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "10", "no-store")
    assert b"can be read but not written to" in response.content
    assert b"What you just sent was not saved." in response.content
