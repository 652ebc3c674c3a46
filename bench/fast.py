"""Pages that are kept: beside a bare view, the whole stack of middleware, and nginx with the same page as a file."""

import os
import shutil
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from urllib.request import Request, urlopen

from . import waymark, wrk
from .report import met, plain, table
from .rounds import FEWEST_ROUNDS, Target, ratio
from .servers import free_port, granian, running

_RATE, _PROCESSOR, _P99 = attrgetter("rate"), attrgetter("processor"), attrgetter("p99")
GZIP, BROTLI = ("Accept-Encoding: gzip",), ("Accept-Encoding: gzip, deflate, br",)


@dataclass(frozen=True)
class Fast:
    """The targets."""

    bare: Target
    whole_stack: Target
    page: Target
    compressed: Target
    brotli: Target
    unchanged: Target
    single: Target
    single_unchanged: Target
    file: Target | None = None
    front: Target | None = None

    @property
    def all(self):
        return [target for target in vars(self).values() if target]


@contextmanager
def started(folder, bare, path):
    """Serve a page from the cache, and where there is nginx the same as a file and through it; yield the Fast."""
    with ExitStack() as stack:
        told = free_port()
        environment = waymark.environment(folder)
        kept = environment | {"PAGE_CACHE": "1", "CACHE_FRONTS": f"http://127.0.0.1:{told}/content-has-changed"}
        hello = stack.enter_context(
            running(granian(sys.executable, "bench.whole_stack:application"), folder, environment)
        )
        site, single = (
            stack.enter_context(running(granian(sys.executable, "careers.wsgi:application", threads), folder, kept))
            for threads in (2, 1)
        )
        etag, page = _page_of(site, path)
        targets = [
            Target("bare Django view", bare.server, bare.path),
            Target("all middleware around it", hello, "/", GZIP),
            Target("role page, kept", site, path),
            Target("role page, kept, gzip", site, path, GZIP),
            Target("role page, kept, Brotli", site, path, BROTLI),
            Target("role page, not modified", site, path, (*GZIP, etag)),
            Target("kept, gzip, by one thread each", single, path, GZIP),
            Target("not modified, by one thread each", single, path, (*GZIP, _page_of(single, path)[0])),
        ]
        if shutil.which("nginx"):
            nginx = stack.enter_context(_nginx(Path(folder), page, told, site.port))
            targets.append(Target("nginx, the same as a file", nginx, "/file/page.html"))
            targets.append(Target("nginx before the site, gzip", nginx, path, GZIP))
        yield Fast(*targets)


def _page_of(server, path):
    """Return (the header by which a browser says that it has the page, the page as gzip)."""
    with urlopen(Request(server.url(path), headers={"Accept-Encoding": "gzip"}), timeout=60) as answer:  # noqa: S310
        return f"If-None-Match: {answer.headers['ETag']}", answer.read()


@contextmanager
def _nginx(folder, page, told, upstream):
    """Serve some bytes as a file, and all else of the site, kept as deploy/nginx/cache.conf says."""
    (folder / "nginx" / "file").mkdir(parents=True)
    (folder / "nginx" / "file" / "page.html").write_bytes(page)
    folder /= "nginx"
    cache = Path("deploy/nginx/cache.conf").read_text()
    cache = cache.replace("${CACHE_FOLDER}", f"{folder}/cache").replace("${TOLD_BY}", f"127.0.0.1:{told}")
    cache = cache.replace("${TOLD_FROM}", "127.0.0.1")
    (folder / "cache.conf").write_text(cache)
    account = "user root;\n" if os.geteuid() == 0 else ""
    template = Path("bench/nginx.conf").read_text()
    script = folder / "start"
    # The command of a server ends with its port, which nginx reads from its configuration.
    script.write_text(
        f"#!/bin/sh\nsed 's|PORT|'$1'|; s|FOLDER|{folder}|g; s|UPSTREAM|{upstream}|' > {folder}/nginx.conf <<'END'\n"
        f"{account}{template}END\nexec nginx -e {folder}/error.log -c {folder}/nginx.conf\n"
    )
    script.chmod(0o700)
    with running([script], folder) as server:
        yield server


def measured(fast, plan):
    """Return {target: [Sample of each round]}."""
    samples = {target: [] for target in fast.all}
    for target in fast.all:
        wrk.sample(target, 1)
    for number in range(max(FEWEST_ROUNDS, plan.rounds)):
        print(f"Kept pages, round {number + 1}…", file=sys.stderr, flush=True)
        for target in fast.all:
            samples[target].append(wrk.sample(target, plan.seconds))
    return samples


def report(fast, samples):
    """Return the table, and a line for each goal."""
    bare = samples[fast.bare]
    lines = table(samples, fast.bare, [fast.file] if fast.file else [])
    lines += ["", "By wrk, which takes next to nothing; otherwise as above.", ""]
    lines += [
        _at_least("the kept role page, gzip, is as fast as bare views", 2.5, samples[fast.compressed], bare, _RATE),
        _at_most("and takes their processor time", 0.35, samples[fast.compressed], bare, _PROCESSOR),
        _at_least("an unchanged page is as fast as bare views", 3, samples[fast.unchanged], bare, _RATE),
        _at_least("the kept role page by one thread each", 2.5, samples[fast.single], bare, _RATE),
        _at_most("and takes the processor time of bare views", 0.35, samples[fast.single], bare, _PROCESSOR),
        _at_least("an unchanged page by one thread each", 3, samples[fast.single_unchanged], bare, _RATE),
        _at_most("all middleware takes the processor time of none", 1.8, samples[fast.whole_stack], bare, _PROCESSOR),
    ]
    if fast.file:
        file = samples[fast.file]
        lines += [
            _at_least(
                "the kept role page is as fast as nginx with a file", 0.45, samples[fast.compressed], file, _RATE
            ),
            _at_least("with nginx before the site", 0.6, samples[fast.front], file, _RATE),
            _at_most("99 of 100 kept pages come in the time of a file", 1.5, samples[fast.compressed], file, _P99),
        ]
    return lines


def _at_least(goal, times, found, others, key):
    value = ratio(found, others, key)
    return f"{met(value >= times)}: {goal}: {plain(value)} × (at least {times})"


def _at_most(goal, times, found, others, key):
    value = ratio(found, others, key)
    return f"{met(value <= times)}: {goal}: {plain(value)} × (at most {times})"
