"""Leaving out for a moment what does not answer, so that not everybody waits for it."""

import time
from threading import Lock

RETEST_SECONDS = 3


class Circuit:
    """Whether something may be tried; after a failure one caller tries again every few seconds, the others do not."""

    def __init__(self, seconds=RETEST_SECONDS, clock=time.monotonic):
        self._seconds, self._clock = seconds, clock
        self._left_out_until = None
        self._lock = Lock()

    @property
    def is_closed(self):
        """Tell whether it answered when it was last tried."""
        return self._left_out_until is None

    def may_try(self):
        """Tell whether the caller may try; where it is time for a test, that caller is the one who makes it."""
        if self._left_out_until is None:
            return True
        with self._lock:
            if self._left_out_until is not None and self._clock() < self._left_out_until:
                return False
            self._leave_out()
            return True

    def failed(self):
        self._leave_out()

    def answered(self):
        self._left_out_until = None

    def _leave_out(self):
        self._left_out_until = self._clock() + self._seconds
