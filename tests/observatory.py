"""The rules by which Mozilla's HTTP Observatory grades a site (its algorithm 5), as one table.

Each row: what is looked at, and the points for the first condition that holds. A site begins with 100; what is added
counts only from 90 on, and 100 are an A+.
"""

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie

SIX_MONTHS = 15_552_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:", "data:", "blob:"}


@dataclass(frozen=True)
class Seen:
    """A page by HTTPS with its headers (names in small letters), and where HTTP led instead of it."""

    headers: dict
    body: str
    cookies: list
    http_leads_to: str

    def header(self, name):
        return self.headers.get(name, "").strip().lower()

    @property
    def policy(self):
        parts = (part.split() for part in self.header("content-security-policy").split(";") if part.strip())
        return {name: set(sources) for name, *sources in parts}

    def sources(self, directive):
        return self.policy.get(directive, self.policy.get("default-src", {"*"}))

    @property
    def max_age(self):
        found = re.search(r"max-age=(\d+)", self.header("strict-transport-security"))
        return int(found[1]) if found else 0


def has_no_broad_source(seen):
    return bool(seen.policy) and not any(
        seen.sources(name) & BROAD for name in ("script-src", "style-src", "object-src")
    )


def is_all_closed(seen):
    forms = seen.policy.get("form-action", {"*"})
    return has_no_broad_source(seen) and seen.policy["default-src"] == {"'none'"} and forms <= {"'none'", "'self'"}


def cookies_are(*flags):
    return lambda seen: all(flag in cookie for cookie in _cookies(seen) for flag in flags)


def _cookies(seen):
    for line in seen.cookies:
        for name, cookie in SimpleCookie(line).items():
            yield (
                {name} | {flag for flag, value in cookie.items() if value} | {f"samesite={cookie['samesite'].lower()}"}
            )


def scripts_are_own(seen):
    return all(
        not source.startswith(("http:", "https:", "//"))
        for source in re.findall(r'<script[^>]* src="([^"]*)', seen.body)
    )


def always(seen):
    return True


RULES = [
    ("content security policy", [(is_all_closed, 10), (has_no_broad_source, 5), (always, -20)]),
    (
        "cookies",
        [(lambda seen: not seen.cookies, 0), (cookies_are("secure", "httponly", "samesite"), 5), (always, -20)],
    ),
    ("cross-origin sharing", [(lambda seen: "access-control-allow-credentials" not in seen.headers, 0), (always, -50)]),
    ("redirection", [(lambda seen: seen.http_leads_to.startswith("https://"), 0), (always, -20)]),
    ("referrer", [(lambda seen: seen.header("referrer-policy") in PRIVATE, 5), (always, -5)]),
    ("transport", [(lambda seen: seen.max_age >= SIX_MONTHS, 0), (lambda seen: seen.max_age, -10), (always, -20)]),
    ("scripts", [(scripts_are_own, 0), (always, -50)]),
    ("kinds of content", [(lambda seen: seen.header("x-content-type-options") == "nosniff", 0), (always, -5)]),
    (
        "frames",
        [
            (lambda seen: seen.policy.get("frame-ancestors", {"*"}) <= {"'none'", "'self'"}, 5),
            (lambda seen: seen.header("x-frame-options") in {"deny", "sameorigin"}, 0),
            (always, -20),
        ],
    ),
    (
        "cross-origin resources",
        [(lambda seen: seen.header("cross-origin-resource-policy") in {"same-origin", "same-site"}, 10), (always, 0)],
    ),
]


def points(seen):
    """Return {what is looked at: points}."""
    return {name: next(points for holds, points in conditions if holds(seen)) for name, conditions in RULES}


def score(seen):
    """Return the score; 100 and more are an A+."""
    given = points(seen).values()
    without_extra = 100 + sum(value for value in given if value < 0)
    return 100 + sum(given) if without_extra >= 90 else without_extra
