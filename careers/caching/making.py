"""One at a time of each: while one thread makes something, those that want the same wait for it."""

from contextlib import contextmanager
from threading import Lock


class OneAtATime:
    def __init__(self):
        self._guard = Lock()
        self._making = {}

    @contextmanager
    def making(self, key):
        """Let one thread after the other in, for each key; look again inside whether it is there by now."""
        with self._guard:
            lock, waiting = self._making.get(key) or (Lock(), 0)
            self._making[key] = lock, waiting + 1
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, waiting = self._making.pop(key)
                if waiting > 1:
                    self._making[key] = lock, waiting - 1
