"""What was saved can be brought back: a backup, any moment, the release before."""

import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager

import pytest

from deploy.local.processes import free_port
from deploy.local.stack.processes import Process, serves
from deploy.local.stack.programs import ROOT

from .client import Client
from .conftest import wait_for
from .editor import version_in
from .scripts import script
from .tables import columns_of, everything, reading

pytestmark = pytest.mark.stack
# The release before editors had drafts, history and two-step sign-in, and the way back to its tables.
PREVIOUS = "db00faa"
BACK = """
from django.core.management import call_command
for app, name in [("doors", "zero"), ("careers", "zero"), ("roles", "0002"), ("skills", "0002"), ("sources", "0004")]:
    call_command("migrate", app, name, verbosity=0)
"""


@contextmanager
def database(stack, name, template="template0"):
    """Make a database on the primary; give its address."""
    stack.sql(f"CREATE DATABASE {name} OWNER waymark TEMPLATE {template}", database="postgres")
    try:
        yield stack.cluster.address(stack.parts["primary"], name)
    finally:
        stack.sql(f"DROP DATABASE {name} WITH (FORCE)", database="postgres")


@contextmanager
def saving(editor):
    """Let an editor save as fast as it goes."""
    is_over = threading.Event()

    def save():
        while not is_over.is_set():
            editor.publish()

    thread = threading.Thread(target=save)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def test_a_backup_under_load_is_one_moment_to_the_last_row(stack, editor, traffic, tmp_path, record):
    address = stack.environment["DATABASE_URL"]
    before = editor.published
    with traffic.under_way() as seen, saving(editor), reading(address) as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        file = script("backup", tmp_path, f"--snapshot={snapshot}", DATABASE_URL=address)
        backed_up = everything(cursor)
    with database(stack, "restored") as empty:
        script("restore", file, DATABASE_URL=empty)
        with reading(empty) as cursor:
            restored = everything(cursor)
    record(
        "backup and restore under load",
        f"{len(restored)} tables, {sum(count for count, _ in restored.values())} rows equal, "
        f"{editor.published - before} saves meanwhile, {seen.count} requests, {len(seen.failures)} failed",
    )

    assert restored == backed_up
    assert editor.published > before
    assert seen.failures == []


def test_any_moment_can_be_brought_back(stack, editor, record):
    cluster = stack.cluster
    folder, archive = cluster.folder / "brought-back", cluster.folder / "primary/archive"
    # As beside the primary's own folder, where the archive is the live one.
    folder.mkdir()
    (folder / "archive").symlink_to(archive)
    server = cluster.server("brought-back")
    primary = f"host=127.0.0.1 port={stack.parts['primary'].port} user=replicator"
    base = cluster.script("base-backup", folder, PRIMARY=primary, PGPASSWORD=cluster.replication_password)
    editor.publish()
    with reading(stack.environment["DATABASE_URL"]) as cursor:
        right = everything(cursor)
        cursor.execute("SELECT clock_timestamp()")
        [moment] = cursor.fetchone()
    # The accident, and the rest of the log that it stands in.
    editor.publish()
    [[last]] = stack.sql("SELECT pg_walfile_name(pg_switch_wal())")
    wait_for(lambda: (archive / last).exists(), "the log to be archived")
    brought_back = []
    try:
        # A restore that was tried does not stand in the way of the next.
        for _ in range(2):
            began = time.monotonic()
            cluster.script("restore-to", moment.isoformat(" "), base, archive, folder / "data")
            server.start()
            wait_for(lambda: cluster.sql(server, "SELECT pg_is_in_recovery()") == [(False,)], "the end of the recovery")
            took = time.monotonic() - began
            with reading(cluster.address(server)) as cursor:
                brought_back.append(everything(cursor))
            server.stop()
            shutil.rmtree(folder / "data")
    finally:
        server.stop()
        archived = {file.name[:8] for file in archive.iterdir()}
        shutil.rmtree(folder)
    record("point-in-time restore", f"equal to the last row, {took:.1f} s")

    assert brought_back == [right, right]
    assert archived == {"00000001"}


def test_the_release_before_is_followed_by_this_one_and_can_come_back(stack, editor, tmp_path, record):
    """The migrations come first; both releases work on the new tables, so the way back is the former code alone."""
    former = checked_out(PREVIOUS, tmp_path / "former")
    with database(stack, "upgraded") as address:
        file = script("backup", tmp_path, DATABASE_URL=stack.environment["DATABASE_URL"])
        script("restore", file, DATABASE_URL=address)
        stack.manage("shell", "-c", BACK, DATABASE_URL=address, DATABASE_REPLICA_URLS="")
        with served(stack, former, address) as url, closing(editor.on(url)) as saved:
            saved.sign_in().publish()
            with reading(address) as cursor:
                columns = {table: names for table, names in columns_of(cursor).items() if is_content(table)}
                before = everything(cursor, columns)
            stack.manage("migrate", "-v0", DATABASE_URL=address, DATABASE_REPLICA_URLS="")
            with reading(address) as cursor:
                after = everything(cursor, columns)
            with_former_code = shown(url, saved)
            saved.publish()
        with served(stack, ROOT, address) as url:
            with_this_code = shown(url, saved)
    record("upgrade from the release before, and back", f"{sum(count for count, _ in after.values())} rows kept")

    assert after == before
    assert (with_former_code, with_this_code) == ((1, {200}), (2, {200}))


def checked_out(commit, folder):
    """Return a folder with the code of a release."""
    done = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        give_up = pytest.fail if os.environ.get("WAYMARK_REQUIRE_ALL") == "1" else pytest.skip
        give_up(f"the former release, {commit}, is not in this clone: it needs the whole history")
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", folder], input=done.stdout, check=True)
    return folder


@contextmanager
def served(stack, code, address):
    """Serve a database with the code of a release; give the address of the server."""
    port = free_port()
    environment = stack.environment | {"DATABASE_URL": address, "DATABASE_REPLICA_URLS": ""}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", port, "--log-level", "warning"]
    server = Process("a release", [*command, "careers.wsgi:application"], port, stack.folder / "release.log",
                     environment, folder=code, is_ready=serves)  # fmt: skip
    try:
        server.start()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()


def shown(url, editor):
    """Return the version that a server shows, and the statuses of some of its pages."""
    with Client(url) as client:
        pages = {client.get(path).status for path in ("/", "/roles/", "/skills/", "/search/?q=python", "/map/")}
        return version_in(client.get(editor.address).text), pages


def is_content(table):
    """Tell whether a table holds content, not what is worked out of it or when it changed."""
    room, _, name = table.partition("_")
    return room in ("sources", "skills", "roles") and name not in ("contentstamp", "outdated")
