"""The request that is being answered, wherever in the code one is."""

import re
from contextvars import ContextVar
from dataclasses import dataclass
from random import getrandbits

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


def id_for(environ, is_proxied):
    """Return the id that a proxy gave a request, or a new one; what a visitor wrote there counts for nothing."""
    if is_proxied and _WELL_FORMED.fullmatch(given := environ.get("HTTP_X_REQUEST_ID", "")):
        return given
    # A name and no secret.
    return f"{getrandbits(64):016x}"


def request_id():
    """Return the id of the request that is being answered; empty outside of one."""
    request = current.get()
    return request.id if request else ""
