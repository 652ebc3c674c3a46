"""The request that is being answered, wherever in the code one is."""

import os
import re
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings

# What nginx makes ($request_id), UUIDs and the like: nothing that could end a line or run in a page.
_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(slots=True)
class Current:
    """A request's name in all records, and what its queries took."""

    id: str
    queries: int = 0
    query_seconds: float = 0.0
    secrets: tuple = ()
    """What was sent that no line may hold, once something has gone wrong."""


current = ContextVar("current", default=None)


def id_for(environ):
    """Return the id that a proxy gave a request, or a new one; what a visitor wrote there counts for nothing."""
    if settings.TRUSTED_PROXIES:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        if _WELL_FORMED.fullmatch(given):
            return given
    return os.urandom(8).hex()


def request_id():
    """Return the id of the request that is being answered; empty outside of one."""
    request = current.get()
    return request.id if request else ""
