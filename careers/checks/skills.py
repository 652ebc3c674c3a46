"""Skills and the levels at which roles ask for them."""

from collections import defaultdict
from itertools import pairwise

from roles.models import Choice, SkillRequirement
from skills.models import Skill
from sources.hierarchy import ancestors

from .findings import doubtful, finding, wrong


@wrong("Levels that go down with seniority", "What a junior has to master a senior masters, too; a note says why not.")
def levels_do_not_go_down(content):
    """The own levels of the levels of one role, for the same skill or choice."""
    ladders = defaultdict(list)
    for row in content.rows[Choice] + content.rows[SkillRequirement]:
        if row.level is not None and row.role.seniority and row.role.broader_id:
            asked = row.slug if isinstance(row, Choice) else row.skill_id
            ladders[type(row), row.role.broader_id, asked].append(row)
    for rows in ladders.values():
        rows.sort(key=lambda row: (row.role.seniority, row.level))
        for lower, higher in pairwise(rows):
            if higher.level < lower.level and not (higher.note or lower.note):
                level = higher.get_level_display()
                below = f"{lower.get_level_display()} of {lower.role.slug}"
                yield finding(higher, f"has level {level}, below {below}: change one or add a note.", lower)


@wrong("Skills without a description", "A published skill says what it is.")
def published_skills_are_described(content):
    for skill in content.rows[Skill]:
        if skill.is_published and not skill.description:
            yield finding(skill, "is published without a description: write one, or make it a draft.")


@doubtful("Skills that no role asks for", "A skill is here for the roles that ask for it, or for one of its kinds.")
def skills_are_asked_for(content):
    by_id = {skill.pk: skill for skill in content.rows[Skill]}
    asked = {by_id[row.skill_id] for row in content.rows[SkillRequirement] if row.skill_id in by_id}
    asked |= {broader for skill in asked for broader in ancestors(skill)}
    for skill in content.rows[Skill]:
        if skill.is_published and skill not in asked:
            yield finding(skill, "is asked for by no role: add it where it is, or retire it.")
