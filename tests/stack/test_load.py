"""Readers and an editor at once, while servers are killed, restarted and migrated."""

import subprocess
import sys
import time

import pytest

from deploy.local.stack.stack import APPLICATIONS, ROOT

from .conftest import IS_FULL

pytestmark = pytest.mark.stack

LOAD_SECONDS = 600 if IS_FULL else 8
# What processes may grow by between the first third of a run, when all is loaded, and its end.
GROWTH = 1.1


def memory(stack):
    return sum(stack.parts[name].memory() for name in APPLICATIONS)


def publish_for(editor, seconds):
    """Publish once a second."""
    end = time.monotonic() + seconds
    while (began := time.monotonic()) < end:
        editor.publish()
        time.sleep(max(0, began + 1 - time.monotonic()))


def test_readers_see_each_publication_at_once_and_no_error(stack, editor, traffic, record):
    before = editor.published
    with traffic.under_way() as seen:
        publish_for(editor, LOAD_SECONDS / 3)
        warm = memory(stack)
        publish_for(editor, LOAD_SECONDS * 2 / 3)
    record(
        "load",
        f"{seen.count} requests in {LOAD_SECONDS} s, {editor.published - before} publications, "
        f"{len(seen.failures)} errors, {len(seen.stale)} stale, p50 {seen.percentile(50)} ms, "
        f"p99 {seen.percentile(99)} ms, memory × {memory(stack) / warm:.2f}",
    )

    assert (seen.failures, seen.stale) == ([], [])
    assert editor.published - before >= LOAD_SECONDS * 0.5
    assert memory(stack) < warm * GROWTH


def test_a_killed_server_takes_nothing_with_it_but_what_was_under_way(stack, traffic, record):
    with traffic.under_way() as seen:
        time.sleep(1)
        killed = time.monotonic()
        stack.kill("app1")
        time.sleep(1.5)
        without = seen.count
        stack.start("app1")
        time.sleep(1)
    late = [failure for failure in seen.failures if not failure.began <= killed + 0.05 <= failure.ended + 0.1]
    record("kill −9 of an application server", f"{seen.count} requests, {len(seen.failures)} failed, {len(late)} later")

    assert (late, seen.stale) == ([], [])
    assert without > 20


def test_restarting_one_server_after_the_other_fails_nobody(stack, editor, traffic, record):
    with traffic.under_way() as seen:
        for name in APPLICATIONS:
            stack.restart(name)
            editor.publish()
            time.sleep(1.5)
    record("rolling restart", f"{seen.count} requests, {len(seen.failures)} failed")

    assert (seen.failures, seen.stale) == ([], [])


# What the next release might bring: a column, and an index over a table that readers read.
MIGRATION = """
import django; django.setup()
from django.db import connection, models
from skills.models import Skill
column = models.TextField(null=True); column.set_attributes_from_name("remark"); column.model = Skill
index = models.Index(fields=["name"], name="held_name")
with connection.cursor() as cursor:
    cursor.execute("SET lock_timeout = '2s'")
for act, what in [("add_field", column), ("add_index", index), ("remove_index", index), ("remove_field", column)]:
    with connection.schema_editor() as editor:
        getattr(editor, act)(Skill, what)
"""


def test_a_migration_while_readers_read_and_an_editor_saves_fails_nobody(stack, editor, traffic, record):
    with traffic.under_way() as seen:
        for _ in range(5 if IS_FULL else 1):
            subprocess.run(
                [sys.executable, "-c", MIGRATION],
                env=stack.environment | {"DJANGO_SETTINGS_MODULE": "careers.settings"},
                cwd=ROOT,
                check=True,
            )
            editor.publish()
            stack.manage("migrate", "-v0")
    record("migration under load", f"{seen.count} requests, {len(seen.failures)} failed")

    assert (seen.failures, seen.stale) == ([], [])
