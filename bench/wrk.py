"""Load by wrk, for what answers faster than a client in Python can ask."""

import re
import resource
import shutil
import subprocess

from .rounds import CONNECTIONS, Sample

_UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}
_SIZES = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}


def is_here():
    return bool(shutil.which("wrk"))


def sample(target, seconds):
    """Return a Sample of so many seconds. Raises ConnectionError where an answer is missing or says of an error."""
    headers = [part for header in target.headers for part in ("-H", header)]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency", *headers]
    before, used = target.server.processor_seconds(), _children()
    done = subprocess.run(
        [*command, target.server.url(target.path)], stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    used, processor = _children() - used, target.server.processor_seconds() - before
    if "Non-2xx or 3xx" in done or "Socket errors" in done:
        raise ConnectionError(f"{target.name}: {done}")
    count, took, read, unit = re.search(r"(\d+) requests in ([\d.]+)s, ([\d.]+)(\w+) read", done).groups()
    return Sample(
        rate=int(count) / float(took),
        processor=processor * 1000 / int(count),
        p50=_percentile(done, 50),
        p99=_percentile(done, 99),
        size=round(float(read) * _SIZES[unit] / int(count)),
        client=used / float(took),
    )


def _percentile(done, percent):
    number, unit = re.search(rf"^\s+{percent}%\s+([\d.]+)(\w+)$", done, re.MULTILINE).groups()
    return float(number) * _UNITS[unit]


def _children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
