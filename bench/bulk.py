"""What a release of the whole content takes, with few roles and with many.

In a process of its own, over the database that DATABASE_URL names, python -m bench.bulk prints a Bulk as JSON.
"""

import csv
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import django

from . import waymark
from .report import met, plain
from .servers import ROOT

ROLES = (15, 4_000)
REQUIREMENTS = 30
# What a release may take: of writing its CSV files alone, and of memory beside that for few roles.
TIMES_THE_BARE_WRITER, TIMES_THE_MEMORY = 100, 2.5


@dataclass(frozen=True)
class Bulk:
    """What one release took; bare: the seconds in which csv.writer alone writes its rows to a file in memory."""

    rows: int
    seconds: float
    bare: float
    megabytes: float  # of memory, at the most

    @property
    def rate(self):
        return self.rows / self.seconds

    @property
    def times_the_bare_writer(self):
        return self.seconds / self.bare


def main():
    from careers.bulk.releasing import folder_of, make_release

    started = time.perf_counter()
    release, _ = make_release()
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bare = sum(_bare_seconds(path) for path in folder_of(release).glob("*.csv.gz"))
    print(json.dumps(asdict(Bulk(sum(release.counts["rows"].values()), seconds, bare, megabytes))))


def _bare_seconds(path):
    """Return how long csv.writer takes for the rows of a file, which are in memory already."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    started = time.perf_counter()
    csv.writer(io.StringIO()).writerows(rows)
    return time.perf_counter() - started


def measured(folder):
    """Return the Bulk of each of ROLES, of made-up roles."""
    return [_measured(Path(folder, str(count)), count) for count in ROLES]


def _measured(folder, count):
    print(f"Making up {count:,} roles, and releasing them…", file=sys.stderr, flush=True)
    folder.mkdir()
    environment = waymark.environment(folder) | {"DATA_DIR": f"{folder}/data"}
    for module, *arguments in (("bench.made_up", str(count), str(REQUIREMENTS)), ("bench.bulk",)):
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return Bulk(**json.loads(done.stdout))


def report(found):
    """Return a line for each release, and one for each goal."""
    few, many = found
    lines = [
        f"{count:,} roles: {one.rows:,} rows in {plain(one.seconds)} s, {one.rate:,.0f} rows/s, "
        f"{plain(one.times_the_bare_writer)} × csv.writer alone, {one.megabytes:,.0f} MB at the most"
        for count, one in zip(ROLES, found, strict=True)
    ]
    memory = many.megabytes / few.megabytes
    goals = [
        (many.times_the_bare_writer, TIMES_THE_BARE_WRITER, "all forms, packed and checked, × csv.writer alone"),
        (memory, TIMES_THE_MEMORY, f"the memory for {ROLES[1]:,} roles, × that for {ROLES[0]}"),
    ]
    return [*lines, "", *(f"{met(one <= most)}: {told}: {plain(one)} × (at most {most})" for one, most, told in goals)]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careers.settings")
    django.setup()
    main()
