"""What the documents behind a statement agree on, and how one claim more or less changes that.

Pure functions over claims, or Readings of them, and plain values.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from roles.models import Need
from roles.rules import level_from, need_from
from skills.levels import Level


@dataclass(frozen=True)
class Agreement:
    """How many documents stand behind a statement, and on what level and need they settle."""

    documents: int
    level: Level | None
    need: Need | None


def agreement(claims: Iterable) -> Agreement:
    claims = list(claims)
    return Agreement(len({claim.document_id for claim in claims}), level_from(claims), need_from(claims))


def change_in_words(before: Agreement, after: Agreement, *, has_level: bool) -> str:
    """Return what changes from one agreement to the other: “1 → 2 documents; level Working (as before)”."""
    parts = [_documents(before.documents, after.documents)]
    if has_level:
        parts += [_change("level", before.level, after.level), _change("need", before.need, after.need)]
    return "; ".join(parts)


def difference_in_words(statement, after: Agreement) -> str:
    """Return what a line says other than its claims give; empty where they agree, or where its note says why.

    A member of a choice, which has no need, need not have a level either.
    """
    said = []
    is_member = statement.need is None
    if statement.level != after.level and not (is_member and statement.level is None):
        said.append(f"level {_label(_as(Level, statement.level))}, its claims give {_label(after.level)}")
    if statement.need != after.need and not is_member:
        said.append(f"need {_label(_as(Need, statement.need))}, its claims give {_label(after.need)}")
    return f"The line says {' and '.join(said)}: change it, or add a note." if said and not statement.note else ""


def _as(scale, value):
    return None if value is None else scale(value)


def _documents(before, after):
    counts = f"{after} document{'' if after == 1 else 's'}"
    return f"{counts} as before" if before == after else f"{before} → {counts}"


def _change(what, before, after):
    if before == after:
        return f"{what} {_label(after)} as before" if after is not None else f"{what} not stated"
    return f"{what} {_label(before)} → {_label(after)}"


def _label(value):
    return "not stated" if value is None else value.label
