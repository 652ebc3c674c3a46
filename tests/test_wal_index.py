"""Every commit to an SQLite file is noticed, whoever made it, and nothing is asked where there was none."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from careers.caching.wal_index import WalIndex

pytestmark = pytest.mark.any_database
SQL = "SELECT value FROM stamp"
WRITE = """
import sqlite3, sys
sqlite3.connect(sys.argv[1], isolation_level=None).execute("UPDATE stamp SET value = ?", [int(sys.argv[2])])
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "site of a test.sqlite3"


@pytest.fixture
def writer(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE stamp (value)")
        connection.execute("INSERT INTO stamp VALUES (0)")
        yield connection


@pytest.fixture
def index(path, writer):
    return WalIndex(path, SQL)


def test_each_commit_is_seen_at_once(index, writer):
    for number in range(300):
        writer.execute("UPDATE stamp SET value = ?", [number])
        assert index.rows() == [(number,)]
        if number % 50 == 0:
            writer.execute(f"PRAGMA wal_checkpoint({'TRUNCATE' if number % 100 else 'RESTART'})")
            assert index.rows() == [(number,)]


def test_what_another_process_commits_is_seen_after_all_others_have_closed_the_file(index, writer, path):
    writer.close()
    for number in (7, 8):
        subprocess.run([sys.executable, "-c", WRITE, path, str(number)], check=True)
        assert index.rows() == [(number,)]


def test_what_is_not_committed_is_not_seen(index, writer):
    writer.execute("BEGIN")
    writer.execute("UPDATE stamp SET value = 1")
    assert index.rows() == [(0,)]
    writer.execute("ROLLBACK")
    assert index.rows() == [(0,)]


def test_without_a_commit_nothing_is_asked(index, writer, monkeypatch):
    index.rows()
    monkeypatch.setattr(index, "_ask", lambda: pytest.fail("asked"))
    writer.execute(SQL).fetchall()

    assert index.rows() == [(0,)]


def test_a_file_in_another_mode_is_refused(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE stamp (value)")

    with pytest.raises(FileNotFoundError):
        WalIndex(path, SQL)
