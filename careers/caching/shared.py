"""Pages that other processes and machines have made, in Redis; without Redis each makes its own."""

import logging
import time
from threading import Lock

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from .answers import Answer

log = logging.getLogger("waymark.cache")

# Longer than this, and making the page is not much slower.
PATIENCE_SECONDS = 0.05
LEFT_OUT_SECONDS = 5
# Pages of an earlier version are never asked for again.
KEPT_SECONDS = 6 * 3600
SELDOM_KEPT_SECONDS = 600
LARGEST = 1_000_000


class Shared:
    """The second level of the cache: never a reason to fail, and left out for a while after it was."""

    def __init__(self, url, release, clock=time.monotonic):
        patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
        # One try only: the page is sooner made than asked for a second time.
        self._redis = Redis.from_url(url, retry=Retry(NoBackoff(), 0), **patience)
        self._release = release
        self._clock = clock
        self._left_out_until = 0
        self._lock = Lock()

    def get(self, address, stamp):
        """Return the answer that somebody made from this version, or None."""
        packed = self._try(lambda: self._redis.get(self._key(address, stamp)))
        try:
            return Answer.unpack(packed) if packed else None
        except Exception:
            log.warning("What Redis holds for %s is no page.", address.path, exc_info=True)
            return None

    def put(self, address, stamp, answer):
        packed = answer.pack()
        if len(packed) <= LARGEST:
            seconds = SELDOM_KEPT_SECONDS if address.is_one_of_many else KEPT_SECONDS
            self._try(lambda: self._redis.set(self._key(address, stamp), packed, ex=seconds))

    def _key(self, address, stamp):
        return "\n".join(["waymark:page", self._release, stamp, *map(str, address)])

    def _try(self, ask):
        if self._clock() < self._left_out_until:
            return None
        try:
            return ask()
        except (RedisError, OSError) as error:
            self._leave_out(error)
            return None

    def _leave_out(self, error):
        with self._lock:
            is_news = self._clock() >= self._left_out_until
            self._left_out_until = self._clock() + LEFT_OUT_SECONDS
        if is_news:
            log.warning("Redis does not answer (%s): pages are not shared for a while.", error)
