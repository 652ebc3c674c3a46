"""python -m tests.fuzz [--requests 50000] [--seed 6] [--database sqlite|postgresql]: attack a throw-away site.

Half of the requests are made on SQLite and half on PostgreSQL, each in a process of its own; of each half four fifths
go over sockets to the server of `make run`, the rest to the application in the same process. Ends with status 1 if
anything is found.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Lock, local

from tests import machine, postgresql

from . import site
from .judging import SECONDS

TOKEN = "f" * 32
CONNECTIONS = 4
SHOWN = 20
INSIDE = 5  # one of so many


def main():
    options = _options()
    if not options.database:
        return _on_both(options)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, _database(options.database, folder) as database:
        site.set_up(database, folder)
        run = Run(options.seed, options.requests)
        run.over_the_wire(folder)
        run.inside()
    return run.report(options.database, time.monotonic() - began)


def _options():
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    return parser.parse_args()


def _on_both(options):
    half = ["--requests", str(options.requests // 2), "--seed", str(options.seed)]
    command = [sys.executable, "-m", "tests.fuzz", *half, "--database"]
    return max(subprocess.run([*command, database], check=False).returncode for database in ("sqlite", "postgresql"))


def _database(kind, folder):
    """Return a context that gives the address of a database."""
    if kind == "sqlite":
        return nullcontext(f"sqlite:///{folder}/fuzz.sqlite3")
    programs = machine.have(machine.postgresql, "postgresql")
    if not programs:
        sys.exit("NOT RUN on PostgreSQL: no server programs here (apt-get install postgresql).")
    return postgresql.throw_away(programs)


class Run:
    """Requests and what was found by them."""

    def __init__(self, seed, count):
        from .making import Maker

        self.maker, self.count = Maker(seed, TOKEN), count
        self.maker.fields = fields_of(self.maker)
        self.cookie = site.cookie_of_administrator(TOKEN)
        self.statuses, self.found, self._lock = Counter(), [], Lock()
        self.slow, self.late = [], 0

    @property
    def _numbers(self):
        return range(self.count - self.count // INSIDE), range(self.count - self.count // INSIDE, self.count)

    def over_the_wire(self, folder):
        from .wire import Wire

        here = local()
        with site.server(folder) as server, ThreadPoolExecutor(CONNECTIONS) as pool:

            def send(request):
                if not hasattr(here, "wire"):
                    here.wire = Wire(server.port)
                return here.wire.send(request, self.cookie)

            for _ in pool.map(lambda number: self._try(send, number), self._numbers[0], chunksize=1):
                pass
            self._again(send, server.processor_seconds)
            for path in Path(folder).glob("server-*.log"):
                self._read_log(path)

    def inside(self):
        from careers.wsgi import application

        from .inside import send

        def send_inside(request):
            return send(application, request, self.cookie)

        for number in self._numbers[1]:
            self._try(send_inside, number)
        self._again(send_inside, time.process_time)

    def _try(self, send, number):
        request = self.maker.make(number)
        status, faults = send(request)
        if is_slow(faults):
            self.slow.append(number)
            faults = []
        if status == 302 and request.is_signed_in and number % 200 == 0:
            self.cookie = site.cookie_of_administrator(TOKEN)
        with self._lock:
            self.statuses[status] += 1
            self.found += [(number, fault, request) for fault in faults]

    def _again(self, send, processor_seconds):
        """Send what was slow once more, alone, and judge by the processor's time: a busy machine makes all wait."""
        for number in self.slow:
            request = self.maker.make(number)
            before = processor_seconds()
            send(request)
            if (seconds := processor_seconds() - before) > SECONDS:
                self.found.append((number, f"took {seconds:.1f} s of the processor", request))
        self.late += len(self.slow)
        self.slow.clear()

    def _read_log(self, path):
        for line in path.read_text(errors="replace").splitlines():
            if '"logger": "waymark.errors"' in line or "panicked" in line:
                print(line[:3_000], file=sys.stderr)

    def report(self, database, seconds):
        """Print what was found; return the exit status."""
        said = ", ".join(f"{status or 'hung up'}: {count:,}" for status, count in sorted(self.statuses.items()))
        print(f"\n{database}: {self.statuses.total():,} requests in {seconds:.0f} s ({said})")
        print(f"  {self.late} took over {SECONDS:g} s beside others, and were asked for again alone")
        for number, fault, request in self.found[:SHOWN]:
            print(f"  {number}: {fault}: {request}")
        print(f"{database}: {len(self.found)} found." if self.found else f"{database}: nothing found.")
        return 1 if self.found else 0


def is_slow(faults):
    return bool(faults) and all(fault.startswith("took") for fault in faults)


def fields_of(maker):
    """Return {template: names of the fields of its form} of the pages of the admin."""
    import re
    from random import Random

    from django.test import Client

    from .addresses import filled

    client = Client(headers={"cookie": site.cookie_of_administrator(TOKEN)})
    found = {}
    for template in maker.admin:
        path = filled(template, Random(1), maker.slugs, maker.keys, lambda: "1")  # noqa: S311 no secret
        response = client.get(path)
        if response.status_code == 200 and "html" in response.get("Content-Type", ""):
            names = re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', response.content.decode())
            found[template] = sorted(set(names))[:400]
    return found


if __name__ == "__main__":
    sys.exit(main())
