"""Pages of an earlier version of the content that are right in this one, too: most, whatever an editor has changed.

The cache asks Django about a page that it has, as a browser asks with If-None-Match, and takes a 304 for an answer.
It is Django that looks, so that it is done on the database and within the bounds of any other request.
"""

from django.http import HttpResponseNotModified

from sources.traces import tracing

# In the environment of a request of the cache's own.
RENEWAL = "waymark.renewal"
RENEWED = "304 Not Modified"


class Renewal:
    """What a page was made from: before Django is asked that of a page at hand, if any; then of the page it made."""

    def __init__(self, trace=None):
        self.trace = trace


class RenewalMiddleware:
    """Tells the cache that its page is still right, or makes the page and notes from what."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        renewal = request.META.get(RENEWAL)
        if renewal is None:
            return self.get_response(request)
        if renewal.trace and renewal.trace.is_still_so():
            return HttpResponseNotModified()
        with tracing() as trace:
            response = self.get_response(request)
        trace.seal()
        renewal.trace = trace if trace.is_whole else None
        return response
