"""How often somebody came lately: counted for all processes in Redis, or by each for itself.

A window slides over two counts: that of the running window, and so much of the last as the sliding one still covers.
Only what is let through is counted, so that whoever slows down is let through again.
"""

import logging
import time
from dataclasses import dataclass
from threading import Lock

import redis

# More clients at once than these are nothing that a limit by client could hold back.
MOST_CLIENTS = 100_000
# So long an answer of Redis may take, and so long it is left alone after it gave none.
PATIENCE_SECONDS, PAUSE_SECONDS = 0.1, 5

logger = logging.getLogger("waymark.safety")


@dataclass(frozen=True)
class Window:
    """The running window of so many seconds at a moment: its number, and which share of it is over."""

    seconds: int
    number: int
    share: float

    @classmethod
    def at(cls, now, seconds):
        number, over = divmod(now, seconds)
        return cls(seconds, int(number), over / seconds)

    def is_full(self, now, before, limit):
        return round(now + before * (1 - self.share), 6) > limit - 1

    def left(self, now, before, limit):
        """Return how many more are let through after this one."""
        return max(int(limit - 1 - now - before * (1 - self.share)), 0)

    def wait(self, now, before, limit):
        """Return after how many seconds the sliding window has room for one more."""
        if now >= limit:
            # Only in the next window, once enough of this one is out of sight.
            return round(self.seconds * (1 - self.share + 1 - (limit - 1) / now), 6)
        return round(self.seconds * (1 - (limit - 1 - now) / before - self.share), 6) if before else 0.0


class Memory:
    """Counts of this process."""

    def __init__(self):
        self._lock = Lock()
        # Seconds of the window -> (number of the window, counts in it, counts in the one before).
        self._windows = {}

    def take(self, key, limit, window):
        """Return the counts before this request (now, before), which is counted unless the window is full."""
        with self._lock:
            current, earlier = self._turned(window)
            now, before = current.get(key, 0), earlier.get(key, 0)
            if not window.is_full(now, before, limit) and (now or len(current) < MOST_CLIENTS):
                current[key] = now + 1
            return now, before

    def _turned(self, window):
        number, current, earlier = self._windows.get(window.seconds, (None, {}, {}))
        if number != window.number:
            earlier = current if number == window.number - 1 else {}
            current = {}
            self._windows[window.seconds] = window.number, current, earlier
        return current, earlier


class Shared:
    """Counts in Redis; while it does not answer, those of this process."""

    _TAKE = """
    local now = tonumber(redis.call('GET', KEYS[1]) or 0)
    local before = tonumber(redis.call('GET', KEYS[2]) or 0)
    if now + before * tonumber(ARGV[2]) <= tonumber(ARGV[1]) - 1 then
        redis.call('INCR', KEYS[1])
        redis.call('EXPIRE', KEYS[1], ARGV[3])
    end
    return {now, before}
    """

    def __init__(self, address):
        client = redis.Redis.from_url(
            address, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS, retry=None
        )
        self._take = client.register_script(self._TAKE)
        self._memory = Memory()
        self._until = 0.0

    def take(self, key, limit, window):
        if time.monotonic() < self._until:
            return self._memory.take(key, limit, window)
        names = [f"waymark:rate:{window.seconds}:{window.number - back}:{key}" for back in (0, 1)]
        try:
            now, before = self._take(names, [limit, 1 - window.share, 2 * window.seconds])
        except (redis.RedisError, OSError) as error:
            logger.warning("Redis does not answer (%s): each process counts for itself.", type(error).__name__)
            self._until = time.monotonic() + PAUSE_SECONDS
            return self._memory.take(key, limit, window)
        return int(now), int(before)
