"""Writing down what happens at the door: record(kind, account, detail)."""

from contextvars import ContextVar

from .addresses import address_of
from .models import AccessEvent

# The request that is being answered, for what happens deep inside of it; None in a command.
current_request = ContextVar("current_request", default=None)


def record(kind, account=None, *, name="", detail="", request=None):
    """Add an event; a name is that of an account or a group, since people type passwords into the wrong box."""
    request = request or current_request.get()
    AccessEvent.objects.create(
        kind=kind,
        account=account,
        name=account.get_username() if account else name,
        by=_somebody_else(request, account),
        address=address_of(request) if request else None,
        browser=request.META.get("HTTP_USER_AGENT", "")[:200] if request else "",
        detail=detail[:300],
    )


def _somebody_else(request, account):
    actor = getattr(request, "user", None)
    if actor is None:
        return "" if request else "the command line"
    return actor.get_username() if actor.is_authenticated and actor != account else ""
