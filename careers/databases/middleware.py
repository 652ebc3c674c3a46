"""For each request: which database it reads from, how long it may take, and a second try where one fails."""

from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections

from careers.editor_marker import ADMIN, COOKIE

from .bounds import EDITOR, READER, bounds
from .configuration import PRIMARY, SQLITE
from .router import reading_from
from .stamps import choose, replicas
from .trouble import Trouble, unavailable


class DatabasesMiddleware:
    def __init__(self, get_response):
        if settings.DATABASES[PRIMARY]["ENGINE"] == SQLITE:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.has_replicas = bool(replicas())

    def __call__(self, request):
        is_public = _is_public(request)
        with _bounded(READER if is_public else EDITOR):
            if is_public and self.has_replicas:
                return self._read(request)
            return self.get_response(request)

    def _read(self, request):
        """Answer a reader, once more where a replica or a primary that is gone fails in the middle."""
        alias, response = self._try(request)
        if response.status_code >= 500 and (alias != PRIMARY or response.status_code == 503):
            _, response = self._try(request, but=alias)
        return response

    def _try(self, request, but=None):
        stamp, alias = choose(but=but)
        if stamp is None:
            return alias, unavailable(request, Trouble.GONE)
        token = reading_from.set(alias)
        try:
            return alias, self.get_response(request)
        finally:
            reading_from.reset(token)


def _is_public(request):
    """Tell whether a request only reads, and comes from somebody who has not signed in."""
    is_editor = settings.SESSION_COOKIE_NAME in request.COOKIES or COOKIE in request.COOKIES
    return request.method in ("GET", "HEAD") and not request.path_info.startswith(ADMIN) and not is_editor


@contextmanager
def _bounded(wanted):
    token = bounds.set(wanted)
    try:
        for connection in connections.all(initialized_only=True):
            connection.keep_within(wanted)
        yield
    finally:
        bounds.reset(token)
