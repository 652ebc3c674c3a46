"""What must never be written down, and its taking out of what is."""

from functools import cache
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
    written = {form for secret in found if secret for form in (secret, quote(secret, safe=""))}
    return sorted((secret for secret in written if len(secret) >= SHORTEST), key=len, reverse=True)


def scrubbed(text, *more):
    """Return a text without the secrets of the site, and without others that are given."""
    for secret in (*secrets_of_site(), *(value for value in more if len(value) >= SHORTEST)):
        if secret in text:
            text = text.replace(secret, HIDDEN)
    return text
