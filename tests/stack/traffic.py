"""Readers who ask for pages of every kind as fast as they are answered, and remember what went wrong."""

import random
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from .client import Client
from .editor import version_in

READERS = 6
SEARCHES = ("python", "testing", "api design", "mentoring", "pythn", "no such thing at all")
# Most readers ask for the same few pages; some ask for what nobody has asked for yet.
FRESH_SHARE, WATCHED_SHARE = 0.1, 0.2


@dataclass(frozen=True)
class Failure:
    path: str
    began: float
    ended: float
    what: str


@dataclass
class Seen:
    """What the readers of one run saw."""

    count: int = 0
    failures: list = field(default_factory=list)
    stale: list = field(default_factory=list)
    seconds: list = field(default_factory=list)

    def percentile(self, percent):
        """Return the milliseconds within which so many of the answers came."""
        ordered = sorted(self.seconds)
        return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000, 1)


def pages_of(url):
    """Return the paths of the site map, and of a few lists that it leaves out."""
    with Client(url) as client:
        paths = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", client.get("/sitemap.xml").text)
    lists = ["/roles/?seniority=3", "/skills/?kind=skill", "/compare/", "/robots.txt", "/sitemap.xml"]
    return [*paths, *lists, *(f"/search/?q={words.replace(' ', '+')}" for words in SEARCHES)]


class Traffic:
    def __init__(self, url, editor=None, paths=None):
        self.url, self.editor = url, editor
        self.paths = paths or pages_of(url)
        self.seen = Seen()
        self._over = threading.Event()
        self._lock = threading.Lock()

    @contextmanager
    def under_way(self):
        """Let readers read while the caller does something else."""
        threads = [threading.Thread(target=self._read, args=[number]) for number in range(READERS)]
        for thread in threads:
            thread.start()
        try:
            yield self.seen
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def _read(self, number):
        chance = random.Random(number)  # noqa: S311 chance, not secrets
        with Client(self.url) as client:
            while not self._over.is_set():
                self._ask(client, self._next(chance))

    def _next(self, chance):
        draw = chance.random()
        if self.editor and draw < WATCHED_SHARE:
            return self.editor.address
        if draw > 1 - FRESH_SHARE:
            return f"/search/?q=python+{chance.randrange(10**9)}"
        return chance.choice(self.paths)

    def _ask(self, client, path):
        expected = self.editor.published if self.editor else 0
        began = time.monotonic()
        try:
            answer = client.get(path)
            what = "" if answer.status == 200 else f"status {answer.status}"
        except OSError as error:
            answer, what = None, repr(error)
        ended = time.monotonic()
        with self._lock:
            self.seen.count += 1
            self.seen.seconds.append(ended - began)
            if what:
                self.seen.failures.append(Failure(path, began, ended, what))
            elif self.editor and path == self.editor.address and version_in(answer.text) < expected:
                self.seen.stale.append((version_in(answer.text), expected))
