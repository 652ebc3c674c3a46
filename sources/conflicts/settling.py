"""What becomes of one value that two people may have changed: arithmetic without forms and databases."""

from enum import Enum


class Settled(Enum):
    MINE = "what was sent is saved"
    THEIRS = "what is stored stays, and is told"
    BOTH = "both sets of changes are taken together, and theirs are told"
    ASKED = "nothing is saved before somebody has chosen"


def settle(*, they_changed, i_changed, we_differ):
    """Say what becomes of a value, by what has changed since it was shown and whether the two now differ."""
    if not (they_changed and we_differ):
        return Settled.MINE
    return Settled.ASKED if i_changed else Settled.THEIRS


def settle_set(opened, stored, sent):
    """Return what becomes of a value of several members, and its members: what either added or took away counts."""
    opened, stored, sent = set(opened), set(stored), set(sent)
    if stored in (opened, sent):
        return Settled.MINE, sent
    if sent == opened:
        return Settled.THEIRS, stored
    return Settled.BOTH, (stored | (sent - opened)) - (opened - sent)
