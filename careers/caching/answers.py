"""Answers as they are kept: the page once as it is, and once in each encoding that somebody asked for."""

import json
from base64 import urlsafe_b64encode
from hashlib import blake2b
from threading import Lock

from brotli import decompress

from careers.compression import SMALLEST, compressed

# What a 304 repeats of the answer that it stands for (RFC 9110, 15.4.5).
_REPEATED = frozenset({"cache-control", "cdn-cache-control", "content-location", "etag", "expires", "vary"})
# What Python needs beside the bytes of a page.
_OVERHEAD = 2000
PACKED = "br"


class Answer:
    """What Django answered to a request in which nobody was named, with an ETag of ours where it is to be kept.

    trace: what it was made from; None where nobody knows.
    """

    def __init__(self, status, headers, body, etag="", trace=None):
        self.status, self.body, self.etag, self.trace = status, body, etag, trace
        self.headers = [*headers, ("ETag", etag)] if etag else headers
        self._repeated = [(name, value) for name, value in self.headers if name.lower() in _REPEATED]
        self._forms = {"": ([*self.headers, ("Content-Length", str(len(body)))], body)}
        self._lock = Lock()

    @property
    def size(self):
        """The bytes of memory that it takes, all forms included."""
        # A list, for another thread may be adding a form.
        bodies = {id(body): len(body) for _, body in list(self._forms.values())}
        return _OVERHEAD * len(self._forms) + sum(bodies.values()) + (self.trace.size if self.trace else 0)

    @property
    def not_modified(self):
        """The headers of a 304."""
        return list(self._repeated)

    def has(self, encoding):
        return encoding in self._forms

    def form(self, encoding):
        """Return (headers, body) in an encoding; the headers are the caller's own."""
        form = self._forms.get(encoding) or self._compress(encoding)
        return list(form[0]), form[1]

    def is_known_as(self, tags):
        """Tell whether a line of If-None-Match names this answer."""
        if tags == self.etag or tags == "*":
            return True
        return any(tag.strip().removeprefix("W/") == self.etag.removeprefix("W/") for tag in tags.split(","))

    def _compress(self, encoding):
        with self._lock:
            if encoding not in self._forms:
                self.keep_form(encoding, compressed(self.body, encoding) if len(self.body) >= SMALLEST else self.body)
            return self._forms[encoding]

    def keep_form(self, encoding, body):
        if len(body) >= len(self.body):
            self._forms[encoding] = self._forms[""]
            return
        headers = [*self.headers, ("Content-Encoding", encoding), ("Content-Length", str(len(body)))]
        self._forms[encoding] = headers, body

    def pack(self):
        """Return the answer as bytes, for other processes."""
        headers, body = self.form(PACKED)
        is_packed = any(name == "Content-Encoding" for name, _ in headers)
        return json.dumps([self.status, self.headers[:-1], self.etag, is_packed]).encode() + b"\n" + body

    @classmethod
    def unpack(cls, packed):
        """Return the Answer of such bytes; raises ValueError or an error of Brotli where they are others."""
        head, _, body = packed.partition(b"\n")
        status, headers, etag, is_packed = json.loads(head)
        answer = cls(status, [(name, value) for name, value in headers], decompress(body) if is_packed else body, etag)
        if is_packed:
            answer.keep_form(PACKED, body)
        return answer


def etag_of(release, headers, body):
    """Return a weak ETag of an answer, the same in all processes: weak, since all encodings of a page have it."""
    digest = blake2b(f"{release}\n{headers}\n".encode(), digest_size=15)
    digest.update(body)
    return f'W/"{urlsafe_b64encode(digest.digest()).decode()}"'
