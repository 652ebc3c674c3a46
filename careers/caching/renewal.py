"""Pages of an earlier version of the content that are right in this one, too: most, whatever an editor has changed.

The cache asks Django about a page that it has, as a browser asks with If-None-Match, and takes a 304 for an answer.
It is Django that looks, so that it is done on the database and within the bounds of any other request.
"""

from http import HTTPStatus

from django.http import HttpResponseNotModified

from sources.traces import tracing

# In the environment of a request of the cache's own.
RENEWAL = "waymark.renewal"
RENEWED = "304 Not Modified"


class Renewal:
    """What a page at hand was made from, if there is one (`known`), and what the page was that was made (`made`)."""

    def __init__(self, known=None):
        self.known, self.made = known, None


class RenewalMiddleware:
    """Tells the cache that its page is still right, or makes the page and notes from what.

    Called once more where a database failed, it starts anew.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        renewal = request.META.get(RENEWAL)
        if renewal is None:
            return self.get_response(request)
        renewal.made = None
        if renewal.known and renewal.known.is_still_so():
            return HttpResponseNotModified()
        with tracing() as trace:
            response = self.get_response(request)
        # What is sent bit by bit may still ask for something.
        if trace.is_whole and response.status_code == HTTPStatus.OK and not response.streaming:
            trace.seal()
            renewal.made = trace
        return response
