"""What is worked out from the content as a whole, and kept in memory until the content changes."""

from threading import Lock

from django.db import router

from .watching import ContentStamp, content_stamp


class Kept:
    """The result of a function without arguments, one for each database; any thread may ask for it.

    Asking costs one short query, for the stamp of the content. Only where that has changed is the function called,
    by one thread while the others wait.
    """

    def __init__(self, build):
        self._build = build
        self._kept = {}
        self._locks = {}

    def now(self):
        """Return the result for the content as it is."""
        database = router.db_for_read(ContentStamp)
        stamp, built = self._kept.get(database, (None, None))
        if stamp == content_stamp():
            return built
        with self._locks.setdefault(database, Lock()):
            # Read before the content: what is written in between makes it out of date, not wrong. Read again, for
            # another thread may have built it meanwhile.
            now = content_stamp()
            stamp, built = self._kept.get(database, (None, None))
            if stamp != now:
                built = self._build()
                self._kept[database] = now, built
            return built
