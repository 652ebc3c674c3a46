"""The tables of skills."""

from .columns import ADDRESS, COLLECTED, LEVEL, PROVENANCE, RESTS_ON, text
from .table import Table, main_table

_SKILL = (
    text("skill", "The skill: the last part of its address."),
    text("skill_name", "What the skill is called."),
    *COLLECTED,
)
_OF_SKILL = {"skill": "id", "skill_name": "name"}
_OF_BOTH = {"collection": "collection", "collection_name": "collection_name"}


def _of_skill(name, title, part, *own_columns, key):
    return Table(name, title, "skill", part, _OF_SKILL | _OF_BOTH, _SKILL, own_columns, ("skill", *key))


TABLES = [
    main_table(
        "skills",
        "Skills",
        "skill",
        ADDRESS,
        text("name", "What it is called."),
        *PROVENANCE,
        text("skill_kind", "language, framework, tool, practice, behaviour, knowledge…"),
        text("area", "The area that it belongs to."),
        text("area_name", "The way to that area from the top down."),
        text("broader", "The skill that it is a part or a kind of."),
        text("broader_name", "What that is called."),
        text("description", "What it is."),
    ),
    _of_skill("skill_names", "Other names of skills", "names", text("name", "The other name."), key=("name",)),
    _of_skill(
        "skill_areas",
        "Areas that skills belong to beside their own",
        "further_areas",
        text("area", "The further area."),
        text("area_name", "The way to it from the top down."),
        key=("area",),
    ),
    _of_skill(
        "skill_levels",
        "What somebody at one level of one skill can do",
        "levels",
        *LEVEL,
        text("text", "Goes on from “You can…”."),
        text("native_level", "Where it stands on the framework's own scale."),
        *RESTS_ON,
        key=("level",),
    ),
    _of_skill(
        "skill_relations",
        "Which skills go together, build on each other, or are alike across collections",
        "relations",
        text("relation", "related, builds-on, broader; between collections exact, close, broad-match, narrow-match."),
        text("target", "The other skill."),
        text("target_name", "What that is called."),
        *RESTS_ON,
        key=("relation", "target"),
    ),
]
