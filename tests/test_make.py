"""The two commands of a new machine: what they leave behind, and what they say where they cannot go on."""

import os
import re
import socket
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

from django.conf import settings

LOCAL = Path(settings.BASE_DIR, "deploy", "local")


def run(program, *arguments, cwd, **more):
    # Outside make, whose own variables would reach down to here.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        [program, *arguments], cwd=cwd, env=environment | more, capture_output=True, text=True, check=False
    )


def targets():
    return re.findall(r"^([a-z-]+):.* ## ", Path(settings.BASE_DIR, "Makefile").read_text(), flags=re.MULTILINE)


def test_every_task_is_in_the_operators_table():
    table = Path(settings.BASE_DIR, "docs", "operations.md").read_text()

    assert re.findall(r"^\| `make ([a-z-]+)` \|", table, flags=re.MULTILINE) == targets()


def test_make_alone_lists_the_tasks():
    listed = run("make", cwd=settings.BASE_DIR).stdout.splitlines()

    assert [line.split()[1] for line in listed] == targets()


def test_the_private_configuration_is_private_and_never_overwritten(tmp_path):
    configuration = tmp_path / ".env"

    run(sys.executable, LOCAL / "configure.py", cwd=tmp_path)
    first = configuration.read_text()
    run(sys.executable, LOCAL / "configure.py", cwd=tmp_path)

    assert re.search(r"^SECRET_KEY=\S{60,}$", first, flags=re.MULTILINE)
    assert stat.S_IMODE(configuration.stat().st_mode) == 0o600
    assert configuration.read_text() == first
    assert list(tmp_path.iterdir()) == [configuration]


def test_a_port_in_use_is_one_clear_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        result = run(LOCAL / "port-is-free", str(port), sys.executable, cwd=tmp_path)

    assert result.returncode == 1
    assert result.stderr == (
        f"Port {port} cannot be used (Address already in use): choose another, as in make run PORT=8001.\n"
    )


def test_a_missing_python_is_one_clear_line(tmp_path):
    result = run(LOCAL / "install", ".venv", "no-such-python", "requirements.txt", ".venv/.run", cwd=tmp_path)

    assert result.returncode == 1
    assert result.stderr == (
        "There is no 'no-such-python' here: "
        "install Python 3.11 or newer, or name it, as in make run PYTHON=python3.12.\n"
    )


def test_an_old_python_is_one_clear_line_and_leaves_nothing(tmp_path):
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\necho Python 3.9.2\nexit 1\n")
    old.chmod(0o755)

    result = run(LOCAL / "install", ".venv", old, "requirements.txt", ".venv/.run", cwd=tmp_path)

    assert result.returncode == 1
    assert result.stderr == f"Waymark needs Python 3.11 or newer; '{old}' says of itself: Python 3.9.2\n"
    assert not (tmp_path / ".venv").exists()


def test_a_failed_installation_is_one_clear_line_and_leaves_nothing(tmp_path):
    # Nothing to find and nowhere to look: the outcome is the same with and without a network.
    (tmp_path / "lock.txt").write_text(f"waymark==0 --hash=sha256:{'0' * 64}\n")
    arguments = [".venv", sys.executable, "lock.txt", ".venv/.run"]

    result = run(LOCAL / "install", *arguments, cwd=tmp_path, PIP_NO_INDEX="1")

    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("The packages of lock.txt could not be installed")
    assert not (tmp_path / ".venv").exists()


def test_locks_hold_hashes_and_no_addresses():
    for lock in Path(settings.BASE_DIR).glob("requirements*.txt"):
        text = lock.read_text()
        pins = [line for line in text.splitlines() if "==" in line]

        assert all(pin.endswith("\\") for pin in pins), lock  # followed by its hashes
        assert re.findall(r"://|^ *-[^-]|^ *--(?!hash=sha256:)", text, flags=re.MULTILINE) == [], lock


def test_locks_hold_what_the_project_asks_for():
    project = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text())
    run_time, tools = project["project"]["dependencies"], project["dependency-groups"]["dev"]

    assert names(run_time) <= locked("requirements.txt")
    assert names(run_time + tools) <= locked("requirements-dev.txt")
    assert names(run_time + tools) <= locked("requirements-next.txt")


def names(requirements):
    return {re.match(r"[a-z0-9-]+", requirement.lower()).group() for requirement in requirements}


def locked(lock):
    text = Path(settings.BASE_DIR, lock).read_text()
    return set(re.findall(r"^([a-z0-9-]+)==", text, flags=re.MULTILINE))
