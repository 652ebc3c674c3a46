"""Servers on free ports of this machine, their processor time, and their certain end."""

import os
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

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
        return sum(map(_processor_seconds, _tree(self.pid)))


def granian(python, application):
    """Return a command as `make run` serves the site; it wants the port appended."""
    return [
        *(python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--workers", "2", "--blocking-threads", "2", "--no-ws", "--log-level", "warning"),
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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_it_listens(process, port, log):
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    last = log.read_text(errors="replace").strip().splitlines()[-5:]
    raise ServerError("\n".join([f"{process.args[0]} did not start:", *last]))


def _end(process):
    """End a process, by force what is left of its tree after a while."""
    tree = _tree(process.pid) if process.poll() is None else []
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    for pid in tree:
        if _stat(pid):
            with suppress(ProcessLookupError):
                os.kill(pid, 9)
    process.wait(END_SECONDS)


def _tree(pid):
    """Return the ids of a process and all that descend from it."""
    children = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if stat := _stat(folder.name):
            children.setdefault(int(stat[1]), []).append(int(folder.name))
    found = [pid]
    for parent in found:
        # The list grows while it is walked: the next generation comes at its end.
        found += children.get(parent, [])
    return found


def _processor_seconds(pid):
    stat = _stat(pid)
    # Fields 14 and 15 of proc(5), counted from the state, which is the third.
    return (int(stat[11]) + int(stat[12])) / TICKS_PER_SECOND if stat else 0.0


def _stat(pid):
    """Return the fields of /proc/<pid>/stat from the state on, or [] where the process is gone or a zombie."""
    try:
        text = Path("/proc", str(pid), "stat").read_text()
    except OSError:
        return []
    # The name before may hold spaces and brackets.
    fields = text.rpartition(")")[2].split()
    return [] if fields[0] == "Z" else fields
