"""What the page of the ways from one role to another shows."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from careers.comparison.addresses import comparison_address
from careers.comparison.brief import differences_in_words
from careers.comparison.difference import NO_CHANGE
from careers.comparison.wording import way as between
from roles.models import Role
from roles.statements import MOST_ROLES

from .steps import TracedStep, count_documents, load_steps, traced
from .ways import nearest, ways


@dataclass(frozen=True)
class Way:
    """One way: its steps, and all that changes on it."""

    steps: list[TracedStep]

    @property
    def roles(self):
        return [self.steps[0].step.origin, *(one.step.target for one in self.steps)]

    @property
    def tally(self):
        """The sum of what changes at each step: what rises twice counts twice."""
        return sum((one.brief.tally for one in self.steps), NO_CHANGE)

    @property
    def sum_in_words(self):
        return differences_in_words(self.tally)

    @property
    def comparison(self):
        """The address of the comparison of its roles side by side; of its ends where it has too many."""
        slugs = [role.slug for role in self.roles]
        return comparison_address(slugs if len(slugs) <= MOST_ROLES else [slugs[0], slugs[-1]])


class WayPage:
    """The ways from one published role to another, shortest first; or what is near where there is none.

    At most nine queries, however long the ways.
    """

    def __init__(self, start: Role, goal: Role):
        self.start, self.goal = start, goal
        self._steps = {(step.origin_id, step.target_id): step for step in load_steps()}
        self.of = count_documents()
        self._found = ways(self._steps, start.pk, goal.pk)

    @cached_property
    def ways(self):
        pairs = dict.fromkeys(pair for way in self._found for pair in pairwise(way))
        told = {(one.step.origin_id, one.step.target_id): one for one in traced([self._steps[pair] for pair in pairs])}
        return [Way([told[pair] for pair in pairwise(way)]) for way in self._found]

    @property
    def heading(self):
        return between(self.start.title, self.goal.title)

    @property
    def comparison(self):
        return comparison_address([self.start.slug, self.goal.slug])

    @cached_property
    def nearest(self):
        """(roles within reach that come near the goal, roles that lead to the goal), where there is no way."""
        roles = {role.pk: role for step in self._steps.values() for role in (step.origin, step.target)}
        found = nearest(self._steps, self.start.pk, self.goal.pk)
        return [roles[pk] for pk in found.onward], [roles[pk] for pk in found.inward]

    @property
    def leads_back(self):
        """Whether there is a way from the goal to the start."""
        return bool(ways(self._steps, self.goal.pk, self.start.pk, most=1))
