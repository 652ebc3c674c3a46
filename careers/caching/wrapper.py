"""The cache itself: what a server calls before Django."""

import sqlite3

from django.conf import settings
from django.db import InterfaceError, OperationalError

from careers.compression import encoding_for
from sources.watching import Outdated

from .addresses import address_of, environ_of, is_public
from .answers import Answer, etag_of
from .headers import PRIVATE, as_private, cache_control, is_for_everybody, is_worth_keeping, with_default
from .making import OneAtATime
from .release import release_digest
from .renewal import RENEWAL, RENEWED, Renewal
from .shared import Shared
from .shelf import Shelf
from .stamps import current_stamp, stamp_reader

# In the environment of a request, for whoever counts: how it was answered.
TOLD = "waymark.cache"
# Where an editor saves while a page is made, the page is made again, so many times in all.
MOST_TRIES = 3
# Of the memory: for addresses of which there is any number, so that they push out none of the others.
SHARE_OF_MANY = 0.25
_GONE = (OperationalError, InterfaceError, sqlite3.Error)


def wrap(application):
    """Return the application with the cache before it; as it is where the cache is switched off."""
    if not settings.PAGE_CACHE:
        return application
    release = release_digest()
    shared = Shared(settings.REDIS_URL, release) if settings.REDIS_URL else None
    return PageCache(application, release, settings.PAGE_CACHE_MEGABYTES * 1_000_000, shared, stamp_reader())


class PageCache:
    """Answers from memory what is published, as long as the content is the same; asks Django for all else."""

    def __init__(self, application, release, most_bytes, shared=None, stamp=current_stamp):
        self._application = application
        self._release = release
        self._shared = shared
        self._stamp = stamp
        self._many = Shelf(int(most_bytes * SHARE_OF_MANY))
        self._few = Shelf(int(most_bytes * (1 - SHARE_OF_MANY)))
        self._one_at_a_time = OneAtATime()
        self._cache_control = cache_control()
        self._secure_by = settings.SECURE_PROXY_SSL_HEADER

    @property
    def bytes(self):
        """The memory that the kept answers take."""
        return self._many.bytes + self._few.bytes

    def __call__(self, environ, start_response):
        address = address_of(environ, self._secure_by)
        if address is None:
            return self._leave_to_django(environ, start_response)
        shelf = self._many if address.is_one_of_many else self._few
        try:
            answer = shelf.get(address, self._stamp())
            how = "hit"
            if answer is None:
                answer, how = self._find_or_make(shelf, address, environ)
        except _GONE:
            answer = None
        if answer is None:
            return self._leave_to_django(environ, start_response)
        return _send(answer, how, environ, start_response, lambda: shelf.weigh(address, answer))

    def _find_or_make(self, shelf, address, environ):
        """Return (answer, how it came about); no answer where each visitor may have another."""
        with self._one_at_a_time.making(address):
            stamp = self._stamp()
            # Another thread may have made it while this one waited.
            answer = shelf.get(address, stamp) or self._from_others(shelf, address, stamp)
            return (answer, "hit") if answer else self._make(shelf, address, stamp, environ)

    def _from_others(self, shelf, address, stamp):
        answer = self._shared and self._shared.get(address, stamp)
        if answer:
            shelf.put(address, stamp, answer)
        return answer

    def _make(self, shelf, address, stamp, environ):
        """Return (answer, how): what Django answers, kept if all of it was made from one version of the content."""
        # Of one version for sure; what is made below, while somebody saves, may be of two.
        known = shelf.last(address)
        for _ in range(MOST_TRIES):
            # What is found for words is right once the index of the search has followed the content.
            is_settled = not address.query or not Outdated.objects.exists()
            made = self._ask_django(address, environ, known if is_settled else None)
            if not is_for_everybody(made.headers):
                return None, "miss"
            if not (is_settled and is_worth_keeping(made.status)):
                break
            if (now := self._stamp()) == stamp:
                return self._keep(shelf, address, stamp, made), "renewed" if made is known else "miss"
            stamp = now
        return Answer(made.status, as_private(made), made.body), "miss"

    def _keep(self, shelf, address, stamp, answer):
        if not answer.etag:
            headers = with_default(answer.headers, self._cache_control)
            etag = etag_of(self._release, headers, answer.body)
            answer = Answer(answer.status, headers, answer.body, etag, answer.trace)
        shelf.put(address, stamp, answer)
        if self._shared:
            self._shared.put(address, stamp, answer)
        return answer

    def _ask_django(self, address, environ, known):
        """Return an Answer to nobody in particular: the known one where Django says that it is still right."""
        renewal, told = Renewal(known and known.trace), []
        asked = environ_of(address, environ) | {RENEWAL: renewal}
        response = self._application(asked, lambda *given: told.append(given))
        try:
            body = b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()
        status, headers, *_ = told[-1]
        if status == RENEWED:
            return known
        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        return Answer(status, headers, body, trace=renewal.made)

    def _leave_to_django(self, environ, start_response):
        environ[TOLD] = "bypass"
        if not is_public(environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")):
            return self._application(environ, start_response)

        def start_private(status, headers, *error):
            return start_response(status, with_default(headers, PRIVATE), *error)

        return self._application(environ, start_private)


def _send(answer, how, environ, start_response, grown):
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags and answer.etag and answer.is_known_as(tags):
        environ[TOLD] = "revalidated" if how == "hit" else how
        start_response("304 Not Modified", answer.not_modified)
        return [b""]
    encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    is_new = not answer.has(encoding)
    headers, body = answer.form(encoding)
    if is_new:
        grown()
    environ[TOLD] = how
    start_response(answer.status, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
