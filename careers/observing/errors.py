"""Errors of the code go to a sink that the operator chooses (ERROR_SINK, by its dotted path); by default to the log.

    def to_my_service(report: Report) -> None: ...

docs/observing.md shows one for a service that collects errors.
"""

import logging
import sys
import traceback
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.signals import got_request_exception
from django.utils.module_loading import import_string

from . import metrics
from .current import current, request_id
from .scrubbing import scrubbed, secrets_of

LONGEST = 10_000

logger = logging.getLogger("waymark.errors")


@dataclass(frozen=True)
class Report:
    """What is known of an error: nothing of what a visitor sent but the path."""

    error: BaseException
    request_id: str
    method: str
    path: str
    route: str
    traceback: str
    """Its end: lines of code without the values in them, and the error's own words, secrets taken out."""


def to_log(report):
    """The default sink."""
    said = {"method": report.method, "path": report.path, "route": report.route, "traceback": report.traceback}
    logger.error("%s in %s", type(report.error).__name__, report.route, extra=said)


def report(error, environ):
    """Hand an error to the sink; a sink that fails is noted, and never breaks the answer."""
    path = environ.get("PATH_INFO", "")[:200]
    route = metrics.route_of(path)
    secrets = current.get().secrets if current.get() else ()
    lines = scrubbed("".join(traceback.format_exception(error)), *secrets)[-LONGEST:]
    told = Report(error, request_id(), metrics.method_of(environ), path, route, lines)
    metrics.errors.labels(route).inc()
    try:
        _sink()(told)
    except Exception:
        metrics.sink_failures.labels(settings.ERROR_SINK).inc()
        to_log(told)
        logger.exception("The error above could not be handed to ERROR_SINK (%s).", settings.ERROR_SINK)


@cache
def _sink():
    return import_string(settings.ERROR_SINK)


def report_broken_view(sender, request=None, **_):
    """Report what a view raised; a signal's receiver."""
    error = sys.exc_info()[1]
    if error and request is not None:
        if current.get():
            # Also for what goes wrong after this, while its page is made.
            current.get().secrets = tuple(secrets_of(request))
        report(error, request.META)


def watch_views():
    got_request_exception.connect(report_broken_view)
