"""Choosing roles to compare: those chosen, those found, and those worth a look."""

from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Q

from roles.models import ProgressionStep, Role

from .addresses import MOST_ROLES, choosing_address, comparison_address, without

MOST_FOUND = 24
LONGEST_TEXT = 100


class Offer(NamedTuple):
    """A role that can be taken, and where taking it leads."""

    role: Role
    address: str


class Chosen(NamedTuple):
    """A role that is chosen, and where giving it up leads."""

    role: Role
    address: str


class Choosing:
    """What the page of choosing shows, from the parameters of its address; four queries at most.

    `role`: slugs of the roles chosen so far, in order. `replace`: the place of the one to be replaced, from 0.
    `q`: words of a title. What is not known is left out and named in `unknown`.
    """

    def __init__(self, parameters, wanted=()):
        slugs = list(dict.fromkeys([*parameters.getlist("role"), *wanted]))
        roles = {role.slug: role for role in Role.objects.published().filter(slug__in=slugs[:100])}
        self.unknown = [slug for slug in slugs if slug not in roles]
        known = [slug for slug in slugs if slug in roles]
        self.roles = [roles[slug] for slug in known[:MOST_ROLES]]
        self.left_out = [roles[slug] for slug in known[MOST_ROLES:]]
        self.text = parameters.get("q", "").replace("\0", "")[:LONGEST_TEXT].strip()
        self._replaced = _place(parameters.get("replace"), len(self.roles))

    @property
    def slugs(self):
        return [role.slug for role in self.roles]

    @property
    def replaced(self):
        """The role to be replaced, if one is."""
        return None if self._replaced is None else self.roles[self._replaced]

    @property
    def is_full(self):
        return self.replaced is None and len(self.roles) >= MOST_ROLES

    @property
    def parameters(self):
        """[(name, value)] that a search for other words keeps."""
        kept = [("role", slug) for slug in self.slugs]
        return kept if self._replaced is None else [*kept, ("replace", self._replaced)]

    @property
    def chosen(self):
        return [Chosen(role, choosing_address(without(self.slugs, place))) for place, role in enumerate(self.roles)]

    @property
    def address(self):
        """Where the roles chosen so far are compared; empty for fewer than two."""
        return comparison_address(self.slugs) if len(self.roles) > 1 else ""

    @cached_property
    def found(self):
        """Offers of the roles with all these words in a title; of all roles where there are no words."""
        rows = Role.objects.published().exclude(pk__in=[role.pk for role in self.roles]).select_related("family")
        for word in self.text.split():
            rows = rows.filter(Q(title__icontains=word) | Q(aliases__name__icontains=word))
        return [self._offer(role) for role in rows.distinct()[:MOST_FOUND]]

    def _offer(self, role):
        slugs = self.slugs
        place = len(slugs) if self._replaced is None else self._replaced
        return Offer(role, comparison_address([*slugs[:place], role.slug, *slugs[place + 1 :]]))

    @cached_property
    def suggestions(self):
        """Pairs worth comparing, as ((first, second), address): the steps of careers, promotions first."""
        steps = list(ProgressionStep.objects.published().select_related("origin", "target"))
        if self.roles:
            near = {role.pk for role in self.roles}
            steps = [step for step in steps if near & {step.origin_id, step.target_id}]
        steps.sort(key=lambda step: (step.kind != "promotion", step.origin.seniority or 0, step.origin.title))
        pairs = [(step.origin, step.target) for step in steps if not step.origin.known_only_by_relation]
        return [(pair, comparison_address(list(map(attrgetter("slug"), pair)))) for pair in pairs[:MOST_ROLES]]


def _place(text, count):
    """Return the place that a parameter names among so many; None where it names none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 and int(text) < count else None
