"""The page on which somebody marks what they can: the skills of one role, most needed first."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from roles.role_profile import RoleProfile
from skills.levels import Level

from .codes import VERSION, write_moment
from .marked import Marked
from .matching import NEEDS, Result, Wanted, fit_of
from .target import Target, ToldSkill

TITLES = {
    "essential": "Essential",
    "desirable": "Desirable",
    "mentioned": "Mentioned",
    None: "Need not stated",
}
TECHNOLOGIES = "Technologies"
# A longer list of what is asked can be searched.
FILTERED_FROM = 15
_PLACES = (*TITLES.values(), TECHNOLOGIES)


class Question(NamedTuple):
    """A skill to be marked; level: what is asked, None where it is not stated. mark: what is marked, if anything."""

    skill: ToldSkill
    level: Level | None
    mark: int | None
    is_changed: bool
    # It stands on the page before: a role may ask for a skill by itself and as one of several.
    is_repeated: bool = False

    @property
    def shown_level(self):
        """The level whose meaning stands there before anything is marked."""
        return self.level or (min(self.skill.texts) if self.skill.texts else None)


class Asked(NamedTuple):
    """What is asked, with its Questions: one, or of a choice one for each member."""

    result: Result
    questions: list[Question]

    @property
    def ask(self):
        return self.result.ask

    @property
    def codes(self):
        """The codes of the skills of which one mark is enough to have an answer."""
        return [question.skill.code for question in self.questions]


def _told_once(asked, seen):
    """Return an Asked with what has been seen before told as repeated; adds its skills to those seen."""
    questions = [question._replace(is_repeated=question.skill.slug in seen) for question in asked.questions]
    seen.update(question.skill.slug for question in questions)
    return asked._replace(questions=questions)


@dataclass(frozen=True)
class Part:
    """What is asked with the same need, of the role itself or (`is_inherited`) of the broader one; all but one fold."""

    title: str
    is_inherited: bool
    asked: list[Asked]
    is_folded: bool

    @property
    def left(self):
        """How many are not marked."""
        return sum(not one.result.is_marked for one in self.asked)


class Marking:
    """The Parts of a Target with somebody's marks."""

    def __init__(self, target: Target, marked: Marked):
        self.target = target
        self.marked = marked
        self.fit = fit_of(sorted(target.asks, key=self._order), marked.marks)

    def _order(self, ask):
        """Choices first, then area by area."""
        first = self.target.skills[ask.members[0].code]
        return not ask.is_choice, first.area.casefold(), ask.name.casefold()

    @cached_property
    def parts(self):
        found = defaultdict(list)
        for result in self.fit.results:
            found[self._place_of(result.ask)].append(self._asked(result))
        seen = set()
        return [
            Part(_PLACES[place], is_inherited, [_told_once(one, seen) for one in asked], is_folded=number > 0)
            for number, ((place, is_inherited), asked) in enumerate(sorted(found.items()))
        ]

    def _place_of(self, ask):
        """Return what sorts the parts: by need, in each what is asked of the role itself first."""
        is_technology = all(self.target.skills[wanted.code].is_technology for wanted in ask.members)
        return _PLACES.index(TECHNOLOGIES if is_technology else TITLES[ask.need]), ask.is_inherited

    def _asked(self, result):
        return Asked(result, [self._question(wanted) for wanted in result.ask.members])

    def _question(self, wanted: Wanted):
        skill = self.target.skills[wanted.code]
        level = None if wanted.level is None else Level(wanted.level)
        return Question(skill, level, self.marked.marks.get(wanted.code), skill.pk in self.marked.changed)

    @property
    def general(self):
        """Whom inherited asks speak of: “backend engineers in general”."""
        return RoleProfile(self.target.role, None, {}).general

    @property
    def count(self):
        """How much is asked."""
        return len(self.fit.results)

    @property
    def marked_count(self):
        return sum(result.is_marked for result in self.fit.results)

    @property
    def essential_count(self):
        return sum(result.ask.need == NEEDS[0] for result in self.fit.results)

    @property
    def hidden_fields(self):
        """[(name, value)] that the form sends along: the version, the time, and the marks of other skills."""
        fields = [("v", VERSION), ("at", write_moment(self.marked.moment)), ("m", self.beside)]
        return [(name, value) for name, value in fields if value]

    @property
    def beside(self):
        return self.marked.beside(self.target.codes)

    @property
    def describes_levels(self):
        """Whether of any skill it is said what its levels mean."""
        return any(skill.is_described for skill in self.target.skills.values())
