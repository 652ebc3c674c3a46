"""A part of a file, so that a download that broke off goes on where it ended (RFC 9110, 14)."""

import re

_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def range_of(header, size):
    """Return (first byte, last byte) of what a Range header asks for; None: the whole file.

    Raises ValueError for a range that lies behind the end. Several at once are answered with the whole file.
    """
    found = _ONE_RANGE.fullmatch(header.strip())
    if not found or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        begin, end = max(size - int(last), 0), size - 1
    else:
        begin, end = int(first), min(int(last), size - 1) if last else size - 1
    if begin >= size:
        raise ValueError(f"bytes */{size}")
    return (begin, end) if begin <= end else None


class Part:
    """A file from which no more than so many bytes are read."""

    def __init__(self, file, begin, length):
        file.seek(begin)
        self._file, self._left = file, length
        self.close = file.close

    def read(self, size=-1):
        wanted = self._left if size < 0 else min(size, self._left)
        found = self._file.read(wanted)
        self._left -= len(found)
        return found
