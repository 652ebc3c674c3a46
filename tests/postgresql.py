"""A PostgreSQL server for the length of the tests."""

import contextlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path


@contextlib.contextmanager
def throw_away(programs):
    """Start a server of its own on a free port, give its DATABASE_URL, and leave nothing behind.

    `programs` is the folder of initdb and pg_ctl. Raises CalledProcessError where it does not start.
    """
    # Not the folder of TMPDIR, which the account of the server may be unable to enter.
    folder = Path(tempfile.mkdtemp(prefix="waymark-postgresql-", dir="/tmp"))
    account = _unprivileged_account()
    password = secrets.token_hex(16)

    def run(program, *arguments):
        command = [*_as_account(account), programs / program, "-D", folder / "cluster", *arguments]
        with (folder / "log").open("a") as log:
            subprocess.run(command, check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    try:
        (folder / "password").write_text(password)
        if account:
            for path in (folder, folder / "password"):
                shutil.chown(path, account)
        run(
            "initdb", "--username=waymark", f"--pwfile={folder / 'password'}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        port = _free_port()
        # What a crash would lose is thrown away anyway: writing need not wait for the disk.
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} "
        options += "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        run("pg_ctl", "--wait", f"--log={folder / 'server.log'}", f"--options={options}", "start")
        yield f"postgres://waymark:{password}@127.0.0.1:{port}/postgres"
    finally:
        if (folder / "cluster" / "postmaster.pid").exists():
            run("pg_ctl", "--mode=immediate", "--wait", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_account():
    """Return the account under which a server may run, where we are root; PostgreSQL refuses root itself."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as_account(account):
    return ["runuser", "-u", account, "--"] if account else []


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
