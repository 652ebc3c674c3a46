"""How marks meet every role at once: who asks for what, packed, in memory until the content changes."""

from array import array
from collections import Counter, defaultdict
from functools import reduce
from heapq import nlargest
from operator import or_
from typing import NamedTuple

from django.db.models import Q

from roles.models import Role, SkillRequirement
from roles.role_index import role_index
from roles.role_profile import RoleProfile, published_chain
from roles.statements import load_asks
from sources.kept import Kept
from sources.publication import Status

from .asks import asks_of
from .matching import ESSENTIAL, Marks, Share, Shares, Verdict, Wanted, result_of, standing_of


class Ranked(NamedTuple):
    """A role that asks for something that is marked, and how it is met; role: an `IndexedRole`."""

    role: NamedTuple
    shares: Shares


class FitIndex:
    """What all published roles ask for, by skill: {slug: {(is essential, level or 0): places of roles}}.

    A role is known by its place in the index of roles. Choices are kept whole, since their members count together.
    """

    def __init__(self, roles):
        self.roles = roles
        self._asking = defaultdict(lambda: defaultdict(lambda: array("I")))
        self._choices = []
        self._choices_of = defaultdict(list)
        self._counts = {True: Counter(), False: Counter()}

    def add_skill(self, place, slug, need, level):
        is_essential = need == ESSENTIAL
        self._asking[slug][is_essential, level or 0].append(place)
        self._counts[is_essential][place] += 1

    def add(self, place, ask):
        """Add an Ask of the role at a place."""
        if not ask.is_choice:
            [wanted] = ask.members
            self.add_skill(place, wanted.code, ask.need, wanted.level)
            return
        for wanted in ask.members:
            self._choices_of[wanted.code].append(len(self._choices))
        self._choices.append((place, ask))
        self._counts[ask.need == ESSENTIAL][place] += 1

    def ranked(self, marks: Marks, most: int, is_wanted=None) -> tuple[list[Ranked], int]:
        """Return the roles that marks meet best, best first, and how many roles ask for anything that is marked.

        is_wanted: tells of an `IndexedRole` whether it is looked for.
        """
        met, near = self._count(marks)
        places = set().union(*met.values(), *near.values())
        if is_wanted:
            places = {place for place in places if is_wanted(self.roles[place])}
        shares = {place: self._shares(place, met, near) for place in places}
        best = nlargest(most, places, key=lambda place: (shares[place].rank, -place))
        return [Ranked(self.roles[place], shares[place]) for place in best], len(places)

    def _count(self, marks):
        """Return {is essential: {place: how many asks}} of what is met, and of what is one level short."""
        found = {verdict: {True: Counter(), False: Counter()} for verdict in Verdict}
        had = {slug: mark for slug, mark in marks.items() if mark}
        for slug in had.keys() & self._asking.keys():
            for (is_essential, level), places in self._asking[slug].items():
                verdict = standing_of(Wanted(slug, level or None), had[slug]).verdict
                found[verdict][is_essential].update(places)
        for number in {number for slug in had for number in self._choices_of.get(slug, ())}:
            place, ask = self._choices[number]
            found[result_of(ask, marks).verdict][ask.need == ESSENTIAL][place] += 1
        return found[Verdict.MET], found[Verdict.NEAR]

    def _shares(self, place, met, near):
        return Shares(*(Share(met[one][place], near[one][place], self._counts[one][place]) for one in (True, False)))


def load_index():
    """Return the FitIndex of the content as it is, in four queries and those of the index of roles."""
    roles = role_index()
    index = FitIndex(roles.roles)
    rows = SkillRequirement.objects.filter(_is_plain("role__"), skill__status=Status.PUBLISHED, is_relevant=True)
    columns = rows.order_by().values_list("role_id", "skill__slug", "need", "level")
    for role, slug, need, level in columns.iterator(10_000):
        if role in roles.place:
            index.add_skill(roles.place[role], slug, need, level)
    for role, asks in _asks_of_others():
        if role.pk in roles.place:
            for ask in asks:
                index.add(roles.place[role.pk], ask)
    return index


def _is_plain(role=""):
    """Return the condition that a role asks for nothing but what its own rows say: it inherits and offers nothing."""
    return Q(**{f"{role}broader__isnull": True, f"{role}choices__isnull": True})


def _asks_of_others():
    """Yield (role, its Asks) of the roles that inherit or offer a choice."""
    others = Role.objects.published().exclude(_is_plain()).select_related("broader__broader").distinct()
    yield from load_asks_of(others)


def load_asks_of(roles):
    """Return [(role, its Asks)] of roles with their broader roles loaded, in two queries."""
    roles = list(roles)
    chains = {role.pk: published_chain(role) for role in roles}
    stated = load_asks([one for chain in chains.values() for one in chain])
    return [
        (role, asks_of(RoleProfile(role, reduce(or_, [stated[one.pk] for one in chains[role.pk]]), {}).asks))
        for role in roles
    ]


_INDEX = Kept(load_index)


def fit_index():
    """Return the FitIndex of the content as it is, in one short query where nothing has changed."""
    return _INDEX.now()
