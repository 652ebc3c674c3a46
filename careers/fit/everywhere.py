"""How marks meet all roles: those that fit, the closest next one, and why."""

from functools import cached_property
from typing import NamedTuple

from roles.models import Role
from sources.addresses import address
from sources.library import collections

from .marked import Marked
from .matching import ESSENTIAL, Fit, Verdict, fit_of
from .ranking import fit_index, load_asks_of

MOST_RANKED = 20
# So many skills are named as reasons.
MOST_REASONS = 4


class Candidate(NamedTuple):
    """A role, how marks meet it, and where its plan is."""

    role: Role
    fit: Fit
    address: str

    @property
    def had(self):
        """Names of what is met, essentials first, and how many more there are."""
        return _named(self.fit.met)

    @property
    def lacking(self):
        """The same of the essentials that are not met; of a role without any, of all that is not."""
        results = [result for result in self.fit.results if result.verdict is not Verdict.MET]
        essential = [result for result in results if result.ask.need == ESSENTIAL]
        return _named(sorted(essential or results, key=lambda result: result.short))


def _named(results):
    names = [result.ask.name for result in results[:MOST_REASONS]]
    return names, len(results) - len(names)


class Everywhere:
    """The roles that marks meet best; two queries beside the index. collection: the slug of one, empty for all."""

    def __init__(self, marked: Marked, collection=""):
        self.marked = marked
        self.index = fit_index()
        self.collections = {slug: row.short_name for slug, row in collections().items()}
        self.collection = collection if collection in self.collections else ""
        is_wanted = (lambda role: role.collection == self.collection) if self.collection else None
        self._best, self.count = self.index.ranked(marked.marks, MOST_RANKED, is_wanted)

    @cached_property
    def candidates(self):
        """The best Candidates, best first."""
        pks = [ranked.role.pk for ranked in self._best]
        rows = Role.objects.published().filter(pk__in=pks).select_related("family", "collection", "broader__broader")
        found = {role.pk: (role, asks) for role, asks in load_asks_of(rows)}
        return [self._candidate(*found[pk]) for pk in pks if pk in found]

    def _candidate(self, role, asks):
        fit = fit_of(sorted(asks, key=lambda ask: ask.name.casefold()), self.marked.marks)
        return Candidate(role, fit, self.marked.on(address("fit:plan", role.slug)))

    @property
    def fitting(self):
        return [candidate for candidate in self.candidates if candidate.fit.is_fitting]

    @cached_property
    def others(self):
        return [candidate for candidate in self.candidates if not candidate.fit.is_fitting]

    @property
    def closest(self):
        """The closest next role: the first that does not fit yet."""
        return next(iter(self.others), None)

    @property
    def left_out(self):
        """How many more roles ask for something that is marked."""
        return self.count - len(self.candidates)
