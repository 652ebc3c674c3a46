"""What the headers of an answer say about keeping it, and what they shall say."""

from django.conf import settings

# Whoever accepts no HTML is not answered from memory (`addresses.takes_html`).
_HARMLESS = {"accept", "accept-encoding", "hx-request"}
_OF_WHAT_IS_KEPT = {"cache-control", "etag"}
# Of what is right for this one request only.
PRIVATE = "private, no-cache"
# A front that cannot reach the site may go on with what it has, for so long.
OUTAGE_SECONDS = 86400


def is_for_everybody(headers):
    """Tell whether an answer is the same whoever asks: no cookie, nothing private, no difference but known ones."""
    for name, value in headers:
        name, value = name.lower(), value.lower()
        if name == "set-cookie" or (name == "cache-control" and ("private" in value or "no-store" in value)):
            return False
        if name == "vary" and not {part.strip() for part in value.split(",")} <= _HARMLESS:
            return False
    return True


def is_worth_keeping(status):
    """Tell whether an answer may be kept: pages. Moves are of any number, since anybody can leave out a slash."""
    return status.startswith("200 ")


def with_default(headers, cache_control):
    """Return the headers with this Cache-Control, unless a view has said another."""
    if any(name.lower() == "cache-control" for name, _ in headers):
        return headers
    return [*headers, ("Cache-Control", cache_control)]


def as_private(answer):
    """Return the headers of an answer that is right for this one request; of one that was kept before, not as then."""
    if not answer.etag:
        return with_default(answer.headers, PRIVATE)
    return with_default([pair for pair in answer.headers if pair[0].lower() not in _OF_WHAT_IS_KEPT], PRIVATE)


def cache_control():
    """Return what published pages say: browsers ask each time, fronts may keep them for as long as is set."""
    if not (seconds := settings.CACHE_SHARED_SECONDS):
        return "public, no-cache"
    return f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={seconds}, stale-if-error={OUTAGE_SECONDS}"
