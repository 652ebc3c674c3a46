"""One part after the other goes away, lags, fills up and comes back: readers read on, editors are told."""

import random
import time
from contextlib import closing

import pytest

from .client import Client
from .conftest import lag, wait_for
from .editor import RefusedError, version_in

pytestmark = pytest.mark.stack


def reads_of(stack, part):
    """Return how many transactions a database server has answered."""
    # Each process tells what it did when it is idle for a moment.
    [[count]] = stack.sql("SELECT xact_commit FROM pg_stat_database WHERE datname = 'waymark'", part)
    return count


def ask_for_new_pages(stack, count=20):
    """Search for what nobody has searched for, so that no cache answers."""
    with Client(stack.url()) as client:
        statuses = {client.get(f"/search/?q=python+{random.randrange(10**9)}").status for _ in range(count)}  # noqa: S311
    assert statuses == {200}


def is_read_from(stack, part):
    """Tell whether readers are answered by a database server; the stamps alone are not asked so often."""
    before = reads_of(stack, part)
    ask_for_new_pages(stack)
    time.sleep(1.1)
    return reads_of(stack, part) - before > 20 * 3


def shown_everywhere(stack, editor):
    """Return which version each server shows."""
    versions = []
    for part in ("nginx", "app1", "app2"):
        with Client(stack.url(part=part)) as client:
            versions += [version_in(client.get(editor.address).text) for _ in range(4)]
    return versions


def refusal(act):
    """Return the page with which something was refused."""
    with pytest.raises(RefusedError) as caught:
        act()
    return caught.value.answer


def test_without_redis_pages_are_right_and_with_it_all_is_as_before(stack, editor, traffic, record):
    def is_redis_asked():
        before = redis_commands(stack)
        ask_for_new_pages(stack)
        return redis_commands(stack) - before > 2

    was_asked = is_redis_asked()
    with traffic.under_way() as seen:
        stack.kill("redis")
        for _ in range(2):
            editor.publish()
            time.sleep(0.5)
        shown = shown_everywhere(stack, editor)
        stack.start("redis")
        time.sleep(0.5)
        editor.publish()
    record("Redis down and back", f"{seen.count} requests, {len(seen.failures)} failed, {len(seen.stale)} stale")

    assert (seen.failures, seen.stale) == ([], [])
    assert set(shown) == {editor.published - 1}
    if was_asked:
        wait_for(is_redis_asked, "Redis to be used again")


def redis_commands(stack):
    import socket

    with closing(socket.create_connection(("127.0.0.1", stack.parts["redis"].port), timeout=5)) as connection:
        connection.sendall(b"INFO stats\r\nQUIT\r\n")
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    [line] = [line for line in answer.splitlines() if line.startswith(b"total_commands_processed")]
    return int(line.partition(b":")[2])


def test_a_replica_that_lags_is_left_out_and_taken_back(stack, editor, traffic, record):
    wait_for(lambda: is_read_from(stack, "replica"), "readers to be answered by the replica")
    with traffic.under_way() as seen:
        stack.sql("SELECT pg_wal_replay_pause()", "replica")
        editor.publish()
        shown = shown_everywhere(stack, editor)
        behind = lag(stack)
        stack.sql("SELECT pg_wal_replay_resume()", "replica")
    record("replica lags", f"{seen.count} requests, {len(seen.failures)} failed, {len(seen.stale)} stale")

    assert (seen.failures, seen.stale) == ([], [])
    assert (set(shown), behind > 0) == ({editor.published}, True)
    wait_for(lambda: is_read_from(stack, "replica"), "the replica to be taken back")


def test_a_replica_that_dies_is_left_out_and_taken_back(stack, editor, traffic, record):
    with traffic.under_way() as seen:
        time.sleep(0.5)
        stack.kill("replica")
        editor.publish()
        time.sleep(1)
        stack.start("replica")
    record("replica killed", f"{seen.count} requests, {len(seen.failures)} failed, {len(seen.stale)} stale")

    assert (seen.failures, seen.stale) == ([], [])
    wait_for(lambda: is_read_from(stack, "replica"), "the replica to be taken back")


def test_without_the_primary_readers_read_and_editors_are_told(stack, editor, traffic, record):
    editor.publish()
    wait_for(lambda: lag(stack) == 0, "the replica to catch up")
    accepted = editor.published
    with traffic.under_way() as seen:
        time.sleep(0.5)
        stack.kill("primary")
        refused = refusal(editor.publish)
        # A server that starts now has nothing in memory, and no connection.
        stack.restart("app1")
        with Client(stack.url(part="app1")) as newcomer:
            started = [newcomer.get(path).status for path in ("/", "/roles/", editor.address)]
        ask_for_new_pages(stack)
        stack.start("primary")
        wait_for(lambda: editor.publish() > accepted, "an editor to save again")
    record("primary down and back", f"{seen.count} requests, {len(seen.failures)} failed, {len(seen.stale)} stale")

    assert (refused.status, refused.headers.get("retry-after")) == (503, "10")
    assert "The database does not answer." in refused.text
    assert started == [200, 200, 200]
    assert (seen.failures, seen.stale) == ([], [])
    assert set(shown_everywhere(stack, editor)) == {editor.published}


def test_what_is_sent_while_the_primary_goes_is_refused_not_half_done(stack, editor):
    """The form was opened before."""
    page = editor.open()
    stack.kill("primary")
    refused = refusal(lambda: editor.send(page))
    stack.start("primary")
    shown = shown_everywhere(stack, editor)
    before = editor.published

    assert refused.status == 503
    assert "What you just sent was not saved." in refused.text
    assert set(shown) == {before}
    wait_for(lambda: editor.send(page) == before + 1, "the same page, sent again, to be accepted")


def test_a_database_that_is_read_only_is_read(stack, editor, traffic, record):
    page = editor.open()
    with traffic.under_way() as seen:
        stack.sql("ALTER ROLE waymark SET default_transaction_read_only = on")
        stack.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'waymark'")
        refused = refusal(lambda: editor.send(page))
        ask_for_new_pages(stack)
        stack.sql("ALTER ROLE waymark RESET default_transaction_read_only")
        stack.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'waymark'")
        wait_for(lambda: editor.send(page), "an editor to save again")
    record("database read-only", f"{seen.count} requests, {len(seen.failures)} failed")

    assert refused.status == 503
    assert "can be read but not written to" in refused.text
    assert (seen.failures, seen.stale) == ([], [])
