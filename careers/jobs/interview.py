"""The interview sheet of a role: each skill that is a must, and what good looks like at the level asked for."""

from typing import NamedTuple

from roles.models import Need
from skills.levels import Level

from .offer import Option, offer_of
from .role import load_descriptors

MOST_ASKED = 60
SCORES = ("Not shown", "Below the level", "At the level", "Above the level")
HEADINGS = ("Skill", "Level asked for", "What good looks like", "One level below", "One level above", "Score", "Notes")
NOT_STATED = "not stated"


class Criterion(NamedTuple):
    """A skill to ask about; texts of levels are empty where none is stated."""

    option: Option
    good: str
    below: str
    above: str

    @property
    def level_words(self):
        return self.option.level.label if self.option.level else NOT_STATED

    @property
    def alternatives(self):
        return ", ".join(row.skill_name for row in self.option.members)


class Interview:
    """The sheet of a JobRole, for the skills named, or else for all that the sources call essential; one query."""

    def __init__(self, job, keys=()):
        self.job = job
        skills = offer_of(job.profile).skills
        named = [option for option in skills if option.key in set(keys)]
        self.unknown = [key for key in dict.fromkeys(keys) if key not in {option.key for option in skills}]
        essential = [one for one in skills if one.need == Need.ESSENTIAL and not one.is_technology]
        self.is_chosen = bool(named)
        asked = named or essential
        self.left_out = max(0, len(asked) - MOST_ASKED)
        self.criteria = _criteria(asked[:MOST_ASKED])


def _criteria(options):
    texts = load_descriptors({skill for option in options for skill in option.skill_ids}) if options else {}
    return [_criterion(option, texts) for option in options]


def _criterion(option, texts):
    if option.members or not option.level:
        return Criterion(option, "", "", "")
    skill, level = option.statement.skill_id, option.level
    return Criterion(option, *(texts.get((skill, one), "") for one in (level, level - 1, level + 1)))


def level_meanings(criteria):
    """Return [(Level, what it means whatever the skill)] of the levels asked for."""
    asked = {criterion.option.level for criterion in criteria}
    return [(level, level.meaning) for level in Level if level in asked]


def rows(interview):
    """Yield the rows of the sheet as a table, the headings first."""
    yield HEADINGS
    for criterion in interview.criteria:
        name = criterion.option.title
        if criterion.alternatives:
            name = f"{name}: {criterion.alternatives}"
        texts = (text or NOT_STATED for text in (criterion.good, criterion.below, criterion.above))
        yield (name, criterion.level_words, *texts, "", "")
