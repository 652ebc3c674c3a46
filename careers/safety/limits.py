"""Who asks too often waits: limits by client on what costs most. (Signing in has its own: careers/doors/throttle.py.)

The wrapper decides before the cache and Django are asked; a middleware writes the page, so that it is a page of this
site with all its headers.
"""

import math
import re
import time
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import render

from careers.api.problems import ProblemError, response_to
from careers.doors.addresses import network_in
from careers.observing import metrics

from .counts import Memory, Shared, Window

SECONDS = {"second": 1, "minute": 60, "hour": 3600}
API = "/api/"
CHANGES_SINCE = "/data/changes.jsonl"
SEARCH, SUGGESTIONS = "/search/", "/search/suggest/"
# What is worked out, or set as a file, for one reader alone.
_DOCUMENTS = re.compile(r"/roles/[^/]+/job-description[./]|/job-descriptions/")
_SEARCHES = re.compile(r"(?:^|&)(?:q|%71)=[^&]")
_REFUSED = "waymark.refused"


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds, by each client."""

    name: str
    most: int
    seconds: int

    def wait(self, counts, client):
        """Return the seconds that a client has to wait, 0 if it need not; counts the request then."""
        return self.take(counts, client).seconds

    def take(self, counts, client):
        """Return where a client stands; counts the request, unless it has to wait."""
        window = Window.at(time.time(), self.seconds)
        taken = counts.take(f"{self.name}:{client}", self.most, window)
        if window.is_full(*taken, self.most):
            seconds = math.ceil(window.wait(*taken, self.most))
            return Standing(self, seconds, 0, seconds)
        return Standing(self, 0, window.left(*taken, self.most), math.ceil(window.seconds * (1 - window.share)))


class Standing(NamedTuple):
    """Where a client stands to a limit: how long it has to wait, and what is left until so many seconds are over."""

    limit: Limit
    seconds: int
    left: int
    reset: int

    @property
    def headers(self):
        """It in the fields of draft-ietf-httpapi-ratelimit-headers."""
        limit = self.limit
        return [
            ("RateLimit-Policy", f'"{limit.name}";q={limit.most};w={limit.seconds}'),
            ("RateLimit", f'"{limit.name}";r={self.left};t={self.reset}'),
        ]


@cache
def limits():
    """Return {name: Limit} of the setting RATE_LIMITS; those that are off are left out."""
    return {name: limit for name, text in settings.RATE_LIMITS.items() if (limit := _read(name, text))}


def _read(name, text):
    if text == "off":
        return None
    found = re.fullmatch(r"([1-9][0-9]{0,8})/(second|minute|hour)", text)
    if not found:
        raise ImproperlyConfigured(f"RATE_LIMITS: “{name}={text}” is no limit; write {name}=600/minute, or {name}=off.")
    return Limit(name, int(found[1]), SECONDS[found[2]])


def name_for(path, query):
    """Return the name of the limit for an address, or None; for most addresses there is none."""
    if path.startswith((API, CHANGES_SINCE)):
        return "api"
    if path == SUGGESTIONS:
        return "suggestions"
    if path == SEARCH:
        return "search"
    if _DOCUMENTS.match(path):
        return "documents"
    return "lists" if query and _SEARCHES.search(query) and not path.startswith("/admin/") else None


class Limited:
    """Asks `application`, or `refuse` where the client asks too often."""

    def __init__(self, application, refuse):
        self.application, self.refuse = application, refuse
        self.counts = Shared(settings.REDIS_URL) if settings.REDIS_URL else Memory()

    def __call__(self, environ, start_response):
        name = name_for(environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))
        limit = name and limits().get(name)
        if not limit:
            return self.application(environ, start_response)
        standing = limit.take(self.counts, _client(environ))
        if name == "api":
            start_response = _telling(standing, start_response)
        if standing.seconds:
            metrics.limited.labels(name).inc()
            environ[_REFUSED] = standing.seconds
            return self.refuse(environ, start_response)
        return self.application(environ, start_response)


def _telling(standing, start_response):
    """Return what starts an answer that tells programs where they stand; outside of whatever keeps answers."""
    return lambda status, headers, *error: start_response(status, [*headers, *standing.headers], *error)


def wrap(application, refuse):
    """Return an application with limits; `refuse` is Django, which writes the page that says to wait."""
    return Limited(application, refuse)


def _client(environ):
    """Return what a client is counted under; the address itself is kept nowhere."""
    network = network_in(environ) or "unknown"
    return blake2b(network.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=12).hexdigest()


class RefusedMiddleware:
    """Answers what the wrapper refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        seconds = request.META.get(_REFUSED)
        if not seconds:
            return self.get_response(request)
        if request.path_info.startswith(API):
            response = response_to(
                ProblemError(429, f"Too many requests: try again in {seconds} seconds."), request.path
            )
        else:
            response = render(request, "429.html", {"seconds": seconds}, status=429)
        response["Retry-After"] = str(seconds)
        response["Cache-Control"] = "no-store"
        return response
