"""What stands in a cell, in words: “essential, practitioner”, or shorter “e3”.

Pure functions. static/js/admin/grid/words.js says the same in the browser, with the words and messages from here.
"""

import re
from types import MappingProxyType
from typing import NamedTuple

from roles.models import Need
from skills.levels import WORDINGS, Level


class Value(NamedTuple):
    """What a role says of a skill; where it says nothing there is no Value, but None."""

    need: str | None = None
    level: int | None = None
    is_member: bool = False  # one of a choice, which says how much it is needed
    is_relevant: bool = True  # False: a framework rated the skill and found it not relevant


class UnclearError(ValueError):
    """A text that says nothing a cell can hold; its message says what to write instead."""


UNKNOWN = "“{}” is no need or level. Write for example “essential, practitioner” or “e3”; empty: not asked for."
TWICE = "This says two things at once: write one need and one level."
NEED_MISSING = "Say how much it is needed, too: essential, desirable or mentioned."
NO_CHOICE = "Here it is not one of a choice: write essential, desirable or mentioned."
HAS_CHOICE = "It is one of a choice, which says how much it is needed: write a level only, or clear the cell."
NOT_RATED = "Only what a framework rated can be “not relevant”: clear the cell."
MEMBER, IRRELEVANT, OPEN = "one of a choice", "not relevant", "asked for"
NOTHING = frozenset(["", "no", "none", "n a", "not asked for"])

_NEEDS = {
    Need.ESSENTIAL: ["essential", "e", "required", "must", "must have"],
    Need.DESIRABLE: ["desirable", "d", "desired", "preferred", "nice to have"],
    Need.MENTIONED: ["mentioned", "m"],
}
_LEVELS = {level: [level.label.casefold(), str(level.value), level.label[0].casefold()] for level in Level}
_LEVELS[Level.EXPERT][-1] = "x"  # E is essential.
for wording, level in WORDINGS.items():
    if wording not in _LEVELS[level]:
        _LEVELS[level].append(wording)

# {phrase: (field of a Value, what it becomes)}
PHRASES = MappingProxyType(
    {phrase: ("need", need.value) for need, phrases in _NEEDS.items() for phrase in phrases}
    | {phrase: ("level", level.value) for level, phrases in _LEVELS.items() for phrase in phrases}
    | {MEMBER: ("is_member", True), IRRELEVANT: ("is_relevant", False), OPEN: ("is_open", True)}
    | dict.fromkeys(["level", "at", "and"], ("", True))
)
_LONGEST = max(len(phrase.split()) for phrase in PHRASES)
_TOKENS = re.compile(r"[^\W\d_]+|\d+")
_DASHES = re.compile(r"[\s\-–—−./]*")

# The same for the script.
VOCABULARY = {
    "phrases": dict(PHRASES),
    "nothing": sorted(NOTHING),
    "levels": {level.value: level.label.casefold() for level in Level},
    "member": MEMBER,
    "irrelevant": IRRELEVANT,
    "open": OPEN,
    "messages": {
        "unknown": UNKNOWN,
        "twice": TWICE,
        "needMissing": NEED_MISSING,
        "noChoice": NO_CHOICE,
        "hasChoice": HAS_CHOICE,
        "notRated": NOT_RATED,
    },
}


def text(value):
    """Return a Value, or None, as its cell says it."""
    if value is None:
        return ""
    if not value.is_relevant:
        return IRRELEVANT
    level = Level(value.level).label.casefold() if value.level else ""
    return ", ".join(filter(None, [MEMBER if value.is_member else value.need, level])) or OPEN


def parse(written):
    """Return the Value of what somebody wrote, None for nothing; raise UnclearError."""
    tokens = _TOKENS.findall(written.casefold())
    if " ".join(tokens) in NOTHING:
        if tokens or _DASHES.fullmatch(written):
            return None
        raise UnclearError(UNKNOWN.format(written.strip()))
    said = {}
    while tokens:
        (field, what), length = _first_phrase(tokens, written)
        if field and said.setdefault(field, what) != what:
            raise UnclearError(TWICE)
        tokens = tokens[length:]
    if not said:
        raise UnclearError(UNKNOWN.format(written.strip()))
    is_open = said.pop("is_open", False)
    if {"need", "is_member"} <= said.keys() or ("is_relevant" in said and len(said) + is_open > 1):
        raise UnclearError(TWICE)
    return Value(**said)


def _first_phrase(tokens, written):
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        if meaning := PHRASES.get(" ".join(tokens[:length])):
            return meaning, length
    raise UnclearError(UNKNOWN.format(written.strip()))


def fitted(value, stored, *, is_imported):
    """Return a Value as it can stand in a cell that holds another (or None) now; raise UnclearError where it cannot.

    A level that is written into a cell of a choice leaves it in the choice.
    """
    was_member = bool(stored and stored.is_member)
    if value is None:
        return None
    if not value.is_relevant:
        if not is_imported:
            raise UnclearError(NOT_RATED)
        return value
    if was_member and value.need:
        raise UnclearError(HAS_CHOICE)
    if value.is_member and not was_member:
        raise UnclearError(NO_CHOICE)
    if not (value.need or was_member or is_imported):
        raise UnclearError(NEED_MISSING)
    return value._replace(is_member=was_member)


def joined(own, above):
    """Return what holds where a role says one thing of a skill and its broader role another (skills.settling)."""
    if own is None or above is None or not own.is_relevant:
        return own or above
    strong = next((value.need for value in (own, above) if value.need not in (None, Need.MENTIONED)), own.need)
    need = None if own.is_member else strong
    return own._replace(need=need, level=own.level or (above.level if above.is_relevant else None))
