"""Which skills occupations ask for, and which skills go together."""

from careers.frameworks.content import Requirement, SkillLink
from careers.frameworks.tables import Table

REQUIREMENTS = Table(
    ("occupationSkillRelations",),
    {"role": "occupationUri", "relation": "relationType", "skill": "skillUri"},
    filled=("role", "relation", "skill"),
)
LINKS = Table(
    ("skillSkillRelations",),
    {"origin": "originalSkillUri", "relation": "relationType", "target": "relatedSkillUri"},
    filled=("origin", "relation", "target"),
)
TABLES = (REQUIREMENTS, LINKS)

NEEDS = {"essential": "essential", "optional": "desirable"}
LINK_KINDS = {"essential": "builds-on", "optional": "related"}


def read(tables, roles, skills):
    _read_requirements(tables, roles, skills)
    _read_links(tables, skills)


def _read_requirements(tables, roles, skills):
    """Take in what occupations ask for; where a pair is both essential and optional, it is essential."""
    asked = {}
    for row in tables.known_rows(REQUIREMENTS, role=roles, skill=skills, relation=NEEDS):
        pair = (row.role, row.skill)
        if pair in asked:
            tables.reject(REQUIREMENTS, row.line, f"{row.skill} is asked for twice by {row.role}.")
        asked[pair] = min(row.relation, asked.get(pair, row.relation))
    for (role, skill), relation in asked.items():
        tables.release.add(Requirement(role, skill, NEEDS[relation], native_need=relation))


def _read_links(tables, skills):
    """Take in which skill builds on which, and which go together, the latter once for both directions."""
    links = set()
    for row in tables.known_rows(LINKS, origin=skills, target=skills, relation=LINK_KINDS):
        if row.origin == row.target:
            tables.reject(LINKS, row.line, f"{row.origin} leads to itself.")
            continue
        pair = (row.origin, row.target)
        kind = LINK_KINDS[row.relation]
        links.add(SkillLink(*(sorted(pair) if kind == "related" else pair), kind))
    for link in sorted(links):
        tables.release.add(link)
