"""What somebody's marks come to for one role: what is met, near and missing, the next steps, the closest next role."""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from roles.role_profile import published_chain
from skills.levels import Level

from .before import load_before
from .marked import Marked
from .matching import Result, Standing, Verdict, fit_of
from .plan import next_steps, to_climb
from .ranking import fit_index
from .target import Target, ToldSkill
from .ways import Way, load_ways, routes_into

# So many of the roles that fit best are looked through for the closest.
LOOKED_THROUGH = 12
NOT_YET = "Not yet"
# The heading of what is to be learnt by whoever has not left it out for want of certainty.
IF_NOT_THERE = "If you do not have these yet"
VERDICTS = {Verdict.MET: "met", Verdict.NEAR: "one level short", Verdict.MISSING: "missing"}


class Climb(NamedTuple):
    """A skill to learn: from where to where, what one can do there, and the ways in that are said to give it."""

    skill: ToldSkill
    standing: Standing
    ways: list[Way]
    is_changed: bool

    @property
    def now(self):
        """Where somebody stands, in words."""
        return level_words(self.standing.mark)

    @property
    def goal(self):
        """The Level to reach; None where none is stated."""
        return None if self.standing.wanted.level is None else Level(self.standing.wanted.level)

    @property
    def reach(self):
        """What somebody who is there can do; where no level is stated and none described, nothing is said."""
        if self.goal is None:
            return ""
        return self.skill.text(self.goal)


class Step(NamedTuple):
    """One of the next steps: what is asked, the skills to climb in for it, others that would do, what it opens."""

    result: Result
    climbs: list[Climb]
    alternatives: list[ToldSkill]
    opens: list[str]

    @property
    def ask(self):
        return self.result.ask

    @property
    def verdict(self):
        return self.result.verdict

    @property
    def is_marked(self):
        return self.result.is_marked


def level_words(mark):
    """Return a mark in words: “Working”, “Not yet”, “not marked”."""
    return "not marked" if mark is None else Level(mark).label if mark else NOT_YET


class Outcome:
    """How marks meet a Target; three queries, and for the steps six more, however many there are."""

    def __init__(self, target: Target, marked: Marked):
        self.target = target
        self.marked = marked
        self.fit = fit_of(sorted(target.asks, key=lambda ask: ask.name.casefold()), marked.marks)

    @property
    def title(self):
        return self.target.role.title

    @cached_property
    def steps(self):
        """What is marked and not met, in the order in which to learn it, as Steps."""
        return [step for step in self._all_steps if step.is_marked]

    @cached_property
    def unmarked_steps(self):
        """What is not marked, in the same order, as Steps: for whoever does not have it."""
        return [step for step in self._all_steps if not step.is_marked]

    @property
    def numbered_steps(self):
        """[(number, Step)]: those that are marked, then those that are not, counted through."""
        return list(enumerate((*self.steps, *self.unmarked_steps), 1))

    @property
    def unmarked_in_two(self):
        """The Steps not marked as (what the role needs most, and what that builds on; the rest)."""
        most_needed = self.fit.results[0].ask.need if self.fit.results else None
        last = max((at for at, step in enumerate(self.unmarked_steps, 1) if step.ask.need == most_needed), default=0)
        return self.unmarked_steps[:last], self.unmarked_steps[last:]

    @cached_property
    def _all_steps(self):
        results = next_steps(self.fit, self._before)
        climbing = [self.target.skills[one.wanted.code] for result in results for one in to_climb(result)]
        ways = load_ways(climbing)
        return [self._step(result, ways) for result in results]

    def _step(self, result, ways):
        climbs = [self._climb(standing, ways) for standing in to_climb(result)]
        others = [self.target.skills[one.wanted.code] for one in result.standings[result.ask.suffice :]]
        own = {climb.skill.slug for climb in climbs}
        opened = set().union(*(self._opened_by[slug] for slug in own)) - own
        return Step(result, climbs, others, sorted((self._names_ahead[slug] for slug in opened), key=str.casefold))

    @cached_property
    def _before(self):
        return load_before(list(self._names_ahead))

    @cached_property
    def _opened_by(self):
        """{slug: slugs of what is to be learnt after it}."""
        opened = defaultdict(set)
        for slug in self._names_ahead:
            for first in self._before.get(slug, ()):
                opened[first].add(slug)
        return opened

    @cached_property
    def _names_ahead(self):
        """{slug: name} of the skills that are to be learnt."""
        ahead = (one.wanted for result in self.fit.results for one in to_climb(result))
        return {wanted.code: wanted.name for wanted in ahead}

    def _climb(self, standing, ways):
        skill = self.target.skills[standing.wanted.code]
        return Climb(skill, standing, ways.get(skill.slug, []), skill.pk in self.marked.changed)

    @property
    def without_level(self):
        """How many of what is met is asked at no stated level."""
        return sum(not result.is_level_stated for result in self.fit.met)

    @property
    def tally(self):
        """[(Verdict, its words, how many of what is marked)], best first."""
        marked = [result.verdict for result in self.fit.results if result.is_marked]
        return [(verdict, said, marked.count(verdict)) for verdict, said in VERDICTS.items()]

    @cached_property
    def routes(self):
        """Ways into the role as a whole."""
        return routes_into(self.target.role)

    @cached_property
    def closest(self):
        """The Ranked role of the same collection that fits best of those that do not fit yet; None without any.

        The broader role is no next one.
        """
        if not self.marked.has_any:
            return None
        collection, itself = self.target.role.collection_id, {role.pk for role in published_chain(self.target.role)}
        best, _ = fit_index().ranked(
            self.marked.marks, LOOKED_THROUGH, lambda role: role.collection == collection and role.pk not in itself
        )
        return next((ranked for ranked in best if not ranked.shares.is_fitting), None)
