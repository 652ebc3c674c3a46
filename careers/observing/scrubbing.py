"""What must never be written down, and its taking out of what is."""

import re
from functools import cache
from html import escape
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import connections

HIDDEN = "[hidden]"
# Shorter ones stand in any text, and are no secrets to speak of.
SHORTEST = 6


@cache
def secrets_of_site():
    """Return the secrets that the settings hold, the longest first, as they may be written."""
    found = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    found += [database.get("PASSWORD") for database in connections.settings.values()]
    found += [urlsplit(address).password for address in (settings.REDIS_URL, *settings.CACHE_FRONTS)]
    return _as_written(found)


def _as_written(secrets):
    written = {form for secret in secrets if secret for form in (secret, quote(secret, safe=""), escape(secret))}
    return sorted((secret for secret in written if len(secret) >= SHORTEST), key=len, reverse=True)


_SECRET_NAME = re.compile("passw|secret|token|code|key|session|csrf", re.IGNORECASE)


def secrets_of(request):
    """Return what a request holds that nobody else may read: its cookies, and what was typed into such fields."""
    posted = getattr(request, "_post", None) or {}
    found = [value for name in posted if _SECRET_NAME.search(name) for value in posted.getlist(name)]
    return [*found, *request.COOKIES.values()]


def scrubbed(text, *more):
    """Return a text without the secrets of the site, and without others that are given."""
    for secret in (*secrets_of_site(), *_as_written(more)):
        if secret in text:
            text = text.replace(secret, HIDDEN)
    return text
