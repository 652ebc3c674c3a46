from django.urls import reverse

from .changing import under_way

_READING = ("GET", "HEAD", "OPTIONS")


class ChangeMiddleware:
    """Makes one change of whatever an editor's request writes; nothing written, nothing recorded."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in _READING or not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        with under_way(request.user):
            return self.get_response(request)
