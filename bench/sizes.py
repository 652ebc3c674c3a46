"""What more content costs: the same pages with 15, 400 and 4,000 roles, and the lists of the admin with 100,000."""

import json
import subprocess
import sys
from operator import attrgetter
from pathlib import Path
from statistics import median

from . import waymark
from .made_up import MadeUp
from .report import met, plain
from .rounds import Target, ratio
from .servers import ROOT, granian, running

_PROCESSOR = attrgetter("processor")
REQUIREMENTS = 30
ROLES = (15, 400, 4_000)
ROWS = (1_000, 100_000)
TIMES = 1.3

PAGES = {
    "page of a role": "/roles/{role}/",
    "role list": "/roles/",
    "role list, narrowed": "/roles/?skill=made-up-7&family=family-3",
    "search": "/search/?q=maker",
    "front page": "/",
}
LISTS = {
    "admin, list of roles": "/admin/roles/role/",
    "admin, words looked for": "/admin/roles/role/?q=thing+77",
    "admin, fifteenth page": "/admin/roles/role/?p=15",
}


def start(stack, folder):
    """Return ({page: [its Target with each of ROLES]}, {list: [its Target with each of ROWS]})."""
    pages = _started(stack, folder, PAGES, [(count, REQUIREMENTS) for count in ROLES])
    return pages, _started(stack, folder, LISTS, [(count, 0) for count in ROWS])


def _started(stack, folder, addresses, sizes):
    targets = {name: [] for name in addresses}
    for count, requirements in sizes:
        print(f"Making up {count:,} roles…", file=sys.stderr, flush=True)
        own = Path(folder, f"{count}-{requirements}")
        own.mkdir()
        environment = waymark.environment(own)
        static = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
        subprocess.run(static, cwd=ROOT, env=environment, check=True)
        made_up = _made_up(environment, count, requirements)
        server = stack.enter_context(running(granian(sys.executable, "careers.wsgi:application"), own, environment))
        for name, address in addresses.items():
            headers = (f"Cookie: {made_up.cookie}",) if address.startswith("/admin/") else ()
            path = address.format(role=made_up.role)
            targets[name].append(Target(f"{name}, {count:,}", server, path, headers))
    return targets


def _made_up(environment, *sizes):
    command = [sys.executable, "-m", "bench.made_up", *map(str, sizes)]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return MadeUp(**json.loads(done.stdout))


def report(pages, lists, samples):
    """Return a line for each page: its processor time with each count of roles."""
    lines = [f"CPU ms with {', '.join(f'{count:,}' for count in ROLES)} roles; the last over the first:", ""]
    for name, targets in pages.items():
        took = " / ".join(plain(median(map(_PROCESSOR, samples[one]))) for one in targets)
        lines.append(f"{name:24}{took:24}{plain(ratio(samples[targets[-1]], samples[targets[0]], _PROCESSOR))} ×")
    lines.append("")
    for name, (small, large) in lists.items():
        times = ratio(samples[large], samples[small], _PROCESSOR)
        told = f"{name} with {ROWS[1]:,} roles: {plain(times)} × the time with {ROWS[0]:,} (at most {TIMES})"
        lines.append(f"{met(times <= TIMES)}: {told}")
    return lines
