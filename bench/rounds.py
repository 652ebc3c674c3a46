"""Measures targets in turn, round after round, so that a noisy moment of the machine meets all of them alike."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

from .client import Load
from .servers import ROOT, Server

CONNECTIONS = 8
FEWEST = 2 * CONNECTIONS  # requests: enough for every worker to have answered some
FEWEST_ROUNDS = 3


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    rounds: int
    seconds: float  # of a sample, about
    limit: float  # seconds after which no further round begins


@dataclass(frozen=True)
class Target:
    """An address to measure."""

    name: str
    server: Server
    path: str
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One target in one round."""

    rate: float  # answers a second
    processor: float  # the server's processor time, milliseconds a request
    p50: float  # milliseconds
    p99: float  # milliseconds
    size: int  # bytes of the body
    client: float  # share of one processor that the client took


def measure(targets, plan):
    """Return {target: [Sample of each round]}; on a slow machine fewer rounds than planned."""
    started = time.monotonic()
    counts = {target: _count(target, plan.seconds) for target in targets}
    samples = {target: [] for target in targets}
    for number in range(1, plan.rounds + 1):
        if number > FEWEST_ROUNDS and time.monotonic() - started > plan.limit:
            break
        print(f"Round {number} of {plan.rounds}…", file=sys.stderr, flush=True)
        for target in targets:
            samples[target].append(_sample(target, counts[target]))
    return samples


def ratio(samples, others, key):
    """Return the median over the rounds of one target's value divided by another's in the same round."""
    return median(key(one) / key(other) for one, other in zip(samples, others, strict=True))


def _count(target, seconds):
    """Warm the target up; return how many requests keep it busy for so long."""
    count = FEWEST
    # The first answers are slow; the count grows from one guess to the next until it fits.
    while (wanted := round(_send(target, count).rate * seconds)) > 2 * count:
        count = wanted
    return max(FEWEST, wanted)


def _sample(target, count):
    before = target.server.processor_seconds()
    load = _send(target, count)
    used = target.server.processor_seconds() - before
    return Sample(
        rate=load.rate,
        processor=used * 1000 / count,
        p50=load.percentile(50),
        p99=load.percentile(99),
        size=load.size,
        client=load.client_seconds / load.seconds,
    )


def _send(target, count):
    """Return the Load of so many requests, sent by a process of its own."""
    command = [
        sys.executable,
        "-m",
        "bench.client",
        target.server.url(target.path),
        CONNECTIONS,
        count,
        *target.headers,
    ]
    done = subprocess.run(map(str, command), cwd=ROOT, stdout=subprocess.PIPE, check=True)
    load = json.loads(done.stdout)
    return Load(**load | {"milliseconds": tuple(load["milliseconds"])})
