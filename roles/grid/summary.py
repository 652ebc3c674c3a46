"""What is going to be saved, in words, role by role; pure functions but for `load_consequences`."""

from typing import NamedTuple

from django.db.models import Count

from roles.models import Role, SkillRequirement
from skills.levels import Level

from .changes import outcome
from .words import text


class Line(NamedTuple):
    """What happens to one skill, and what to know about it."""

    skill: str
    words: str
    remarks: tuple[str, ...] = ()


class RoleSummary(NamedTuple):
    role: Role
    lines: list[Line]
    consequences: list[str]


def summaries(sheet, changes, claim_counts, narrower):
    """Return the RoleSummaries of Changes.

    claim_counts: {id of a requirement: how many claims it rests on}. narrower: {id of a role: titles of its levels}.
    """
    found = []
    after = outcome(sheet, changes)
    for column in sheet.columns:
        lines = [
            Line(sheet.headings[change.cell.skill_id].name, words(change), _remarks(change, claim_counts, after))
            for change in changes.changed
            if change.cell.role_id == column.key
        ]
        if lines:
            found.append(RoleSummary(column.role, lines, _consequences(column.role, narrower.get(column.key, ()))))
    return found


def load_consequences(changes):
    """Return the claim counts and the levels of the changed roles, as `summaries` takes them; two queries."""
    stored = [change.cell.stored.pk for change in changes.changed if change.cell.stored]
    resting = SkillRequirement.claims.through.objects.filter(skillrequirement__in=stored)
    counts = dict(
        resting.values("skillrequirement").annotate(count=Count("pk")).values_list("skillrequirement", "count")
    )
    narrower = {}
    levels = Role.objects.filter(broader__in={change.cell.role_id for change in changes.changed})
    for broader, title in levels.values_list("broader", "title"):
        narrower.setdefault(broader, []).append(title)
    return counts, narrower


def words(change):
    """Return what happens to a skill: “raised from working to practitioner”, “added: essential, expert”."""
    before, after = change.before, change.after
    if before is None:
        return f"added: {text(after)}"
    if after is None:
        choice = change.cell.stored.choice_label
        return f"removed from the choice “{choice}”" if choice else f"removed (was {text(before)})"
    if before.is_relevant != after.is_relevant:
        return f"now {text(after)} (was {text(before)})"
    return " and ".join(filter(None, [_need_words(before.need, after.need), _level_words(before.level, after.level)]))


def _need_words(before, after):
    if before == after:
        return ""
    return f"now {after or 'without a need'} (was {before or 'without a need'})"


def _level_words(before, after):
    if before == after:
        return ""
    if not after:
        return f"level no longer stated (was {_level(before)})"
    if not before:
        return f"level set to {_level(after)}"
    return f"{'raised' if after > before else 'lowered'} from {_level(before)} to {_level(after)}"


def _level(level):
    return Level(level).label.casefold()


def _remarks(change, claim_counts, after):
    """Return what to know: what is still inherited, evidence that may no longer fit, levels that fall.

    after: the Sheet as it will be.
    """
    stored, is_removed = change.cell.stored, change.after is None
    claims = _count(claim_counts[stored.pk]) if stored and stored.pk in claim_counts else ""
    cell = after.cell(after.roles[change.cell.role_id], change.cell.skill_id)
    if not is_removed:
        return tuple(
            filter(None, [claims and f"rests on {claims} as before: see that this still fits", _fall(cell, after)])
        )
    remarks = [
        cell.above and f"{cell.above_role} still asks for it, and this role inherits that: {text(cell.above)}",
        stored.is_imported and BROUGHT_BACK,
        stored.choice_slug and not _members(after, stored) and EMPTIED,
        claims and f"{claims} will no longer support it",
    ]
    return tuple(filter(None, remarks))


BROUGHT_BACK = "the next release of its framework brings it back: write “not relevant” instead to keep it out"
EMPTIED = "no skill is left in that choice: delete it on the role’s page, too"


def _members(sheet, stored):
    """Return what is left of the choice of a requirement."""
    same = (stored.role_id, stored.choice_slug)
    return [row for row in sheet.stored.values() if (row.role_id, row.choice_slug) == same]


def _fall(cell, after):
    """Return what to know where a level is lower than at a role that is less senior; empty otherwise."""
    role = after.roles[cell.role_id]
    level = after.level(role, cell.skill_id)
    for junior in after.roles.values():
        is_below = None not in (junior.seniority, role.seniority) and junior.seniority < role.seniority
        before = after.level(junior, cell.skill_id)
        if is_below and junior.broader_id == role.broader_id and level and before and level < before:
            return f"lower than at {junior}, which asks for {_level(before)}"
    return ""


def _count(claims):
    return "1 claim" if claims == 1 else f"{claims} claims"


def _consequences(role, levels):
    if role.is_copy:
        seen = "Readers see this once the draft is published."
    elif role.is_published:
        seen = "Readers see this at once."
    else:
        seen = "Readers do not see this: the role is not published."
    if not levels:
        return [seen]
    names = f"{', '.join(levels[:-1])} and {levels[-1]}" if len(levels) > 1 else levels[0]
    inherit = "inherits this unless it says" if len(levels) == 1 else "inherit this unless they say"
    return [seen, f"{names} {inherit} otherwise."]


def counted(changes):
    """Return how much was changed, in words: “3 added, 2 changed, 1 removed”; empty for nothing."""
    kinds = {"added": changes.added, "changed": changes.kept, "removed": changes.removed}
    return ", ".join(f"{len(found)} {kind}" for kind, found in kinds.items() if found)
