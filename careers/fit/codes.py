"""Marks as they stand in an address: compact, of a version, and readable for good; pure functions.

`v=1&at=20261122T1754&m=3k3Fa9xq3dF_x~0Zb81-A`: in `m`, groups of a level and the codes of the skills marked so, six
signs each; in `at` the minute (UTC) at which they were marked. A code is made from the slug that a skill had when it
was marked: old slugs lead on (`sources.old_addresses`), and so do their codes.
"""

import re
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from .matching import HIGHEST

VERSION = "1"
WIDTH = 6
# More than any role asks for; what comes after is not read.
MOST_MARKS = 1200
LONGEST_NAMED = 40
_MOMENT = "%Y%m%dT%H%M"
_CODE = re.compile(rf"[A-Za-z0-9_-]{{{WIDTH}}}")
_LEVELS = {str(level): level for level in range(HIGHEST + 1)}


class State(NamedTuple):
    """What an address says: {code: level}, the minute of marking (None: not said), and what cannot be read."""

    marks: dict[str, int]
    at: datetime | None = None
    unreadable: tuple[str, ...] = ()
    # Marks came as the fields of a form: the address is to be put into its short form.
    is_from_form: bool = False
    # Of another version nothing is read.
    unknown_version: str = ""


@lru_cache(maxsize=50_000)
def code_of(slug: str) -> str:
    """Return the code of a skill: 36 bits of a hash of its slug, of which a clash among 25,000 is one in 200."""
    return urlsafe_b64encode(blake2b(slug.encode(), digest_size=5).digest())[:WIDTH].decode()


def read_state(query) -> State:
    """Return the State that the parameters of an address (a QueryDict) hold; nothing readable is lost."""
    version = query.get("v", VERSION)
    if version != VERSION:
        return State({}, unknown_version=version[:LONGEST_NAMED] or "none")
    marks, unreadable = _read_groups(query.get("m", ""))
    fields = {
        name: _LEVELS[value] for name, value in query.items() if _CODE.fullmatch(name) and value in _LEVELS
    }  # fmt: skip
    marks |= fields
    kept = dict(list(marks.items())[:MOST_MARKS])
    return State(kept, _read_moment(query.get("at", "")), tuple(unreadable), bool(fields))


def _read_groups(text):
    marks, unreadable = {}, []
    for group in filter(None, text[: MOST_MARKS * (WIDTH + 2)].split("~")):
        level = _LEVELS.get(group[0])
        parts = [group[at : at + WIDTH] for at in range(1, len(group), WIDTH)]
        if level is None or not parts:
            unreadable.append(group[:LONGEST_NAMED])
            continue
        for part in parts:
            if _CODE.fullmatch(part):
                marks[part] = max(level, marks.get(part, 0))
            else:
                unreadable.append(part)
    return marks, unreadable


def write_state(marks: dict[str, int], at: datetime | None) -> str:
    """Return the query of an address for {code: level}, empty for none; the same marks are the same address."""
    if not marks:
        return ""
    moment = f"&at={write_moment(at)}" if at else ""
    return f"v={VERSION}{moment}&m={write_groups(marks)}"


def write_groups(marks: dict[str, int]) -> str:
    """Return {code: level} as the parameter `m`."""
    ordered = sorted(marks.items(), key=lambda mark: (-mark[1], mark[0]))
    groups = groupby(ordered, key=lambda mark: mark[1])
    return "~".join(f"{level}{''.join(code for code, _ in of_level)}" for level, of_level in groups)


def write_moment(at: datetime) -> str:
    return at.strftime(_MOMENT)


def now() -> datetime:
    """Return this minute."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


def _read_moment(text):
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
