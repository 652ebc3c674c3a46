"""Occupations and the groups of ISCO that they stand in."""

from careers.frameworks.content import Family, Role, RoleLink, RoleName, Unsaid
from careers.frameworks.tables import Table
from careers.frameworks.texts import different_names, one_line

GROUPS = Table(
    ("ISCOGroups_en",),
    {"uri": "conceptUri", "code": "code", "name": "preferredLabel", "description": "description"},
    filled=("uri", "code", "name"),
)
OCCUPATIONS = Table(
    ("occupations_en",),
    {
        "uri": "conceptUri",
        "group": "iscoGroup",
        "title": "preferredLabel",
        "names": "altLabels",
        "description": "description",
    },
    newer={"hidden_names": "hiddenLabels", "regulation": "regulatedProfessionNote", "code": "code"},
    filled=("uri", "group", "title"),
    gives={
        "hidden_names": (Unsaid(RoleName),),
        "regulation": (Unsaid(Role, ("is_regulated",)),),
        "code": (Unsaid(Role, ("code",)),),
    },
)
BROADER = Table(
    ("broaderRelationsOccPillar",),
    {"uri": "conceptUri", "broader": "broaderUri"},
    filled=("uri", "broader"),
)
TABLES = (GROUPS, OCCUPATIONS, BROADER)

REGULATED = "/regulated"


def read(tables):
    """Take in groups and occupations; return the occupations' addresses."""
    groups = _read_groups(tables)
    roles = _read_roles(tables, {group.code: uri for uri, group in groups.items()})
    linked = _read_broader(tables, groups, roles)
    _add_groups(tables.release, groups, linked)
    return roles


def _read_groups(tables):
    groups, codes = {}, set()
    for row in tables.rows(GROUPS):
        if row.uri in groups or row.code in codes:
            tables.reject(GROUPS, row.line, f"{row.uri} or its code {row.code} stands there twice.")
            continue
        groups[row.uri] = row
        codes.add(row.code)
    return groups


def _add_groups(release, groups, broader):
    # In the order of codes, each group comes after the one that it is part of: 251 after 25.
    ordered = sorted(groups.values(), key=lambda group: group.code)
    for position, group in enumerate(ordered, start=1):
        release.add(Family(group.uri, one_line(group.name), group.description, broader.get(group.uri), position))


def _read_roles(tables, groups_by_code):
    roles = set()
    for row in tables.known_rows(OCCUPATIONS, group=groups_by_code):
        if row.uri in roles:
            tables.reject(OCCUPATIONS, row.line, f"{row.uri} stands there twice.")
            continue
        roles.add(row.uri)
        title = one_line(row.title)
        is_regulated = row.regulation.endswith(REGULATED)
        family = groups_by_code[row.group]
        role = Role(row.uri, title, family, row.description, code=row.code, is_regulated=is_regulated)
        tables.release.add(role)
        for name, is_hidden in names_of(row, title):
            tables.release.add(RoleName(row.uri, name, is_hidden))
    return roles


def names_of(row, own):
    """Yield (other name, whether it is hidden) of an occupation or a skill; one of both kinds is not hidden."""
    shown = different_names(row.names.split("\n"), own)
    yield from ((name, False) for name in shown)
    known = {name.casefold() for name in shown}
    for name in different_names(row.hidden_names.split("\n"), own):
        if name.casefold() not in known:
            yield name, True


def _read_broader(tables, groups, roles):
    """Link occupations to broader ones; return {group: the one that it is part of}."""
    parts, linked = {}, set()
    for row in tables.known_rows(BROADER, uri=groups.keys() | roles, broader=groups.keys() | roles):
        if row.uri == row.broader or (row.uri, row.broader) in linked:
            tables.reject(BROADER, row.line, f"{row.uri} leads to itself or stands there twice.")
            continue
        linked.add((row.uri, row.broader))
        if row.uri in groups and row.broader in groups:
            parts[row.uri] = min(row.broader, parts.get(row.uri, row.broader))
        elif row.uri in roles and row.broader in roles:
            tables.release.add(RoleLink(row.uri, row.broader, "broader"))
    return parts
