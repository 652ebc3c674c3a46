"""What an editor wants changed, cell by cell, and what stands in the way; pure functions."""

import json
from dataclasses import dataclass, replace
from typing import NamedTuple

from sources.parameters import whole_number

from .sheet import Cell, Stored
from .words import UnclearError, Value, fitted, parse, text

PREFIX = "cell."
NOT_YOURS = "You may not change this role: your words are kept here, but not saved."
NO_SKILL = "Somebody has deleted this skill since you opened the grid: nothing can be said of it any more."
NO_ROLE = "Somebody has deleted this role since you opened the grid: nothing can be said of it any more."


class Sent(NamedTuple):
    """What an editor wrote into a cell, and what stood there when the grid was opened."""

    text: str
    seen: str

    @property
    def is_touched(self):
        """Whether the editor has changed it; what others change in other cells is none of their business."""
        return self.text.strip() != self.seen


class Problem(NamedTuple):
    """Why a cell cannot be saved; `theirs` is what somebody else has written there meanwhile."""

    message: str
    theirs: str | None = None


class Change(NamedTuple):
    cell: Cell
    after: Value | None

    @property
    def before(self):
        return self.cell.value


@dataclass(frozen=True)
class Changes:
    """The cells that would be saved, and {key of a cell: Problem} of those that cannot be."""

    changed: tuple[Change, ...]
    problems: dict[str, Problem]

    @property
    def added(self):
        return [change for change in self.changed if change.before is None]

    @property
    def kept(self):
        """Those that change what a requirement says."""
        return [change for change in self.changed if None not in (change.before, change.after)]

    @property
    def removed(self):
        return [change for change in self.changed if change.after is None]


class MalformedError(ValueError):
    """Something was sent that no grid sends."""


def read(data):
    """Return {(role, skill): Sent} of what a form sends; raise MalformedError."""
    try:
        seen = json.loads(data.get("seen") or "{}")
        return {
            _key(name): Sent(written, str(seen.get(name.removeprefix(PREFIX), "")))
            for name, written in data.items()
            if name.startswith(PREFIX)
        }
    except (ValueError, AttributeError) as error:
        raise MalformedError("This is no grid: open it again.") from error


def _key(name):
    role, skill = name.removeprefix(PREFIX).split(".")
    return number(role), number(skill)


def number(written):
    """Return the id of a row; raise ValueError for what no database takes for one."""
    found = whole_number(written)
    if found is None:
        raise ValueError(written)
    return found


def compare(sheet, sent):
    """Return the Changes that an editor asks for, in order of the grid."""
    changed, problems = [], {}
    for (role, skill), cell_sent in sent.items():
        if not cell_sent.is_touched:
            continue
        try:
            found = _change(sheet, role, skill, cell_sent)
        except UnclearError as error:
            found = Problem(str(error))
        if isinstance(found, Problem):
            problems[f"{role}.{skill}"] = found
        elif found:
            changed.append(found)
    return Changes(tuple(sorted(changed, key=lambda change: _place(sheet, change))), problems)


def _place(sheet, change):
    return list(sheet.roles).index(change.cell.role_id), sheet.headings[change.cell.skill_id].place


def _change(sheet, role, skill, sent):
    """Return the Change of one cell, None if it says what is stored, or the Problem with it; raise UnclearError."""
    column = sheet.column(role)
    if column is None:
        return Problem(NO_ROLE)
    if not column.may_change:
        return Problem(NOT_YOURS)
    if skill not in sheet.headings:
        return Problem(NO_SKILL)
    cell = sheet.cell(column.role, skill)
    after = fitted(parse(sent.text), cell.value, is_imported=cell.is_imported)
    stored = text(cell.value)
    if text(after) == stored:
        return None
    if stored != sent.seen:
        return _conflict(sent, stored, text(after))
    return Change(cell, after)


def _conflict(sent, theirs, yours):
    was, now, wanted = (f"“{said}”" if said else "empty" for said in (sent.seen, theirs, yours))
    return Problem(
        f"Somebody else changed this cell while you had it open: it was {was} and is now {now}. You wrote {wanted}.",
        theirs,
    )


def outcome(sheet, changes):
    """Return the Sheet as it will be once Changes are saved."""
    stored = dict(sheet.stored)
    for change in changes.changed:
        cell, after = change.cell, change.after
        place = (cell.role_id, cell.skill_id)
        if after is None:
            del stored[place]
        else:
            row = cell.stored or Stored.new(*place)
            stored[place] = row._replace(need=after.need, level=after.level, is_relevant=after.is_relevant)
    return replace(sheet, stored=stored)
