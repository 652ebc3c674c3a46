"""Memory of so many bytes and no more: what was not asked for the longest goes first."""

from collections import OrderedDict
from threading import Lock


class Shelf:
    """Answers by key, each of the version of the content that it was made from; any thread may use it."""

    def __init__(self, most_bytes):
        self._most = most_bytes
        self._kept = OrderedDict()
        self._lock = Lock()
        self.bytes = 0

    def __len__(self):
        return len(self._kept)

    def get(self, key, stamp):
        """Return the answer of that very version, or None."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != stamp:
                return None
            self._kept.move_to_end(key)
            return kept[1]

    def last(self, key):
        """Return the answer of whatever version, or None."""
        with self._lock:
            kept = self._kept.get(key)
            return kept and kept[1]

    def put(self, key, stamp, answer):
        """Keep an answer; of one larger than the whole shelf nothing is kept."""
        size = answer.size
        with self._lock:
            self._remove(key)
            if size > self._most:
                return
            self._kept[key] = stamp, answer, size
            self.bytes += size
            while self.bytes > self._most:
                self._remove(next(iter(self._kept)))

    def weigh(self, key, answer):
        """Count an answer anew that has grown by another form of itself."""
        with self._lock:
            kept = self._kept.get(key)
        if kept and kept[1] is answer:
            self.put(key, kept[0], answer)

    def _remove(self, key):
        if gone := self._kept.pop(key, None):
            self.bytes -= gone[2]
