"""Every query is counted and timed; a slow one is logged, without the values that it was asked with."""

import logging
from time import perf_counter

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.backends.signals import connection_created

from . import metrics
from .current import current

LONGEST = 2_000

logger = logging.getLogger("waymark.queries")


def watch(sender, connection, **_):
    """Watch the queries of a new connection; a signal's receiver."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def watch_connections():
    """Watch the queries of this process from now on."""
    connection_created.connect(watch)
    for connection in connections.all(initialized_only=True):
        watch(None, connection)


def timed(execute, sql, params, many, context):
    alias = context["connection"].alias
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    except DatabaseError as error:
        metrics.query_errors.labels(alias, type(error).__name__).inc()
        raise
    finally:
        seconds = perf_counter() - began
        metrics.queries_of(alias).observe(seconds)
        if request := current.get():
            request.queries += 1
            request.query_seconds += seconds
        if seconds * 1000 >= settings.SLOW_QUERY_MS:
            said = {"ms": round(seconds * 1000, 1), "database": alias, "sql": " ".join(str(sql)[:LONGEST].split())}
            logger.warning("slow query", extra=said)
