"""The disk is full, the clock jumps, an import is killed: clear errors, nothing half done."""

import os
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import psycopg2
import pytest

from deploy.local.stack.programs import ROOT
from tests.framework_samples import in_folder, onet_files
from tests.machine import faketime, have

from .client import Client
from .conftest import IS_FULL, wait_for
from .editor import RefusedError, version_in
from .tables import everything, reading

pytestmark = pytest.mark.stack
DISK_MEGABYTES = 400


@contextmanager
def small_disk(stack):
    """Let the data of the primary lie on a disk of their own; give its folder."""
    data = stack.cluster.folder / "primary/data"
    aside = data.with_name("data-aside")
    stack.stop("primary")
    data.rename(aside)
    stack.cluster.run("/bin/mkdir", "-m", "700", data)
    options = f"size={DISK_MEGABYTES}m,mode=700,uid={aside.stat().st_uid},gid={aside.stat().st_gid}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", data], check=True)
    try:
        subprocess.run(["cp", "-a", f"{aside}/.", data], check=True)
        stack.start("primary")
        yield data
    finally:
        stack.stop("primary")
        subprocess.run(["rm", "-rf", aside], check=True)
        subprocess.run(["cp", "-a", data, aside], check=True)
        subprocess.run(["umount", data], check=True)
        data.rmdir()
        aside.rename(data)
        stack.start("primary")


@contextmanager
def filled(disk):
    """Leave no room on a disk."""
    ballast = disk / "ballast"
    try:
        with ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(1 << 20))
    except OSError:
        pass
    try:
        yield
    finally:
        ballast.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_is_told_to_editors_and_harms_nothing(stack, editor, traffic, record):
    # A long text for each save, so that the room that is left in the files is soon used.
    with small_disk(stack) as disk, traffic.under_way() as seen:
        wait_for(lambda: editor.publish(), "an editor to be let in")
        with filled(disk):
            accepted, refused = save_until_refused(editor)
            with Client(stack.url()) as reader:
                still_read = [reader.get(path).status for path in ("/", "/roles/", editor.address)]
        if not stack.parts["primary"].is_running:
            stack.start("primary")
        wait_for(lambda: editor.publish(), "an editor to save again", 60)
        damaged = stack.sql("SELECT count(*) FROM skills_skill WHERE description IS NULL")
    record("disk full", f"refused after {accepted} saves with {refused.status}, {len(seen.failures)} readers failed")

    assert refused.status == 503
    assert "its disk is full" in refused.text or "does not answer" in refused.text
    assert still_read == [200, 200, 200]
    assert (seen.failures, seen.stale, damaged) == ([], [], [(0,)])
    with Client(stack.url()) as reader:
        assert version_in(reader.get(editor.address).text) == editor.published


def save_until_refused(editor, most=400):
    """Return how many saves were accepted, and the answer to the first that was not."""
    for accepted in range(most):
        try:
            editor.publish(padding=20_000)
        except RefusedError as error:
            return accepted, error.answer
    return pytest.fail(f"{most} saves were accepted on a full disk")


@contextmanager
def clock_of(stack, name, folder):
    """Run an application server with a clock of its own; give a function that sets it ahead by so many seconds."""
    library = have(faketime, "faketime")
    if library is None:
        pytest.skip("needs libfaketime (apt-get install faketime)")
    part, offset = stack.parts[name], folder / "offset"

    def ahead(seconds):
        offset.with_suffix(".new").write_text(f"{seconds:+d}s\n")
        offset.with_suffix(".new").rename(offset)

    ahead(0)
    before = part.environment
    part.environment = before | {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    stack.restart(name)
    try:
        yield ahead
    finally:
        part.environment = before
        stack.restart(name)


HOUR, DAY = 3600, 86400
JUMPS = (HOUR, -HOUR, 30 * DAY, -30 * DAY, 0) if IS_FULL else (30 * DAY, -30 * DAY)


def test_a_clock_that_jumps_harms_nobody(stack, editor, tmp_path, record):
    url = stack.url(part="app1")
    with clock_of(stack, "app1", tmp_path) as ahead, Client(url) as reader, closing(editor.on(url)) as before:
        before.sign_in()
        told, statuses = [], set()
        for seconds in JUMPS:
            ahead(seconds)
            time.sleep(1.1)
            # Somebody signed in by the right clock, and somebody who signs in by the wrong one.
            statuses |= {before.client.get("/admin/").status}
            with closing(editor.on(url)) as newcomer:
                newcomer.sign_in().publish()
            statuses |= {reader.get(path).status for path in ("/", "/roles/", "/search/?q=python", "/admin/login/")}
            told.append(version_in(reader.get(editor.address).text))
    record("clock jumps by an hour and by 30 days, both ways", f"{len(told)} jumps, statuses {sorted(statuses)}")

    # 302: asked to sign in again.
    assert statuses <= {200, 302}
    assert told == [1] * len(JUMPS)
    # For the readers of the tests that follow, who expect the newest version of this editor.
    editor.publish()


def test_an_import_that_is_killed_has_changed_nothing(stack, traffic, tmp_path, record):
    release = in_folder(tmp_path / "release", onet_files())
    address = stack.environment["DATABASE_URL"]
    # A search first, so that what readers search for later finds its index up to date.
    with Client(stack.url()) as reader:
        reader.get("/search/?q=any")
    with reading(address) as cursor:
        before = everything(cursor)
    with traffic.under_way() as seen:
        # Somebody else holds the last of the tables, so that the import waits in the middle.
        with closing(psycopg2.connect(address)) as holder:
            holder.cursor().execute("LOCK TABLE roles_skillrequirement IN SHARE ROW EXCLUSIVE MODE")
            command = [sys.executable, "manage.py", "import_framework", "onet", release]
            importing = subprocess.Popen(command, cwd=ROOT, env=stack.environment, stdout=subprocess.DEVNULL)
            wait_for(lambda: is_waiting(stack), "the import to have begun to write")
            importing.kill()
            importing.wait()
        wait_for(lambda: not is_waiting(stack), "the database to notice")
        with reading(address) as cursor:
            after = everything(cursor)
    record("import killed midway", f"{sum(count for count, _ in after.values())} rows as before")

    assert after == before
    assert (seen.failures, seen.stale) == ([], [])


def is_waiting(stack):
    """Tell whether a transaction that has written rows waits for a lock."""
    return (
        stack.sql(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND backend_xid IS NOT NULL AND "
            "query LIKE '%roles_skillrequirement%'"
        )
        != []
    )
