"""What comparing roles of frameworks takes: technologies, tasks of one role alone, skills that are the same."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from roles.profile import AskLine
from skills.models import RelationKind, SkillRelation
from sources.models import Document

from .difference import Subject
from .sections import skill_key, skill_subject


class SharedTechnologies(NamedTuple):
    """Technologies that the same roles of a comparison use: “Software Developers only”."""

    title: str
    lines: list[AskLine]
    # For each role its line, or None.
    by_role: list[tuple[AskLine | None, ...]]


def technologies(profiles) -> list[SharedTechnologies]:
    """Return the technologies of the RoleProfiles by who uses them: what all use first, then what fewer do."""
    used = defaultdict(dict)
    for place, profile in enumerate(profiles):
        for line in profile.asks:
            if not line.members and line.statement.native and line.statement.native.is_technology:
                used[line.statement.skill_id][place] = line
    by_places = defaultdict(list)
    for lines in used.values():
        by_places[tuple(lines)].append(tuple(lines.get(place) for place in range(len(profiles))))
    titles = [profile.role.title for profile in profiles]
    in_order = sorted(by_places, key=lambda places: (-len(places), places))
    return [_shared(places, by_places[places], titles) for places in in_order]


def _shared(places, rows, titles):
    rows = sorted(rows, key=_order)
    return SharedTechnologies(_whose(places, titles), [_first(row) for row in rows], rows)


def _whose(places, titles):
    if len(places) == len(titles):
        return "Both" if len(titles) == 2 else "All"
    return f"Only {' and '.join(titles[place] for place in places)}"


def _first(row):
    return next(filter(None, row))


def _order(row):
    """What adverts ask for most goes first."""
    lines = [line for line in row if line]
    in_demand = any(line.statement.native.is_in_demand for line in lines)
    return not in_demand, not lines[0].statement.native.is_hot, lines[0].name.casefold()


def split_duties(entries: Iterable[list]) -> tuple[list[list], list[list]]:
    """Return the entries of each role, and the lines of its tasks that a framework writes for one role alone.

    Such a task has its own words in each role, so that one role has it says nothing of another.
    """
    entries = list(entries)
    holders = Counter(subject.key for found in entries for subject, _, _ in found)
    compared = [[entry for entry in found if not _stands_alone(entry, holders)] for found in entries]
    alone = [
        [line for subject, ask, line in found if _stands_alone((subject, ask, line), holders)] for found in entries
    ]
    return compared, alone


def _stands_alone(entry, holders):
    subject, _, line = entry
    return line.statement.is_imported and holders[subject.key] == 1


def same_skills(requirements) -> dict[str, Subject]:
    """Return {key of a skill: the Subject that stands for it} of skills that an editor linked as the same.

    requirements: AskedSkills of roles of several collections; one query. The site's own name stands for the others.
    """
    rows = {row.skill_id: row for row in requirements}
    links = SkillRelation.objects.filter(kind=RelationKind.EXACT, origin__in=rows, target__in=rows)
    same = {}
    for pair in links.order_by("pk").values_list("origin_id", "target_id"):
        first, second = sorted((rows[pk] for pk in pair), key=lambda row: row.native is not None)
        standing = same.get(skill_key(first), skill_subject(first))
        same |= {skill_key(first): standing, skill_key(second): standing}
    return same


def releases_of(roles):
    """Return the releases that roles of frameworks were last found in, with their collections; one query."""
    found = {role.release_id for role in roles if role.is_imported}
    return list(Document.objects.filter(pk__in=found).select_related("collection")) if found else []
