from django.conf import settings
from django.contrib import messages
from django.core.exceptions import MiddlewareNotUsed

from careers.editor_marker import ADMIN

from .telling import telling_fronts

_READING = ("GET", "HEAD", "OPTIONS")


class TellingMiddleware:
    """Tells the fronts of what an editor's request has changed before the editor is answered."""

    def __init__(self, get_response):
        if not settings.CACHE_FRONTS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        if request.method in _READING or not request.path_info.startswith(ADMIN):
            return self.get_response(request)
        with telling_fronts(lambda words: messages.warning(request, words)):
            return self.get_response(request)
