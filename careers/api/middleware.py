"""What holds for every answer under /api/: methods, forms, versions, who may read, and errors as problem details."""

import re
from hashlib import blake2b

from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from careers.caching.release import release_digest
from careers.caching.stamps import current_stamp

from .problems import MEDIA_TYPE, ProblemError, response_to

PREFIX, RESOURCES = "/api/", "/api/v1/"
METHODS = "GET, HEAD, OPTIONS"
JSON = "application/json"
_TAKES_JSON = re.compile(
    r"(?:^|,)\s*(?:\*/\*|application/\*|application/json)\s*(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))(?:;|,|$)"
)
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
WORDS = {
    400: "The request cannot be understood.",
    404: "There is nothing at this address. /api/ says what there is.",
    405: f"This address is for reading: {METHODS}.",
    406: f"Only {JSON} is given here.",
    500: "Something went wrong here. It has been recorded; try again later.",
    503: "The site cannot answer right now; try again in a little while.",
}


class ApiMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = self._answer(request)
        # The documentation is a page of this site like any other.
        if request.path_info != PREFIX:
            for name, value in CORS.items():
                response[name] = value
        return response

    def _answer(self, request):
        if request.method == "OPTIONS":
            return preflight()
        if request.method not in ("GET", "HEAD"):
            response = response_to(ProblemError(405, WORDS[405]), request.path)
            response["Allow"] = METHODS
            return response
        is_resource = request.path_info.startswith(RESOURCES)
        if is_resource and not takes_json(request.headers.get("Accept", "")):
            return response_to(ProblemError(406, WORDS[406], known=[JSON]), request.path)
        tag = _tag(request) if is_resource else None
        if tag and is_known(tag, request.headers.get("If-None-Match", "")):
            return _stamped(HttpResponseNotModified(), tag)
        # Views know GET alone; servers leave the body of a HEAD out.
        asked, request.method = request.method, "GET"
        response = self.get_response(request)
        request.method = asked
        if response.status_code >= 400:
            return as_problem(request, response)
        return _stamped(response, tag) if tag and response.status_code == 200 else response


def preflight():
    """Return what a browser asks for before it lets a page of another site read here."""
    return HttpResponse(status=204, headers={"Allow": METHODS, **PREFLIGHT})


def takes_json(accepted):
    return not accepted or bool(_TAKES_JSON.search(accepted.lower()))


def is_known(tag, tags):
    """Tell whether a client has the answer with this tag: in whatever encoding (weak comparison, RFC 9110, 13.1.2).

    “Whatever there is” (*) names no answer: whether there is one at this address is not known yet.
    """
    return tag in {one.strip().removeprefix("W/") for one in tags.split(",")}


def _tag(request):
    """Return the ETag of an address: the same until the content or the program changes; None without a database."""
    try:
        stamp = current_stamp()
    except DatabaseError:
        return None
    parts = (release_digest(), stamp, request.get_host(), request.get_full_path())
    return f'"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'


def _stamped(response, tag):
    """Return an answer with its version: kept by whoever asks, who asks each time whether it is still right."""
    response["ETag"] = tag
    response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ("Accept",))
    return response


def as_problem(request, response):
    """Return an error as problem details, whoever made it; what it says to clients stays."""
    if response.get("Content-Type") == MEDIA_TYPE:
        return response
    words = WORDS.get(response.status_code) or (response.reason_phrase or "The request was refused.")
    problem = response_to(ProblemError(response.status_code, words), request.path)
    for name in ("Retry-After", "Allow"):
        if name in response:
            problem[name] = response[name]
    return problem
