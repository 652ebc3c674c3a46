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
from .current import request_id
from .scrubbing import scrubbed

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
    """Lines of code without the values in them, secrets taken out."""


def to_log(report):
    """The default sink."""
    said = {"method": report.method, "path": report.path, "route": report.route, "traceback": report.traceback}
    logger.error("%s: %s", type(report.error).__name__, report.error, extra=said)


def report(error, environ):
    """Hand an error to the sink; a sink that fails is noted, and never breaks the answer."""
    path = environ.get("PATH_INFO", "")[:200]
    route = metrics.route_of(path)
    lines = scrubbed("".join(traceback.format_exception(error)))
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
        report(error, request.META)


def watch_views():
    got_request_exception.connect(report_broken_view)
