"""How fast the site is: make bench, or make bench ARGS="--quick --no-peers"."""

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack

from . import bulk, fast, library, peers, report, sizes, waymark, wrk
from .rounds import Plan, measure
from .servers import ServerError

FULL = Plan(rounds=7, seconds=1.2, limit=170)
QUICK = Plan(rounds=3, seconds=0.5, limit=0)


def main(arguments):
    """Measure and print; return the exit status, which never depends on a time."""
    # Ended from outside, still stop what was started.
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: sys.exit(143))
    options = _options(arguments)
    started, missing = time.monotonic(), []
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="waymark-bench-"))
        try:
            if options.frameworks:
                return _measure_frameworks(stack, folder, options)
            if options.bulk:
                print("\n" + "\n".join(bulk.report(bulk.measured(folder))))
                return 0
            if options.sizes:
                return _measure_sizes(stack, folder, options)
            bare, site, others = _start(stack, folder, options.peers, missing)
            plan = QUICK if options.quick else FULL
            samples = measure([bare, *site, *others], plan)
            of_kept = _measure_kept(stack, folder, bare, site[0], plan, missing)
        except (ServerError, subprocess.CalledProcessError) as error:
            print(f"Nothing was measured: {error}", file=sys.stderr)
            return 1
    _print(samples, bare, site, others)
    print("\n" + "\n".join(of_kept))
    for part in missing:
        print(f"\nNOT RUN: {part}.")
    print(f"\n{time.monotonic() - started:.0f} seconds in all.")
    return 0


def _options(arguments):
    parser = argparse.ArgumentParser(prog="make bench", description="How fast the site is, side by side with others.")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds: about a minute")
    parser.add_argument(
        "--frameworks",
        metavar="FOLDER",
        help="measure instead what national frameworks cost; the folder holds the publishers' files, in folders or "
        f"zips whose names begin with {', '.join(library.FRAMEWORKS)}",
    )
    parser.add_argument(
        "--no-peers", action="store_false", dest="peers", help="the site and the bare view only; nothing is installed"
    )
    parser.add_argument("--bulk", action="store_true", help="measure instead what a release of the content takes")
    parser.add_argument("--sizes", action="store_true", help="measure instead what more content costs")
    return parser.parse_args(arguments)


def _measure_frameworks(stack, folder, options):
    libraries = library.start(stack, folder, options.frameworks)
    targets = [target for one in libraries for _, small, large, _ in one.targets for target in (small, large)]
    targets += [page for one in libraries for page in one.pages]
    samples = measure(targets, QUICK if options.quick else FULL)
    print("\n" + "\n".join(line for one in libraries for line in report.of_library(one, samples)))
    return 0


def _measure_sizes(stack, folder, options):
    pages, lists = sizes.start(stack, folder)
    targets = [target for same in (*pages.values(), *lists.values()) for target in same]
    samples = measure(targets, QUICK if options.quick else FULL)
    print("\n" + "\n".join(sizes.report(pages, lists, samples)))
    return 0


def _start(stack, folder, with_peers, missing):
    """Start all servers; return the Target of the bare view, those of the site and those of the peers."""
    print("Filling a throw-away database…", file=sys.stderr, flush=True)
    content = waymark.fill(folder)
    bare = stack.enter_context(waymark.bare_view(folder))
    site = stack.enter_context(waymark.site(folder, content))
    site.append(stack.enter_context(waymark.renewed(folder, content)))
    if not with_peers:
        missing.append("the peers, as asked")
        return bare, site, []
    try:
        return bare, site, _start_peers(stack, folder, content)
    except (peers.PeersError, ServerError, subprocess.CalledProcessError) as error:
        missing.append(f"the peers, so that nothing is said of that goal: {error}")
        return bare, site, []


def _measure_kept(stack, folder, bare, role, plan, missing):
    """Return the lines on pages that are kept; they come too fast for a client in Python."""
    if not wrk.is_here():
        missing.append("kept pages: no wrk here (apt-get install wrk)")
        return []
    kept = stack.enter_context(fast.started(folder, bare, role.path))
    if not kept.file:
        missing.append("kept pages beside nginx: none here (apt-get install nginx libnginx-mod-http-lua)")
    return fast.report(kept, fast.measured(kept, plan))


def _start_peers(stack, folder, content):
    python = peers.install()
    wagtail = stack.enter_context(peers.wagtail(python, folder, content))
    tables = stack.enter_context(peers.datasette(python, folder, content))
    return [*tables, wagtail]


def _print(samples, bare, site, others):
    named = [target for target in others if "table" not in target.name]
    role, fullest, *_, large, large_compared, fullest_compared = site[: waymark.PAGES]
    lines = [
        *report.table(samples, bare, named),
        "",
        *report.notes(samples, bare),
        "",
        *report.peer_goals(samples, role, site[-1], others),
        report.fullest_goal(samples, bare, fullest),
        report.comparison_goal(samples, large, large_compared),
        report.comparison_goal(samples, fullest, fullest_compared),
    ]
    print("\n" + "\n".join(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
