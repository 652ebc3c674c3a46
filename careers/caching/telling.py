"""Telling the caches in front of the site that the content has changed: after it is stored, before anybody is told.

Whatever writes, a request of an editor or a command, is compared with the version of the content before it. Each
front forgets all its pages; what it asks for next, the site answers with the new ones.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPException
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import DatabaseError

from .stamps import current_stamp

log = logging.getLogger("waymark.cache")

PATIENCE_SECONDS = 2


@contextmanager
def telling_fronts(report):
    """Tell the fronts at the end if the content has changed meanwhile; report in words which could not be told."""
    before = _version() if settings.CACHE_FRONTS else None
    try:
        yield
    finally:
        if settings.CACHE_FRONTS and _version() != before:
            for words in tell_fronts():
                report(words)


def tell_fronts():
    """Let each front forget its pages, all at once; return what to say of those that could not be told."""
    fronts = settings.CACHE_FRONTS
    with ThreadPoolExecutor(max_workers=len(fronts) or 1) as threads:
        return [words for words in threads.map(_tell, fronts) if words]


def _tell(front):
    try:
        with urlopen(Request(front, data=b"", method="POST"), timeout=PATIENCE_SECONDS):  # noqa: S310 an operator's
            return ""
    except (OSError, HTTPException, ValueError) as error:
        log.warning("The cache at %s was not told of a change: %s", front, error)
        return (
            f"The cache at {front} could not be told of this change ({error}). It may show earlier pages "
            f"for {settings.CACHE_SHARED_SECONDS} seconds, or until the next change."
        )


def _version():
    """Return the version of the content; None where there is no database, or not yet."""
    try:
        return current_stamp()
    except DatabaseError:
        return None
