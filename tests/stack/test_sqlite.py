"""The site as `make run` serves it, on a file: readers and an editor at once, and processes that are killed."""

import sqlite3
import time
from contextlib import closing, contextmanager

import pytest
from django.db.backends.sqlite3._functions import register as register_functions

from deploy.local.processes import free_port
from deploy.local.stack.processes import Process, serves
from deploy.local.stack.programs import ROOT

from .client import Client
from .conftest import IS_FULL, make_editor, sqlite_environment
from .editor import version_in
from .scripts import script
from .test_load import publish_for
from .traffic import Traffic

pytestmark = pytest.mark.stack
SECONDS, KILLS = (120, 30) if IS_FULL else (5, 2)


@pytest.fixture(scope="module")
def site(running, sqlite_file):
    """A site of its own on SQLite: (the process that serves it, the file of its database)."""
    environment = running.environment | sqlite_environment(sqlite_file) | {"PORT": str(free_port())}
    make_editor(running, **environment)
    log = running.folder / "sqlite.log"
    process = Process(
        "sqlite", [ROOT / "deploy/serve"], int(environment["PORT"]), log, environment, folder=ROOT, is_ready=serves
    )
    process.start()
    yield process, sqlite_file
    process.kill()


@contextmanager
def signed_in(site, editor):
    process, _ = site
    with closing(editor.on(f"http://127.0.0.1:{process.port}")) as writer:
        yield writer.sign_in()


def test_readers_and_an_editor_share_a_file(site, editor, record):
    process, _ = site
    with signed_in(site, editor) as writer:
        with Traffic(f"http://127.0.0.1:{process.port}", writer).under_way() as seen:
            publish_for(writer, SECONDS)
        record(
            "SQLite, readers and an editor",
            f"{seen.count} requests, {writer.published} publications, {len(seen.failures)} errors, "
            f"{len(seen.stale)} stale",
        )

    assert (seen.failures, seen.stale) == ([], [])
    assert writer.published >= SECONDS * 0.5


def test_a_save_that_is_killed_leaves_what_was_there(site, editor, record):
    process, file = site
    found = []
    for number in range(KILLS):
        with signed_in(site, editor) as writer:
            accepted = publish_until_killed(writer, process, after=0.3 + number % 7 * 0.05)
        process.start()
        with Client(f"http://127.0.0.1:{process.port}") as reader:
            shown = version_in(reader.get(editor.address).text)
        with closing(sqlite3.connect(file)) as database:
            register_functions(database)
            [[state]] = database.execute("PRAGMA integrity_check").fetchall()
            broken = database.execute("PRAGMA foreign_key_check").fetchall()
        # The save under way may have come through without an answer.
        found.append((state, broken, shown - accepted in (0, 1)))
    record("SQLite, kill −9 during a save", f"{KILLS} kills, all consistent")

    assert found == [("ok", [], True)] * KILLS


def publish_until_killed(writer, process, after):
    """Publish without a pause until the server is killed; return the last version that was accepted."""
    end = time.monotonic() + after
    writer.publish()
    while time.monotonic() < end:
        writer.publish()
    page = writer.open()
    sender = writer.on(f"http://127.0.0.1:{process.port}")
    sender.client.cookies, sender.published = writer.client.cookies, writer.published
    with closing(sender):
        sender.begin(page)
        time.sleep(0.02 + after / 10)
        process.kill()
    return writer.published


def test_a_backup_of_a_file_is_all_of_it(site, tmp_path):
    _, file = site
    copy = tmp_path / "restored.sqlite3"

    made = script("backup", tmp_path, **sqlite_environment(file))
    script("restore", made, **sqlite_environment(copy))

    assert dumped(copy) == dumped(file)


def dumped(file):
    """Return {table: its rows}, but for what SQLite keeps for itself."""
    with closing(sqlite3.connect(file)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
        return {table: database.execute(f'SELECT * FROM "{table}"').fetchall() for (table,) in tables.fetchall()}  # noqa: S608
