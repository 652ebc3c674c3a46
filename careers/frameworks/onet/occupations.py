"""Occupations, their other titles, and which are related."""

import re

from careers.frameworks.content import Family, Role, RoleLink, RoleName, Unsaid
from careers.frameworks.tables import Table
from careers.frameworks.texts import different_names, one_line

OCCUPATIONS = Table(
    ("Occupation Data",),
    {"code": "O*NET-SOC Code", "title": "Title", "description": "Description"},
    filled=("code", "title"),
)
ALTERNATE_TITLES = Table(
    ("Alternate Titles",), {"role": "O*NET-SOC Code", "title": "Alternate Title"}, filled=("role", "title")
)
REPORTED_TITLES = Table(
    ("Sample of Reported Titles",),
    {"role": "O*NET-SOC Code", "title": "Reported Job Title"},
    filled=("role", "title"),
    is_optional=True,
    gives={"": (Unsaid(RoleName),)},
)
RELATED = Table(
    ("Related Occupations",),
    {"role": "O*NET-SOC Code", "related": "Related O*NET-SOC Code"},
    newer={"tier": "Relatedness Tier", "index": "Index"},
    filled=("role", "related"),
    is_optional=True,
    gives={
        "": (Unsaid(RoleLink, holds=lambda key: key[2] == "related"),),
        "tier": (Unsaid(RoleLink, ("tier",)),),
        "index": (Unsaid(RoleLink, ("position",)),),
    },
)
TABLES = (OCCUPATIONS, ALTERNATE_TITLES, REPORTED_TITLES, RELATED)

# The major groups of the Standard Occupational Classification of 2018; no file of O*NET names them.
MAJOR_GROUPS = {
    "11": "Management Occupations",
    "13": "Business and Financial Operations Occupations",
    "15": "Computer and Mathematical Occupations",
    "17": "Architecture and Engineering Occupations",
    "19": "Life, Physical, and Social Science Occupations",
    "21": "Community and Social Service Occupations",
    "23": "Legal Occupations",
    "25": "Educational Instruction and Library Occupations",
    "27": "Arts, Design, Entertainment, Sports, and Media Occupations",
    "29": "Healthcare Practitioners and Technical Occupations",
    "31": "Healthcare Support Occupations",
    "33": "Protective Service Occupations",
    "35": "Food Preparation and Serving Related Occupations",
    "37": "Building and Grounds Cleaning and Maintenance Occupations",
    "39": "Personal Care and Service Occupations",
    "41": "Sales and Related Occupations",
    "43": "Office and Administrative Support Occupations",
    "45": "Farming, Fishing, and Forestry Occupations",
    "47": "Construction and Extraction Occupations",
    "49": "Installation, Maintenance, and Repair Occupations",
    "51": "Production Occupations",
    "53": "Transportation and Material Moving Occupations",
    "55": "Military Specific Occupations",
}


def read(tables, zones):
    """Take in families and occupations with their names and links; return the occupations' codes.

    zones: {code of an occupation: its job zone}.
    """
    for position, (group, name) in enumerate(MAJOR_GROUPS.items(), start=1):
        tables.release.add(Family(group, name, position=position))
    titles = {}
    for row in tables.rows(OCCUPATIONS):
        if reason := _flaw(row, titles):
            tables.reject(OCCUPATIONS, row.line, reason)
            continue
        titles[row.code] = title = one_line(row.title)
        family, zone = row.code[:2], zones.get(row.code)
        tables.release.add(Role(row.code, title, family, row.description or "", code=row.code, preparation=zone))
    _read_names(tables, titles)
    _link_to_broader(tables, titles)
    _read_related(tables, titles)
    return titles.keys()


def _flaw(row, there):
    if not re.fullmatch(r"\d\d-\d{4}\.\d\d", row.code):
        return f"{row.code} is no O*NET-SOC code."
    if row.code[:2] not in MAJOR_GROUPS:
        return f"{row.code} is in none of the major groups of occupations."
    return f"{row.code} stands there twice." if row.code in there else None


def _read_names(tables, titles):
    names = {}
    for table in (ALTERNATE_TITLES, REPORTED_TITLES):
        for row in tables.known_rows(table, role=titles):
            names.setdefault(row.role, []).append(row.title)
    for role, others in names.items():
        for name in different_names(others, own=titles[role]):
            tables.release.add(RoleName(role, name))


def _link_to_broader(tables, titles):
    for role in titles:
        broader = f"{role[:7]}.00"
        if broader != role and broader in titles:
            tables.release.add(RoleLink(role, broader, "broader"))


def _read_related(tables, titles):
    linked = set()
    for row in tables.known_rows(RELATED, role=titles, related=titles):
        if row.role == row.related or (row.role, row.related) in linked:
            tables.reject(RELATED, row.line, f"{row.related} is {row.role} itself or stands there twice.")
            continue
        linked.add((row.role, row.related))
        position = int(row.index) if (row.index or "").isdecimal() else 0
        tables.release.add(RoleLink(row.role, row.related, "related", row.tier or "", position))
