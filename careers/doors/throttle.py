"""How often a password or a code may be wrong: django-axes counts, three rules decide.

1. One account from one address: five times, then that address waits for that account.
2. One address, whatever accounts: twenty times, then it waits.
3. One account from all addresses together: twenty times, then a minute between two tries, growing to five.
   A stranger with many addresses can do no more than that to an editor.

A browser on which the editor has signed in before (a signed cookie says so) is counted for itself: rules 2 and 3
do not reach it, nor what a stranger at the same address does. (OWASP calls this a device cookie.)
"""

from dataclasses import dataclass
from datetime import timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature
from django.db.models import Max, Q, Sum
from django.utils.crypto import salted_hmac

from .models import AccessKind
from .record import record

PAIR_LIMIT, ADDRESS_LIMIT, ACCOUNT_LIMIT = 5, 20, 20
SHORT_WAIT, LONGEST_SHORT_WAIT = timedelta(minutes=1), timedelta(minutes=5)
LONG_WAIT = settings.AXES_COOLOFF_TIME

BROWSER_COOKIE = "waymark_browser"
BROWSER_COOKIE_AGE = 90 * 24 * 3600
KNOWN = "known:"


def account_key(request, credentials):
    """Return what failures are counted under: a digest of the name, apart for a browser that is known for it.

    The name itself is not kept, since people type passwords into the wrong box.
    """
    name = (credentials or {}).get("username") or ""
    key = salted_hmac("careers.doors.account", name).hexdigest()
    return KNOWN + key if _known_key(request) == key else key


def _known_key(request):
    try:
        return request.get_signed_cookie(BROWSER_COOKIE, max_age=BROWSER_COOKIE_AGE)
    except (KeyError, BadSignature):
        return None


def remember_browser(response, account):
    """Let this browser be known for an account; the cookie opens nothing."""
    response.set_signed_cookie(
        BROWSER_COOKIE,
        salted_hmac("careers.doors.account", account.get_username()).hexdigest(),
        max_age=BROWSER_COOKIE_AGE,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@dataclass(frozen=True)
class Failures:
    """How many failures lately, and when the last was."""

    count: int
    last: object

    def wait(self, limit, length, now):
        """Return how long to wait still if so many failures cost a wait of this length."""
        return max(self.last + length - now, timedelta()) if self.count >= limit else timedelta()


def wait(request, credentials):
    """Return how long the sender of a sign-in has to wait, zero if not at all; one query."""
    key, now = get_client_username(request, credentials), request.axes_attempt_time
    pair, address, account = _failures(key, request.axes_ip_address, now)
    waits = [pair.wait(PAIR_LIMIT, LONG_WAIT, now)]
    if not key.startswith(KNOWN):
        waits += [
            address.wait(ADDRESS_LIMIT, LONG_WAIT, now),
            account.wait(ACCOUNT_LIMIT, _short_wait(account.count), now),
        ]
    return max(waits)


def _short_wait(count):
    doublings = max(count - ACCOUNT_LIMIT, 0) // 10
    return min(SHORT_WAIT * 2 ** min(doublings, 8), LONGEST_SHORT_WAIT)


def _failures(key, address, now):
    """Return the Failures of an account from an address, of the address, and of the account."""
    by_key = Q(username=key)
    by_address = Q(ip_address=address) if address else Q(ip_address__isnull=True)
    rules = {"pair": by_key & by_address, "address": by_address, "account": by_key}
    sums = {f"{name}_count": Sum("failures_since_start", filter=rule, default=0) for name, rule in rules.items()}
    lasts = {f"{name}_last": Max("attempt_time", filter=rule) for name, rule in rules.items()}
    recent = AccessAttempt.objects.filter(by_key | by_address, attempt_time__gt=now - LONG_WAIT).order_by()
    found = recent.aggregate(**sums, **lasts)
    return [Failures(found[f"{name}_count"], found[f"{name}_last"]) for name in rules]


class Throttle(AxesDatabaseHandler):
    """Django-axes with our rules: where it asks for a number of failures, 1 says wait (settings.AXES_FAILURE_LIMIT)."""

    def get_failures(self, request, credentials=None):
        return int(wait(request, credentials) > timedelta())

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        was_locked_out = request.axes_locked_out
        super().user_login_failed(sender, credentials, request, **kwargs)
        if was_locked_out:
            return
        name = credentials.get("username") or ""
        account = get_user_model().objects.filter(username=name).first()
        unknown = "" if account else "No account has the name that was given."
        record(
            AccessKind.FAILED, account, detail=unknown or credentials.get("wrong", "Wrong password"), request=request
        )
        if request.axes_locked_out:
            record(AccessKind.LOCKED_OUT, account, detail=unknown, request=request)
