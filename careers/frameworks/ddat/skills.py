"""Skills and what somebody at each level of them can do: skills.csv, beside what roles.csv says of them."""

from careers.frameworks.content import Area, Descriptor, Skill
from careers.frameworks.tables import Table
from careers.frameworks.texts import one_line

from .bullets import in_lines, said
from .roles import LEVELS

SKILLS = Table(
    ("skills", "ddat-skills"),
    {
        "skill": "Skill Name",
        "description": "Skill Description",
        **{level.lower(): level for level in LEVELS},
    },
    newer={"roles": "Roles that require Skill"},
    filled=("skill",),
)
AREA = Area("skills", "Digital and data skills", position=1)


def read(tables, rows):
    """Take in the skills of both tables; return their names."""
    descriptions, said_by_roles, required = {}, {}, set()
    for row in filter(lambda row: row.skill, rows):
        _keep(descriptions, row.skill, row.skill_description)
        _keep(said_by_roles, (row.skill, row.skill_level), row.skill_level_description)
        required.add((row.role, row.skill))
    descriptors, listed, seen = {}, set(), set()
    for row in tables.rows(SKILLS):
        name = one_line(row.skill)
        if name in seen:
            tables.reject(SKILLS, row.line, f"{name} stands there twice.")
            continue
        seen.add(name)
        descriptions[name] = said(row.description) or descriptions.get(name, "")
        descriptors |= {(name, level): getattr(row, level.lower()) for level in LEVELS}
        listed |= {(one_line(role), name) for role in row.roles.split(",") if role.strip()}
    _add(tables.release, descriptions, said_by_roles | {key: text for key, text in descriptors.items() if said(text)})
    _note_differences(tables.release, required, listed)
    return descriptions.keys()


def _keep(texts, key, text):
    """Keep the first text of one thing by ABC, whatever the order of rows."""
    text, kept = said(text), texts.get(key, "")
    texts[key] = min(text, kept) if text and kept else text or kept


def _add(release, descriptions, descriptors):
    release.add(AREA)
    for name, description in sorted(descriptions.items()):
        release.add(Skill(name, name, "skill", AREA.identifier, description=description))
        for level, number in LEVELS.items():
            if text := in_lines(descriptors.get((name, level), "")):
                release.add(Descriptor(name, number, text, level))


def _note_differences(release, required, listed):
    """Say how far the list of roles in skills.csv is from roles.csv, which is right where they differ."""
    only_listed, only_required = len(listed - required), len(required - listed)
    if listed and (only_listed or only_required):
        release.notes.append(
            f"Of the pairs of a role and a skill, {only_required} stand in roles only and {only_listed} in skills "
            "only, which were passed over."
        )
