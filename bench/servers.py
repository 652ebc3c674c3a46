"""Servers on free ports of this machine, their processor time, and their certain end."""

import os
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from deploy.local.processes import free_port, listens, process_stat, process_tree

ROOT = Path(__file__).resolve().parent.parent
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60
END_SECONDS = 5


class ServerError(Exception):
    """A server did not come up; says what it wrote."""


@dataclass(frozen=True)
class Server:
    pid: int
    port: int

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def processor_seconds(self):
        """Return the processor time, user's and system's, that the server's processes have taken so far."""
        return sum(map(_processor_seconds, process_tree(self.pid)))


def granian(python, application, threads=2):
    """Return a command as `make run` serves the site; it wants the port appended."""
    return [
        *(python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--workers", "2", "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning"),
        *(application, "--port"),
    ]


@contextmanager
def running(command, folder, environment=None):
    """Start a command with a free port appended; yield the Server once it listens, end its processes after."""
    port = free_port()
    log = Path(folder, f"server-{port}.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*map(str, command), str(port)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_it_listens(process, port, log)
        yield Server(process.pid, port)
    finally:
        _end(process)


def _wait_until_it_listens(process, port, log):
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if listens(port):
            return
        time.sleep(0.1)
    last = log.read_text(errors="replace").strip().splitlines()[-5:]
    raise ServerError("\n".join([f"{process.args[0]} did not start:", *last]))


def _end(process):
    """End a process, by force what is left of its tree after a while."""
    tree = process_tree(process.pid) if process.poll() is None else []
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    for pid in tree:
        if process_stat(pid):
            with suppress(ProcessLookupError):
                os.kill(pid, 9)
    process.wait(END_SECONDS)


def _processor_seconds(pid):
    stat = process_stat(pid)
    # Fields 14 and 15 of proc(5), counted from the state, which is the third.
    return (int(stat[11]) + int(stat[12])) / TICKS_PER_SECOND if stat else 0.0
