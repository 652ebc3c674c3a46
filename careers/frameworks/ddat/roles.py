"""Roles, their levels, what they do and what they ask for: roles.csv, which says all of it anew on every row."""

from hashlib import sha256

from careers.frameworks.content import Family, Requirement, Role, Step, Task, Work
from careers.frameworks.tables import Table
from careers.frameworks.texts import one_line

from .bullets import divided, said
from .ladder import ladder_of, seniority_of, steps

ROLES = Table(
    ("roles", "ddat-roles"),
    {
        "family": "Role Family",
        "role": "Role",
        "role_description": "Role Description",
        "level": "Role Level",
        "level_description": "Role Level Description",
        "skill": "Skill Name",
        "skill_description": "Skill Description",
        "skill_level": "Skill Level",
        "skill_level_description": "Skill Level Description",
    },
    filled=("family", "role"),
)
LEVELS = {"Awareness": 1, "Working": 2, "Practitioner": 3, "Expert": 4}


def read(tables, rows):
    """Take in families, roles at large and their levels, from the rows of the table."""
    release = tables.release
    families, levels, descriptions = {}, {}, {}
    for row in rows:
        # A role has one family, one that a row disagrees on the first by ABC.
        role, level = row.role, said(row.level)
        families[role] = min(row.family, families.get(role, row.family))
        levels.setdefault(role, set()).update(filter(None, [level]))
        _describe(descriptions, role, row.role_description)
        if level:
            _describe(descriptions, identifier_of(role, level), row.level_description)
    for position, family in enumerate(sorted(set(families.values())), start=1):
        release.add(Family(family, family, position=position))
    divisions = {role: divided(text) for role, text in descriptions.items()}
    for role in sorted(families):
        _add_role(release, role, families[role], levels[role], divisions)
    _add_duties(release, divisions)


def identifier_of(role, level):
    """Return what names a level of a role, or the role at large."""
    return f"{role} / {level}" if level else role


def _describe(descriptions, role, text):
    """Keep the first description of a role by ABC, whatever the order of rows."""
    text, kept = said(text), descriptions.get(role, "")
    descriptions[role] = min(text, kept) if text and kept else text or kept


def _add_role(release, role, family, levels, divisions):
    seniority = None if levels else seniority_of(role)
    release.add(Role(role, role, family, divisions[role].prose, seniority))
    rungs = ladder_of(role, levels)
    for rung in rungs:
        level = identifier_of(role, rung.level)
        release.add(Role(level, rung.level, family, divisions[level].prose, rung.seniority, role, rung.rank))
    for origin, target, kind in steps(rungs):
        release.add(Step(identifier_of(role, origin), identifier_of(role, target), kind))


def _add_duties(release, divisions):
    """Take in the bullets: one kind of work for each text, whatever its case, named by it."""
    titles = {}
    for role in sorted(divisions):
        works = {}
        for text in divisions[role].bullets:
            work = sha256(text.casefold().encode()).hexdigest()[:16]
            titles[work] = min(text, titles.get(work, text))
            works.setdefault(work, len(works) + 1)
        for work, position in works.items():
            release.add(Task(role, work, position=position))
    for work, title in sorted(titles.items()):
        release.add(Work(work, title))


def read_requirements(tables, rows, skills):
    """Take in which skill each level asks for, and how well; a role without levels asks for it at no level."""
    asked, repeated = {}, 0
    for row in rows:
        if row.skill not in skills:
            tables.reject(ROLES, row.line, "Has no Skill Name.")
            continue
        key = (identifier_of(row.role, said(row.level)), row.skill)
        level = said(row.skill_level)
        if level and level not in LEVELS:
            tables.reject(ROLES, row.line, f"Skill Level {level} is unknown.")
        elif key not in asked:
            asked[key] = level
        elif asked[key] == level:
            repeated += 1
        else:
            tables.reject(ROLES, row.line, f"{row.skill} is asked for at two levels by {key[0]}.")
    for key, level in asked.items():
        tables.release.add(Requirement(*key, "essential", LEVELS.get(level), native_level=level))
    if repeated:
        tables.release.notes.append(f"roles: {repeated} rows that say again what another says were passed over.")


def one_line_names(row):
    """Return a row with its names in one line each."""
    names = ("family", "role", "level", "skill", "skill_level")
    return row._replace(**{name: one_line(getattr(row, name)) for name in names})
