"""A program that runs in the background, is stopped, killed, paused and started again."""

import http.client
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.processes import listens, process_stat, process_tree

START_SECONDS, STOP_SECONDS = 60, 30
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class NotStartedError(Exception):
    """A program did not come up; says what it wrote last."""


def serves(port):
    """Tell whether an application server answers: it listens before it can, and drops who came too early."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError, http.client.HTTPException), closing(connection):
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status < 500
    return False


@dataclass
class Process:
    """One part of the stack: a command that serves a port."""

    name: str
    command: list
    port: int
    log: Path
    environment: dict = field(default_factory=dict)
    account: str | None = None
    folder: Path | None = None
    # How it ends in order: what is under way is finished, nothing new is taken.
    stop_signal: int = signal.SIGTERM
    is_ready: Callable[[int], bool] = listens
    _running: subprocess.Popen | None = None

    def start(self, *, wait=True):
        """Start it, and wait until it can be used."""
        with self.log.open("ab") as output:
            self._running = subprocess.Popen(  # noqa: S603
                [str(part) for part in self.command],
                cwd=self.folder,
                env={"PATH": os.defpath} | self.environment,
                user=self.account,
                group=self.account and _group_of(self.account),
                extra_groups=[] if self.account else None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if wait:
            self.wait()

    def wait(self):
        deadline = time.monotonic() + START_SECONDS
        while self._running.poll() is None and time.monotonic() < deadline:
            if self.is_ready(self.port):
                return
            time.sleep(0.05)
        self.kill()
        last = self.log.read_text(errors="replace").strip().splitlines()[-8:]
        raise NotStartedError("\n".join([f"{self.name} did not start:", *last]))

    def stop(self):
        """End it in order; by force what does not end."""
        if self.is_running:
            self._running.send_signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self._running.wait(STOP_SECONDS)
        self.kill()

    def kill(self):
        """End all of its processes at once, as kill -9 or the loss of a machine does."""
        if self._running:
            pids = self._signal(signal.SIGKILL)
            self._running.wait(STOP_SECONDS)
            # Whoever starts it again must not meet what is left of it.
            while any(map(process_stat, pids)):
                time.sleep(0.01)

    def pause(self):
        self._signal(signal.SIGSTOP)

    def resume(self):
        self._signal(signal.SIGCONT)

    def _signal(self, number):
        # The first one first: it would start others in the place of those that end.
        pids = process_tree(self._running.pid)
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        return pids

    @property
    def is_running(self):
        return self._running is not None and self._running.poll() is None

    @property
    def pid(self):
        return self._running.pid

    def memory(self):
        """Return the bytes of memory that its processes hold."""
        return sum(_resident(pid) for pid in process_tree(self._running.pid))


def _group_of(account):
    return pwd.getpwnam(account).pw_gid


def _resident(pid):
    with suppress(OSError):
        return int(Path("/proc", str(pid), "statm").read_text().split()[1]) * _PAGE_BYTES
    return 0
