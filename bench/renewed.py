"""The site with its cache, as if something else had been changed before each request."""

import threading
from itertools import count

# First: it prepares Django.
from careers.wsgi import django  # isort: skip

from careers.caching.wrapper import PageCache
from careers.observing.wrapper import wrap as observed
from careers.safety.limits import wrap as limited

PLENTY = 64_000_000


class AlwaysChanged:
    """A cache whose pages are always of an earlier version."""

    def __init__(self):
        self.versions = count()
        # What one thread is asked is no change for another.
        self.version = threading.local()
        self.cache = PageCache(django, "bench", PLENTY, None, lambda: self.version.now)

    def __call__(self, environ, start_response):
        self.version.now = str(next(self.versions))
        return self.cache(environ, start_response)


application = observed(limited(AlwaysChanged(), refuse=django))
