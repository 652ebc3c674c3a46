"""What is asked in the end, where a role and its broader roles ask for the same skill.

To mention a skill, or to say nothing of its level, lowers nothing: the broader role's need or level still holds
(docs/content.md). Rows are requirements or choices, of the role itself first, then of its broader roles.
"""

from .levels import Level

MENTIONED = "mentioned"
_LEVELS = {level.value: level for level in Level}


def settled_need(rows):
    """Return the need that holds, None where it is not stated.

    What a broader role asks for only as one of several is not asked for by itself.
    """
    need = stated_need(rows[0])
    if need not in (None, MENTIONED):
        return need
    return next((row.need for row in rows[1:] if row.need not in (None, MENTIONED)), need)


def settled_level(rows):
    """Return the Level that holds; None where it is not stated."""
    for row in rows:
        if level := stated_level(row):
            return _LEVELS[level]
    return None


def stated_need(row):
    """Return what a row says of the need, None where a framework leaves it open; a member leaves it to its choice."""
    return row.need or (row.choice.need if row.choice else None)


def stated_level(row):
    """Return what a row says of the level, a member of a choice by its choice where it says nothing itself."""
    choice = getattr(row, "choice", None)
    return row.level or (choice.level if choice else None)
