"""The interview sheet of a role: each skill that is a must, and what good looks like at the level asked for."""

from typing import NamedTuple

from roles.models import Need
from skills.levels import Level

from .description import alternatives
from .offer import Option, offer_of
from .role import load_descriptors

MOST_ASKED = 60
SCORES = ("Not shown", "Below the level", "At the level", "Above the level")
HEADINGS = ("Skill", "Level asked for", "What good looks like", "One level below", "One level above", "Score", "Notes")
NOT_STATED = "not stated"


class Criterion(NamedTuple):
    """A skill to ask about. Of a level: [(name of the skill, what somebody can do)], for a choice of its members;
    empty where nothing is stated."""

    option: Option
    good: list[tuple[str, str]]
    below: list[tuple[str, str]]
    above: list[tuple[str, str]]

    @property
    def level_words(self):
        return self.option.level.label if self.option.level else NOT_STATED

    @property
    def meaning(self):
        """What the level asked for means of any skill; empty where none is stated."""
        return self.option.level.meaning if self.option.level else ""

    @property
    def alternatives(self):
        return alternatives(self.option) if self.option.members else ""


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
    if not option.level:
        return Criterion(option, [], [], [])
    named = [(row.skill_name, row.skill_id) for row in option.members] or [("", option.statement.skill_id)]
    levels = (option.level, option.level - 1, option.level + 1)
    stated = ([(name, texts.get((skill, level))) for name, skill in named] for level in levels)
    return Criterion(option, *([(name, text) for name, text in found if text] for found in stated))


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
        of_any = f"{NOT_STATED}; of any skill at this level: {criterion.meaning}" if criterion.meaning else NOT_STATED
        texts = (
            _said(criterion.good) or of_any,
            *(_said(one) or NOT_STATED for one in (criterion.below, criterion.above)),
        )
        yield (name, criterion.level_words, *texts, "", "")


def _said(stated):
    return "; ".join(f"{name}: {text}" if name else text for name, text in stated)
