"""Around everything that answers: gives each request its id, and counts, times and logs it."""

import logging
from time import perf_counter

from django.conf import settings

from careers.doors.addresses import blurred

from . import errors, metrics, operators, queries
from .current import Current, current, id_for
from .logs import ACCESS

BROKEN = b"Something went wrong on our side. Please try again in a moment.\n"
LONGEST_PATH = 200
# The cache had it: nginx logs and we count it, but a line each would cost more than the answer.
_QUIET = {"hit", "revalidated"}

logger = logging.getLogger(ACCESS)


def wrap(application):
    """Return an application that is observed; also watches what happens inside of it from now on."""
    queries.watch_connections()
    errors.watch_views()
    return Observed(application)


class Observed:
    def __init__(self, application):
        self.application = application
        # Looked up once: a setting takes a tenth of the time of an answer from the cache.
        self.is_proxied = bool(settings.TRUSTED_PROXIES)
        self.quiet = frozenset() if settings.LOG_CACHE_HITS else _QUIET

    def __call__(self, environ, start_response):
        if environ.get("PATH_INFO") in operators.PAGES and (page := operators.answer(environ, start_response)):
            return page
        seen = _Seen(environ, start_response, id_for(environ, self.is_proxied), self.quiet)
        token = current.set(seen.request)
        try:
            answer = self.application(environ, seen.start)
            if getattr(answer, "streaming", False):
                return _Streamed(answer, seen)
            seen.finish()
            return answer
        except Exception as error:
            errors.report(error, environ)
            seen.start("500 Internal Server Error", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
            seen.finish()
            return [BROKEN + f"Request {seen.request.id}\n".encode()]
        finally:
            current.reset(token)


class _Seen:
    """One request, from its first line to its last."""

    __slots__ = ("began", "environ", "quiet", "request", "start_response", "status")

    def __init__(self, environ, start_response, request_id, quiet):
        self.began = perf_counter()
        self.environ, self.start_response, self.quiet = environ, start_response, quiet
        self.request = Current(request_id)
        self.status = ""

    def start(self, status, headers, *exc_info):
        self.status = status[:3]
        return self.start_response(status, [*headers, ("X-Request-ID", self.request.id)], *exc_info)

    def finish(self):
        """Count the request, and log it where that is worth a line."""
        path, outcome = self.environ.get("PATH_INFO", ""), metrics.outcome_of(self.environ)
        metrics.requests_of(path, metrics.method_of(self.environ), self.status, outcome).inc()
        if outcome in self.quiet:
            return
        route, seconds = metrics.route_of(path), perf_counter() - self.began
        metrics.request_seconds_of(route).observe(seconds)
        self._log(route, outcome, seconds)

    def _log(self, route, outcome, seconds):
        is_slow = seconds * 1000 >= settings.SLOW_REQUEST_MS
        level = logging.WARNING if is_slow or self.status[:1] == "5" else logging.INFO
        if not logger.isEnabledFor(level):
            return
        said = {
            "method": metrics.method_of(self.environ),
            "path": self.environ.get("PATH_INFO", "")[:LONGEST_PATH],
            "route": route,
            "status": int(self.status or 0),
            "ms": round(seconds * 1000, 2),
            "cache": outcome,
            "queries": self.request.queries,
            "query_ms": round(self.request.query_seconds * 1000, 2),
            "network": blurred(self.environ),
            "request_id": self.request.id,
        }
        logger.log(level, "slow request" if is_slow else "request", extra=said)


class _Streamed:
    """An answer that is made while it is sent: over when its last part is."""

    def __init__(self, answer, seen):
        self.answer, self.seen = answer, seen

    def __iter__(self):
        parts = iter(self.answer)
        while True:
            token = current.set(self.seen.request)
            try:
                part = next(parts, None)
            except Exception as error:
                errors.report(error, self.seen.environ)
                raise
            finally:
                current.reset(token)
            if part is None:
                return
            yield part

    def close(self):
        self.answer.close()
        self.seen.finish()
