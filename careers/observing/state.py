"""The parts that a site stands on: which of them answer now."""

import socket
import time
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from urllib.parse import urlsplit

import django
import redis
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

from sources.watching import ContentStamp

# Whoever asks more often gets the same answer again.
KEPT_SECONDS = 1
PATIENCE_SECONDS = 0.5


@dataclass(frozen=True)
class Part:
    """A part of the site: what it is called, whether it answers, and what is wrong if it does not."""

    name: str
    is_well: bool
    problem: str = ""
    stamp: str = ""


@dataclass(frozen=True)
class State:
    parts: list[Part]

    @property
    def degraded(self):
        return [part for part in self.parts if not part.is_well]

    @property
    def can_serve(self):
        """Readers can be served as long as one database has the content."""
        return any(part.stamp for part in self.parts)

    @property
    def stamp(self):
        """The version of the content: the primary's, or that of a replica while the primary is down."""
        return next((part.stamp for part in self.parts if part.stamp), "")


class _Kept:
    """The last state, asked for once at a time."""

    def __init__(self):
        self._lock, self._state, self._until = Lock(), None, 0.0

    def state(self):
        with self._lock:
            if time.monotonic() >= self._until:
                self._state = _look()
                self._until = time.monotonic() + KEPT_SECONDS
            return self._state


_kept = _Kept()


def state():
    """Return the State of this moment, a second old at most."""
    return _kept.state()


def _look():
    parts = [*map(_database, connections), *_migrations()]
    if settings.REDIS_URL:
        parts.append(_redis())
    return State([*parts, *map(_front, settings.CACHE_FRONTS)])


def _database(alias):
    name = "primary" if alias == DEFAULT_DB_ALIAS else alias
    connection = connections[alias]
    try:
        _refresh(connection)
        stamps = ContentStamp.objects.using(alias).order_by("name").values_list("value", flat=True)
        return Part(name, True, stamp="".join(stamps) or "empty")
    except DatabaseError as error:
        _refresh(connection)
        return Part(name, False, _said(error))


def _refresh(connection):
    """Close a connection that is broken or old, as Django does around each of its requests."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _migrations():
    """Yield the part that says whether migrations are still to be applied; nothing while the primary is down."""
    try:
        pending = _pending()
    except DatabaseError:
        _refresh(connections[DEFAULT_DB_ALIAS])
        return
    yield Part("migrations", not pending, f"to be applied: {pending}" if pending else "")


def _pending():
    if not _migrated:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            return ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in plan)
        # They stay applied: reading all of them takes a tenth of a second.
        _migrated.append(True)
    return ""


_migrated = []


def _redis():
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS
        ) as client:
            client.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        return Part("redis", False, _said(error))
    return Part("redis", True)


def _front(address):
    parts = urlsplit(address)
    name = f"front {parts.hostname}"
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        socket.create_connection((parts.hostname, port), PATIENCE_SECONDS).close()
    except (OSError, ValueError) as error:
        return Part(name, False, _said(error))
    return Part(name, True)


def _said(error):
    return " ".join(str(error).split())[:200] or type(error).__name__


class StateCollector:
    """The state as figures."""

    def collect(self):
        now = state()
        up = GaugeMetricFamily("waymark_up", "Whether a part of the site answers.", labels=["part"])
        for part in now.parts:
            up.add_metric([part.name], part.is_well)
        yield up
        yield GaugeMetricFamily("waymark_ready", "Whether readers can be served.", value=now.can_serve)
        yield GaugeMetricFamily(
            "waymark_content_version",
            "A number that is another whenever the content is; equal on machines that have the same.",
            value=int.from_bytes(blake2b(now.stamp.encode(), digest_size=6).digest()),
        )
        yield InfoMetricFamily("waymark_build", "What is running.", value={"django": django.__version__})
