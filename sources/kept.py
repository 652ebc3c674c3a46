"""What is worked out from the content as a whole, and kept in memory until the content changes."""

from threading import Lock

from .watching import content_stamp


class Kept:
    """The result of a function without arguments; any thread may ask for it, whichever database it reads from.

    Asking costs one short query, for the stamp of the content: databases with the same stamp have the same content.
    Only where that has changed is the function called, by one thread while the others wait.
    """

    def __init__(self, build):
        self._build = build
        self._kept = None, None
        self._lock = Lock()

    def now(self):
        """Return the result for the content as it is."""
        stamp, built = self._kept
        if stamp == content_stamp():
            return built
        with self._lock:
            # Read before the content: what is written in between makes it out of date, not wrong. Read again, for
            # another thread may have built it meanwhile.
            now = content_stamp()
            stamp, built = self._kept
            if stamp != now:
                built = self._build()
                self._kept = now, built
            return built
