"""One stack for all of these tests; each leaves it as it found it."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from careers.databases.circuit import RETEST_SECONDS
from deploy.local.stack import stack as start_stack
from deploy.local.stack.programs import ROOT

from .editor import NAME, PASSWORD, Editor
from .traffic import Traffic

# `make hold` runs everything for as long as it takes to trust it, `make test` for as long as it takes to notice.
IS_FULL = os.environ.get("WAYMARK_HOLD") == "full"

FIGURES = pytest.StashKey[dict]()


def pytest_configure(config):
    config.addinivalue_line("markers", "stack: starts PostgreSQL, Redis, nginx and two application servers")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave these tests out unless they are asked for: they start servers and keep both cores busy."""
    if "stack" not in config.option.markexpr:
        without = [item for item in items if item.get_closest_marker("stack")]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]


@pytest.fixture(scope="session")
def _sqlite_being_made(request, tmp_path_factory):
    """The database of the tests on SQLite, made while the stack starts."""
    file = tmp_path_factory.mktemp("sqlite") / "db.sqlite3"
    is_wanted = any("sqlite_file" in item.fixturenames for item in request.session.items)
    with ThreadPoolExecutor() as pool:
        yield pool.submit(_make_sqlite, file) if is_wanted else None


def _make_sqlite(file):
    environment = os.environ | {"ENV_FILE": os.devnull, "DEBUG": "1", "DATABASE_URL": f"sqlite:///{file}"}
    for command in (["migrate", "-v0"], ["load_content", "--if-empty"]):
        command = [sys.executable, "manage.py", *command]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return file


@pytest.fixture(scope="session")
def sqlite_file(_sqlite_being_made):
    """A database on SQLite with the content of the site."""
    return _sqlite_being_made.result()


def sqlite_environment(file):
    """Return what tells a site to be on a file, without any of the other parts."""
    without = {"REDIS_URL": "", "DATABASE_REPLICA_URLS": "", "BEHIND_PROXY": "no"}
    return without | {"DATABASE_URL": f"sqlite:///{file}"}


@pytest.fixture(scope="session")
def running(_sqlite_being_made):
    # Ended from outside, still stop what was started.
    signal.signal(signal.SIGTERM, lambda *_: pytest.exit("ended from outside", 143))
    # All readers of these tests come from one address.
    with start_stack(RATE_LIMITS="search=off,suggestions=off,lists=off,documents=off") as made:
        make_editor(made)
        yield made


def make_editor(stack, **environment):
    """Make the account of the Editor."""
    stack.manage(
        "createsuperuser", "--noinput", "--username", NAME, "--email", "", DJANGO_SUPERUSER_PASSWORD=PASSWORD,
        **environment,
    )  # fmt: skip


@pytest.fixture
def stack(running):
    """The stack, all of its parts up before the test and after it."""
    primary = running.parts["primary"].pid
    yield running
    for name, part in running.parts.items():
        if not part.is_running:
            running.start(name)
    wait_for(lambda: lag(running) == 0, "the replica to catch up")
    if running.parts["primary"].pid != primary:
        # So long a process may leave out what did not answer.
        time.sleep(RETEST_SECONDS)


@pytest.fixture(scope="session")
def _signed_in(running):
    [skill, *_] = running.sql(
        "SELECT id, slug FROM skills_skill WHERE collection_id = 'waymark' AND status = 'published' ORDER BY slug"
    )
    editor = Editor(running.url(), skill).sign_in()
    yield editor
    editor.client.close()


@pytest.fixture
def editor(stack, _signed_in):
    return _signed_in


@pytest.fixture
def traffic(stack, editor):
    return Traffic(stack.url(), editor)


def wait_for(is_so, what, seconds=30):
    """Wait until something is so; fail where it takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        # What is being started may not answer yet.
        with suppress(Exception):
            if is_so():
                return
        time.sleep(0.1)
    pytest.fail(f"waited {seconds} seconds for {what}")


def lag(stack):
    """Return how many bytes of the primary's log the replica has not applied yet."""
    [[position]] = stack.sql("SELECT pg_current_wal_lsn()")
    [[bytes_behind]] = stack.sql(f"SELECT pg_wal_lsn_diff('{position}', pg_last_wal_replay_lsn())", "replica")
    return max(0, int(bytes_behind))


@pytest.fixture(scope="session")
def record(request):
    """Remember a figure; all are shown at the end."""
    figures = request.config.stash.setdefault(FIGURES, {})
    return figures.__setitem__


def pytest_terminal_summary(terminalreporter, config):
    if figures := config.stash.get(FIGURES, {}):
        terminalreporter.section("what held")
        for name, figure in figures.items():
            terminalreporter.line(f"{name}: {figure}")
