"""The requests, each made from the seed and its number alone."""

from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

from . import addresses, hostile


@dataclass(frozen=True)
class Hostile:
    """A request as it goes over the wire."""

    method: str
    target: str
    headers: list = field(default_factory=list)
    body: bytes = b""
    host: str | None = None
    is_signed_in: bool = False

    def __str__(self):
        who = "editor" if self.is_signed_in else "stranger"
        extra = " ".join(f"{name}: {value[:40]!r}" for name, value in self.headers)
        return f"{who} {self.method[:20]} {self.target[:300]!r} host={self.host!r} {extra} body={self.body[:80]!r}"


class Maker:
    """Makes requests; `fields` are the names of form fields by template, where they are known."""

    def __init__(self, seed, token=""):
        self.seed, self.token = seed, token
        self.templates = addresses.templates()
        self.public = [path for path in self.templates if not path.startswith("/admin/")]
        self.admin = [path for path in self.templates if path.startswith("/admin/")]
        self.parameters = addresses.parameters()
        self.slugs, self.keys = addresses.arguments()
        self.fields = {}

    def make(self, number):
        """Return request number so-and-so."""
        random = Random(f"{self.seed} {number}")  # noqa: S311 no secret
        kind = random.random()
        if kind < 0.15:
            return self._odd_path(random)
        is_signed_in = kind > 0.75
        template = random.choice(self.admin if is_signed_in or random.random() < 0.1 else self.public)
        path = addresses.filled(template, random, self.slugs, self.keys, lambda: self._segment(random))
        query = self._query(random) if random.random() < 0.75 else ""
        target = quote(path, safe="/%:@-._~!$&'()*+,;=") + (f"?{query}" if query else "")
        method, headers, body = "GET", [], b""
        if random.random() < 0.25:
            method = random.choice(hostile.METHODS)
        if random.random() < 0.3:
            headers = random.sample(hostile.HEADERS, random.randint(1, 3))
        if method in ("POST", "PUT", "PATCH"):
            headers, body = self._body(random, template, headers, is_signed_in)
        host = random.choice(hostile.HOSTS) if random.random() < 0.04 else None
        return Hostile(method, target, headers, body, host, is_signed_in)

    def _odd_path(self, random):
        path = random.choice(hostile.PATHS)
        headers = random.sample(hostile.HEADERS, random.randint(0, 2))
        query = f"?{self._query(random)}" if random.random() < 0.3 else ""
        return Hostile(random.choice(["GET", "GET", *hostile.METHODS]), path + query, headers)

    def _segment(self, random):
        return quote(random.choice(hostile.TEXTS)[:2_000], safe="") or "x"

    def _query(self, random):
        pairs = []
        for _ in range(random.choice([1, 1, 1, 2, 3, 10])):
            name = (
                random.choice(self.parameters)
                if random.random() < 0.9
                else hostile.encoded(random, random.choice(hostile.TEXTS)[:200])
            )
            pairs.append(f"{name}={hostile.encoded(random, random.choice(hostile.TEXTS))}")
        return "&".join(pairs)[: 60_000 if random.random() < 0.02 else 7_900]

    def _body(self, random, template, headers, is_signed_in):
        if random.random() < 0.1:
            size = random.choice([70_000, 3_000_000])
            return [*headers, ("Content-Type", "application/octet-stream")], b"\0" * size
        names = self.fields.get(template) or self.parameters
        chosen = random.sample(names, min(len(names), random.randint(1, 12)))
        pairs = [(name, random.choice(hostile.TEXTS)) for name in chosen]
        # What is gone could not be asked for any more.
        is_harmless = not any(word in template for word in ("/delete/", "/merge/", "/auth/user/"))
        if is_signed_in and is_harmless and random.random() < 0.8:
            pairs.append(("csrfmiddlewaretoken", self.token))
        if template.endswith(("/import/", "/file/")) or random.random() < 0.1:
            return _as_parts(random, pairs, headers)
        body = "&".join(f"{quote(name)}={quote(text, safe='')}" for name, text in pairs).encode()
        if not any(name == "Content-Type" for name, _ in headers):
            headers = [*headers, ("Content-Type", "application/x-www-form-urlencoded")]
        return headers, body


FILES = [
    b"",
    b"slug,name\n=1+1,x\n",
    b"slug;\0\n",
    b"\xff\xfes\0l\0u\0g\0",
    b"PK\x03\x04" + b"\0" * 100,
    b"\xd0\xcf\x11\xe0",
    b"[" * 100_000,
    b"a: &a [x]\nb: [*a, *a]\n",
    b"format: waymark-role\nversion: 1\nslug: a\ncollection: b\n",
    b'{"format": "waymark-role", "version": 1e999}',
    b"\x89PNG\r\n",
    "slug,name\nä\ud800".encode("utf-8", "surrogatepass"),
]


def _as_parts(random, pairs, headers):
    boundary = "fuzz"
    lines = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name[:80]}"\r\n\r\n{text}\r\n' for name, text in pairs
    ]
    name = random.choice(["a.csv", "a.xlsx", "a.yaml", "../../x", "\0", "a" * 500, hostile.MARKER])
    file = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = "".join(lines).encode() + file.encode() + random.choice(FILES) + f"\r\n--{boundary}--\r\n".encode()
    return [*headers, ("Content-Type", f"multipart/form-data; boundary={boundary}")], body
