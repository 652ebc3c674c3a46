"""What of this room has a history, and what its changes say to readers."""

from sources.history.kept import keep
from sources.history.words import line_words, page_words, written_anew
from sources.parameters import whole_number

from .levels import Level
from .models import (
    GlossaryTerm,
    LevelDescriptor,
    RelationKind,
    Skill,
    SkillAlias,
    SkillArea,
    SkillInArea,
    SkillKind,
    SkillRelation,
)

# Kinds of skills whose names are common nouns.
_COMMON = {SkillKind.CONCEPT, SkillKind.PRACTICE, SkillKind.BEHAVIOUR, SkillKind.SKILL, SkillKind.KNOWLEDGE}
LEVELS = {level.value: level.label.lower() for level in Level}


def is_common(skill):
    """Tell whether a sentence writes the name of a skill in lower case: mentoring, but PostgreSQL."""
    return skill is not None and skill.kind in _COMMON


def keep_history():
    keep(SkillArea)
    keep(Skill, words=page_words("name", texts={"description": "description"}))
    keep(SkillInArea, subject="skill", name="area__name")
    keep(SkillAlias, subject="skill", name="name", words=alias_words)
    keep(LevelDescriptor, subject="skill", name="level", words=descriptor_words)
    keep(
        SkillRelation,
        subject="origin",
        name="target__name",
        public_with=("target",),
        is_common=lambda relation, resolve: is_common(resolve(relation, "target")),
        words=relation_words,
    )
    keep(GlossaryTerm, words=page_words("term", texts={"definition": "definition"}, added="added to the glossary"))


def alias_words(row):
    """Another name is found but not shown where it is hidden."""
    if not (row.old("is_hidden") or row.new("is_hidden")):
        yield from line_words("the other name “{}”", texts=["name"])(row)


def descriptor_words(row):
    if "text" in row:
        yield written_anew(row, "text", f"meaning of {LEVELS.get(whole_number(row.name), row.name)} level")


def relation_words(row):
    kinds = dict(RelationKind.choices)
    if row.is_gone:
        yield f"no longer {kinds.get(row.old('kind'), 'goes with')} {row.spoken}"
    elif "kind" in row:
        yield f"now {kinds.get(row.new('kind'), 'goes with')} {row.spoken}"
