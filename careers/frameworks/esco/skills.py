"""Skills and knowledge, and the groups that they stand in."""

from careers.frameworks.content import Area, InArea, Skill, SkillLink, SkillName, Unsaid
from careers.frameworks.tables import Table
from careers.frameworks.texts import one_line

from .occupations import names_of

GROUPS = Table(
    ("skillGroups_en",),
    {"uri": "conceptUri", "name": "preferredLabel", "description": "description"},
    newer={"code": "code"},
    filled=("uri", "name"),
    gives={"code": (Unsaid(Area, ("position",)),)},
)
SKILLS = Table(
    ("skills_en",),
    {
        "uri": "conceptUri",
        "type": "skillType",
        "name": "preferredLabel",
        "names": "altLabels",
        "description": "description",
    },
    newer={"hidden_names": "hiddenLabels"},
    filled=("uri", "name"),
    gives={"hidden_names": (Unsaid(SkillName),)},
)
BROADER = Table(
    ("broaderRelationsSkillPillar",), {"uri": "conceptUri", "broader": "broaderUri"}, filled=("uri", "broader")
)
TABLES = (GROUPS, SKILLS, BROADER)

KINDS = {"skill/competence": "skill", "knowledge": "knowledge", "": ""}


def read(tables):
    """Take in groups and skills; return the skills' addresses."""
    groups = _read_once(tables, GROUPS)
    skills = _read_once(tables, SKILLS)
    broader = _read_broader(tables, groups.keys() | skills.keys())
    _add_groups(tables.release, groups, broader)
    areas = _areas_of(skills, groups, broader)
    taken = _with_area(tables, skills, areas)
    for row in taken.values():
        _add_skill(tables.release, row, areas[row.uri], [uri for uri in broader.get(row.uri, ()) if uri in taken])
    return taken.keys()


def _read_once(tables, table):
    rows = {}
    for row in tables.rows(table):
        if row.uri in rows:
            tables.reject(table, row.line, f"{row.uri} stands there twice.")
        elif table is SKILLS and row.type not in KINDS:
            tables.reject(table, row.line, f"skillType {row.type} is unknown.")
        else:
            rows[row.uri] = row
    return rows


def _read_broader(tables, known):
    """Return {skill or group: those that it is part of, in a fixed order}."""
    broader = {}
    for row in tables.known_rows(BROADER, uri=known, broader=known):
        if row.uri == row.broader:
            tables.reject(BROADER, row.line, f"{row.uri} leads to itself.")
        else:
            broader.setdefault(row.uri, set()).add(row.broader)
    return {uri: sorted(uris) for uri, uris in broader.items()}


def _add_groups(release, groups, broader):
    ordered = sorted(groups.values(), key=lambda row: (row.code or row.uri.rpartition("/")[2], row.uri))
    for position, row in enumerate(ordered, start=1):
        part_of = next((uri for uri in broader.get(row.uri, ()) if uri in groups), None)
        release.add(Area(row.uri, one_line(row.name), row.description, part_of, position))


def _areas_of(skills, groups, broader):
    """Return {skill: its groups}: those it stands in itself, else those of the nearest skill it is part of."""
    areas = {}
    for skill in skills:
        near, seen = [skill], {skill}
        while near:
            above = [uri for part in near for uri in broader.get(part, ())]
            if found := [uri for uri in above if uri in groups]:
                areas[skill] = list(dict.fromkeys(sorted(found)))
                break
            near = [uri for uri in dict.fromkeys(above) if not (uri in seen or seen.add(uri))]
    return areas


def _with_area(tables, skills, areas):
    """Return the skills that stand in a group, however far up; reject the others."""
    for row in skills.values():
        if row.uri not in areas:
            tables.reject(SKILLS, row.line, f"{row.uri} is in no group of skills.")
    return {uri: row for uri, row in skills.items() if uri in areas}


def _add_skill(release, row, areas, broader):
    name = one_line(row.name)
    first, *others = broader or [None]
    release.add(Skill(row.uri, name, KINDS[row.type], areas[0], first, row.description))
    for area in areas[1:]:
        release.add(InArea(row.uri, area))
    for uri in others:
        release.add(SkillLink(row.uri, uri, "broader"))
    for other, is_hidden in names_of(row, name):
        release.add(SkillName(row.uri, other, is_hidden))
