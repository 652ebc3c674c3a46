"""Requests that no page of the site can mean are refused in one place, before anything reads them.

What an address asks of a public page is each page's own: what it does not know it ignores, and says so.
"""

import re

from django.conf import settings
from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import HttpResponse, HttpResponseNotAllowed

from careers.editor_marker import ADMIN
from careers.views import not_understood
from sources.parameters import whole_number

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
MOST_COOKIES = 8_000
# A form that somebody fills in who has not signed in.
MOST_OF_STRANGERS = 64_000
# A text of forty thousand signs in any script, as forms write it (nine bytes for one of Chinese).
CHECK, MOST_OF_A_TEXT = "/job-descriptions/check/", 400_000
# What stands around a file in a form.
AROUND_A_FILE = 100_000


# The admin of Django looks for the field whose name is empty.
EMPTY_FIELD = re.compile(rf"(?:^|&){TO_FIELD_VAR}=(?:&|$)")


class FieldError(SuspiciousOperation):
    """A field of a form that no form of this site sends."""


class StrictMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return _refusal(request) or self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST":
            return
        # No text has NUL, and PostgreSQL stumbles over it.
        if any("\0" in text for name, texts in request.POST.lists() for text in (name, *texts)):
            raise FieldError("A field holds NUL.")
        if request.POST.get(TO_FIELD_VAR) == "":
            raise FieldError(f"{TO_FIELD_VAR} is empty.")

    def process_exception(self, request, exception):
        # A number that no column holds, where Django compares it with several keys and does not look first.
        is_too_large = isinstance(exception, OverflowError | DataError)
        return not_understood(request) if is_too_large and request.path_info.startswith(ADMIN) else None


def _refusal(request):
    """Return the answer to a request that is refused, else None."""
    meta = request.META
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    query = meta.get("QUERY_STRING", "")
    if request.path_info.startswith(ADMIN) and (
        "\0" in request.path_info or "%00" in query or EMPTY_FIELD.search(query)
    ):
        return not_understood(request)
    if len(meta.get("HTTP_COOKIE", "")) > MOST_COOKIES:
        return _said(431, "The cookies of this site take more room than it gives them: delete them, and sign in again.")
    length = whole_number(meta.get("CONTENT_LENGTH") or "0")
    if length is None:
        return not_understood(request)
    if length > _most_bytes(request):
        return _said(413, "What was sent is larger than this page takes.")
    return None


def _most_bytes(request):
    """Return how large a body may be: files are for those who have signed in."""
    if request.path_info == CHECK:
        return MOST_OF_A_TEXT
    if not request.path_info.startswith(ADMIN) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return MOST_OF_STRANGERS
    return max(settings.TABLES_MOST_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE) + AROUND_A_FILE


def _said(status, text):
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
