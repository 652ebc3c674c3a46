"""What the measurement found, as text."""

from operator import attrgetter
from statistics import median

from .rounds import CONNECTIONS, ratio

TIMES_A_PEER = 5
TIMES_A_ROLE = 1.5
TIMES_THE_BARE_VIEW = 300

_RATE = attrgetter("rate")
_PROCESSOR = attrgetter("processor")


def table(samples, bare, peers):
    """Return the lines of the table; `peers` are the targets whose throughput the others are compared with."""
    heads = ["target", "bytes", "answers/s (min–max)", "p50/p99 ms", "CPU ms", "× bare", *map(_against, peers)]
    rows = [heads, *(_row(samples, target, bare, peers) for target in samples)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_aligned, row, widths, range(len(row)))).rstrip() for row in rows]


def _against(peer):
    return f"rate ÷ {peer.name.partition(',')[0]}"


def _aligned(cell, width, place):
    # Names to the left, numbers to the right.
    return cell.rjust(width) if place else cell.ljust(width)


def _row(samples, target, bare, peers):
    found = samples[target]
    rates = [sample.rate for sample in found]
    return [
        target.name,
        f"{found[0].size:,}",
        f"{plain(median(rates))} ({plain(min(rates))}–{plain(max(rates))})",
        f"{plain(median(one.p50 for one in found))}/{plain(median(one.p99 for one in found))}",
        plain(median(one.processor for one in found)),
        plain(ratio(found, samples[bare], _PROCESSOR)),
        *(plain(ratio(found, samples[peer], _RATE)) for peer in peers),
    ]


def plain(number):
    """Return a number with about three figures."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def peer_goals(samples, made, renewed, peers):
    """Return a line for each peer and way of getting at the role page, and whether it is fast enough."""
    return [_beside(samples, target, peer) for target in (made, renewed) for peer in peers]


def fullest_goal(samples, bare, fullest):
    times = ratio(samples[fullest], samples[bare], _PROCESSOR)
    goal = f"the fullest role page takes at most {TIMES_THE_BARE_VIEW} × the processor time of a bare view"
    return f"{met(times <= TIMES_THE_BARE_VIEW)}: {goal}: {plain(times)} ×"


def comparison_goal(samples, role, comparison):
    """Return a line for the goal of comparing two roles, and whether it is met."""
    times = ratio(samples[comparison], samples[role], _PROCESSOR)
    goal = f"{comparison.name}: at most {TIMES_A_ROLE} × the processor time of {role.name}"
    return f"{met(times <= TIMES_A_ROLE)}: {goal}: {plain(times)} ×"


def _beside(samples, target, peer):
    """Judge by processor time: a peer that runs in one process has but one processor to be fast with."""
    times = ratio(samples[peer], samples[target], _PROCESSOR)
    rate = ratio(samples[target], samples[peer], _RATE)
    goal = f"{target.name}: at least {TIMES_A_PEER} × as fast as {peer.name}"
    return f"{met(times >= TIMES_A_PEER)}: {goal}: {plain(times)} × by processor time, {plain(rate)} × by rate"


def met(is_met):
    return "    met" if is_met else "NOT MET"


def notes(samples, bare):
    """Return the lines that say how to read the table."""
    client = median(sample.client for sample in samples[bare])
    return [
        f"{len(samples[bare])} interleaved rounds, {CONNECTIONS} connections; medians; ratios are of pairs in a round.",
        "answers/s: by a client in Python on the same processors, which took "
        f"{client:.0%} of one of them beside the bare view.",
        "CPU ms: processor time of the server's processes for one answer; × bare: over that of the bare view.",
        "Two processes each, but Datasette one: compare it by processor time.",
    ]


IMPORT_SECONDS = 90
# Milliseconds for 95 of 100 answers on PostgreSQL; on SQLite twice as many.
ANSWER_MILLISECONDS = {"/search/?q=": 100, "/search/suggest/?q=": 50}
TIMES_ON_SQLITE = 2
TIMES_THE_FIRST_PAGE = 1.2


def of_library(library, samples):
    """Return the lines on one database with whole frameworks in it: imports, ratios, answers while typing."""
    first, deep = library.pages
    return [
        f"{library.name}:",
        *(_import(one, is_bound=library.name == "PostgreSQL") for one in library.imports),
        *(_growth(samples, *target) for target in library.targets),
        _growth(samples, "page 100 of the role list", first, deep, TIMES_THE_FIRST_PAGE),
        *(_answers(library, path, limit) for path, limit in ANSWER_MILLISECONDS.items()),
        "",
    ]


def _import(done, *, is_bound):
    told = f"{done.framework}: {done.rows:,} rows in {done.seconds:.0f} s, {done.rate:,.0f} rows/s"
    told += f", {done.megabytes:,.0f} MB at the most"
    is_met = done.megabytes <= 1024 and (done.seconds <= IMPORT_SECONDS or not is_bound)
    return f"{met(is_met)}: {told}"


def _growth(samples, name, small, large, times):
    found = ratio(samples[large], samples[small], _PROCESSOR)
    took = median(sample.processor for sample in samples[large])
    return f"{met(found <= times)}: {name}: {plain(found)} × the processor time (at most {times}), {plain(took)} ms"


def _answers(library, path, limit):
    found, times = library.answers(path)
    limit *= 1 if library.name == "PostgreSQL" else TIMES_ON_SQLITE
    told = f"95 of 100 answers within {plain(found)} ms (at most {limit}); {plain(times)} × in all"
    return f"{met(found <= limit)}: {path}: {told}"
