"""Which role a text is about, and at which level: by names that stand in it, with the reasons."""

from typing import NamedTuple

from careers.jobs.role import JobRole, load_job_role
from roles.models import ExperienceRange, Role, Seniority
from sources.collection import OWN

from .asking import least_years
from .levels import seniority_named
from .library import role_names, role_titles
from .model import levels_of

MOST_CANDIDATES = 6


class Candidate(NamedTuple):
    slug: str
    title: str
    collection: str


class Found(NamedTuple):
    """`job`: the role, None where none is named. `seniority`: what the title says, else that of the role.

    `candidates`: roles to choose.
    """

    job: JobRole | None
    seniority: Seniority | None
    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def find_role(reading):
    """Return what is Found in a Reading."""
    title = reading.said(reading.title)
    named = seniority_named(title)
    seniority = named[0] if named else None
    keys = _keys_named(reading)
    roles = _load(keys)
    if not roles:
        return Found(None, seniority, ("No title or other title of a role was found in the text.",), ())
    role = roles[0]
    reasons = [f"“{role.title}”, or another title of it, stands in line {keys[role.pk]}."]
    level, reason = _level(role, seniority, named and title[slice(*named[1])], reading)
    candidates = [level, *roles] if level else roles
    job = load_job_role(candidates[0].slug)
    return Found(job, seniority or role.seniority, tuple(filter(None, [*reasons, reason])), _candidates(candidates))


def title_seniority(reading):
    """Return the Seniority that the first line names; None where it names none."""
    named = seniority_named(reading.said(reading.title))
    return named[0] if named else None


def _keys_named(reading):
    """Return {id of a role: line} of the roles named, the most likely first.

    The first line comes before the others, the site's own roles before those of frameworks.
    """
    title, text, words = reading.title, reading.text, reading.tokens
    of_title = [word for word in words if title.start <= word.start < title.end]
    found = {}
    for names, tokens in ((role_names(OWN), of_title), (role_titles(), of_title), (role_names(OWN), words)):
        for mention in names.find(text, tokens):
            for key in mention.keys:
                found.setdefault(key, reading.line_number(mention.start))
    return found


def _load(keys):
    roles = Role.objects.published().select_related("broader", "collection").in_bulk(list(keys)[:MOST_CANDIDATES])
    return [roles[key] for key in keys if key in roles]


def _level(role, seniority, word, reading):
    """Return the level of a role that the text names, and the reason; None where it says none."""
    levels = levels_of(role)
    if seniority:
        named = next((level for level in reversed(levels) if level.seniority == seniority), None)
        return (
            (named, f"“{word}” stands in line 1.") if named else (None, f"“{word}” names no level that is known here.")
        )
    if role.seniority:
        return None, ""
    return _level_by_years(levels, reading)


def _level_by_years(levels, reading):
    least = least_years(reading)
    if least is None:
        return None, "No level is named, and no years: it is compared with the role at large."
    ranges = ExperienceRange.objects.filter(role__in=[level.pk for level in levels]).select_related("role")
    for one in sorted(ranges, key=lambda one: -(one.years_from or 0)):
        if one.years_from is not None and one.years_from <= least:
            level = next(level for level in levels if level.pk == one.role_id)
            return level, f"It asks for {least} years; the sources state {one.years} of {level.title}."
    return None, "No level is named, and its years fit none: it is compared with the role at large."


def _candidates(roles):
    different = {role.slug: role for role in roles}
    return tuple(Candidate(role.slug, role.title, role.collection_id) for role in different.values())[:MOST_CANDIDATES]
