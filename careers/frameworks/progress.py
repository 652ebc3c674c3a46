"""How far an import is: one line that is written anew on a terminal, a line a step elsewhere."""

import time

_AFRESH = "\r\x1b[K"
_EVERY = 0.1  # seconds between two writings of the line


class Progress:
    """Tells how far each step is, and how long the rest of it will take.

    write: takes text as it is; rewrites: whether it goes to a terminal.
    """

    def __init__(self, write, rewrites, clock=time.monotonic):
        self.write, self.rewrites, self.clock = write, rewrites, clock
        self.label, self.total, self.count = "", 0, 0
        self.began = self.shown = clock()

    def file(self, name, size):
        """Begin to read a file of so many bytes."""
        self.start(f"Reading {name}", size)

    def start(self, label, total):
        """Begin a step of so many parts; the one before is done."""
        self.finish()
        self.label, self.total, self.count = label, total, 0
        self.began = self.shown = self.clock()
        if self.rewrites:
            self._show()

    def advance(self, count):
        """So many more parts of the step are done."""
        self.count += count
        now = self.clock()
        if self.rewrites and now - self.shown >= _EVERY:
            self.shown = now
            self._show()

    def finish(self):
        """The last step is done."""
        if self.label:
            self.write(f"{_AFRESH if self.rewrites else ''}{self.label}: {self.clock() - self.began:.1f} s\n")
        self.label = ""

    def break_off(self):
        """Leave the line as it stands: something went wrong."""
        if self.label and self.rewrites:
            self.write("\n")
        self.label = ""

    def _show(self):
        share = f": {self._share():.0%}{self._remaining()}" if self.total else " …"
        self.write(f"{_AFRESH}{self.label}{share}")

    def _share(self):
        return min(self.count / self.total, 1) if self.total else 0

    def _remaining(self):
        share, passed = self._share(), self.clock() - self.began
        if share < 0.02 or passed < 0.5:
            return ""
        return f", {passed / share - passed:.0f} s left"


class Silence:
    """Tells nobody."""

    def start(self, label, total):
        pass

    file = start

    def advance(self, count):
        pass
