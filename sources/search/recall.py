"""What was found for the last queries, kept until the content changes: what many people look for is found once."""

from collections import OrderedDict
from threading import Lock


class Recall:
    """The last results of a search, so many at most; any thread may ask for them."""

    def __init__(self, most):
        self._most = most
        self._kept = OrderedDict()
        self._lock = Lock()

    def get(self, wanted, stamp, find):
        """Return what was found for `wanted` (hashable) under this stamp of the content, or else what `find` gives.

        Without a stamp nothing is kept.
        """
        with self._lock:
            known, found = self._kept.get(wanted, (None, None))
            if stamp and known == stamp:
                self._kept.move_to_end(wanted)
                return found
        found = find()
        if stamp:
            with self._lock:
                self._kept[wanted] = stamp, found
                self._kept.move_to_end(wanted)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return found
