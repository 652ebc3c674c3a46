"""What is counted; /metrics says it in the format of Prometheus.

With PROMETHEUS_MULTIPROC_DIR the processes of a server keep their counts in files of that folder, so that each of
them can tell the sums; without it each tells its own.
"""

from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, resolve
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from .state import StateCollector

REQUEST_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
QUERY_SECONDS = (0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
OUTCOMES = {"hit", "revalidated", "renewed", "miss", "bypass"}
NOWHERE = "none"

requests = Counter(
    "waymark_requests",
    "Requests by the name of the address, method, status, and what the cache had.",
    ["route", "method", "status", "cache"],
)
# Not of what the cache answers: that takes some microseconds, of which timing would be a good part.
request_seconds = Histogram(
    "waymark_request_seconds", "Time to an answer that was made anew.", ["route"], buckets=REQUEST_SECONDS
)
queries = Histogram("waymark_query_seconds", "Time of the queries to a database.", ["database"], buckets=QUERY_SECONDS)
query_errors = Counter("waymark_query_errors", "Queries that failed, by kind of error.", ["database", "error"])
limited = Counter("waymark_limited", "Requests refused because their sender asks too often.", ["limit"])
errors = Counter("waymark_errors", "Errors of the code, by the name of the address.", ["route"])
sink_failures = Counter("waymark_error_sink_failures", "Errors that could not be handed to ERROR_SINK.", ["sink"])

LONGEST_REMEMBERED = 200

# A labelled child is looked up under a lock, and made of strings: once for each is enough.
request_seconds_of = lru_cache(2048)(request_seconds.labels)
queries_of = lru_cache(64)(queries.labels)


def requests_of(path, method, status, outcome):
    """Return the count of requests like this one."""
    # Of what anybody can make up, only so much is remembered.
    known = _requests_of if len(path) <= LONGEST_REMEMBERED else _requests_of.__wrapped__
    return known(path, method, status, outcome)


@lru_cache(4096)
def _requests_of(path, method, status, outcome):
    return requests.labels(route_of(path), method, status, outcome)


def route_of(path):
    """Return the name of an address as the URLconf has it, so that there are as many names as kinds of page."""
    return _known_route(path) if len(path) <= LONGEST_REMEMBERED else _route(path)


def _route(path):
    if path.startswith(settings.STATIC_URL):
        return "static"
    try:
        return resolve(path).view_name or NOWHERE
    except Resolver404:
        return NOWHERE


_known_route = lru_cache(4096)(_route)


def method_of(environ):
    method = environ.get("REQUEST_METHOD", "")
    return method if method in METHODS else "other"


def outcome_of(environ):
    outcome = environ.get("waymark.cache")
    return outcome if outcome in OUTCOMES else "bypass"


def exposition():
    """Return all figures as Prometheus reads them: bytes."""
    if not settings.PROMETHEUS_MULTIPROC_DIR:
        return generate_latest(REGISTRY) + generate_latest(_state())
    counts = CollectorRegistry()
    MultiProcessCollector(counts, settings.PROMETHEUS_MULTIPROC_DIR)
    return generate_latest(counts) + generate_latest(_state())


def _state():
    """Return what is not counted but is so at this moment."""
    registry = CollectorRegistry()
    registry.register(StateCollector())
    return registry
