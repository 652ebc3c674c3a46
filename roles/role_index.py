"""The published roles by what lists narrow them by, in memory: rebuilt when the content changes, never queried.

A role is known by its place in the order of lists; a set of roles is a bitset (`sources.bitsets`), so that to count
the roles of a choice takes a microsecond, however many there are.
"""

from collections import Counter
from functools import cached_property
from heapq import heappush, heapreplace, merge, nlargest, nsmallest
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from sources.addresses import address
from sources.bitsets import flags, numbers
from sources.collection import OWN
from sources.kept import Kept

from .role_index_rows import load

# Of so few roles the skills are counted role by role, of more skill by skill.
FEW = 400


class IndexedSkill(NamedTuple):
    """A skill that roles ask for.

    roles: those that ask for it, and of them, alone: those that ask for it by itself, not as one of several.
    levels: {level: the roles that ask for it at exactly this level}. rank: most asked for first, then by how many
    documents say so, then by name.
    """

    pk: int
    slug: str
    name: str
    roles: int
    alone: int
    levels: dict[int, int]
    rank: tuple

    @property
    def role_count(self):
        return -self.rank[0]

    @property
    def document_count(self):
        return -self.rank[1]

    @property
    def folded_name(self):
        return self.rank[2]

    def get_absolute_url(self):
        return address("skills:skill", self.slug)

    def at_least(self, level):
        """Return the roles that ask for it at a level or above."""
        return sum(roles for one, roles in self.levels.items() if one >= level)


class RoleIndex:
    """What `load` found, with what lists ask of it."""

    def __init__(self, rows):
        self.roles = rows.roles
        self.place = {role.pk: place for place, role in enumerate(rows.roles)}
        self.collections = rows.collections
        self.collection_names = rows.collection_names
        self.families = rows.families
        self.seniorities = rows.seniorities
        self.knowledge = rows.knowledge
        self.routes = rows.routes
        self.route_names = rows.route_names
        ranked = sorted(map(IndexedSkill._make, rows.skills), key=attrgetter("rank"))
        self.skills = {skill.slug: skill for skill in ranked}
        self.by_pk = {skill.pk: skill for skill in ranked}
        self._skills_of = rows.skills_of
        self.duty_counts = rows.duty_counts

    @cached_property
    def labels(self):
        """{facet: {value: what it is called}} of those facets whose values are content."""
        return {
            "collection": {slug: self.collection_names[slug] for slug in self.collections},
            "family": {slug: family.name for slug, family in self.families.entries.items()},
            "skill": {slug: skill.name for slug, skill in self.skills.items()},
            "education": self.route_names,
        }

    @property
    def default_collections(self):
        """The site's own collection; where it has no roles, all."""
        return [OWN] if OWN in self.collections else list(self.collections)

    def collections_asking_for(self, slug):
        """Return the collections that a skill is looked for in: the site's own, or else all whose roles ask for it."""
        asking = [one for one, roles in self.collections.items() if roles & self.skills[slug].roles]
        return asking[:1] if OWN in asking else asking

    def skill_count(self, place):
        return len(self._skills_of[place])

    @cached_property
    def _ranked(self):
        """{collection: the skills that its roles ask for, by their rank}."""
        return {
            collection: [skill for skill in self.skills.values() if skill.roles & roles]
            for collection, roles in self.collections.items()
        }

    def skills_of(self, collections):
        """Yield the skills that the roles of some collections ask for, each once, by their rank."""
        before = None
        for skill in merge(*(self._ranked.get(one, ()) for one in collections), key=attrgetter("rank")):
            if skill is not before:
                yield skill
            before = skill

    def most_documented(self, most):
        """Return the skills of the site's own roles for which most documents say so."""
        by_documents = sorted(self.skills_of([OWN]), key=lambda skill: (skill.rank[1], skill.rank[2:]))
        return by_documents[:most]

    def is_skill_count_above(self, most, collections):
        """Tell whether the roles of some collections ask for more skills than so many."""
        return any(place >= most for place, _ in enumerate(self.skills_of(collections)))

    def most_asked(self, roles, collections, most):
        """Return [(skill, how many)] of the skills that most of some roles, of these collections, ask for."""
        if roles.bit_count() <= FEW:
            counts = self._counts_by_role(roles, most)
        else:
            counts = self._counts(roles, collections, most)
        return nsmallest(most, counts, key=lambda counted: (-counted[1], counted[0].rank[1:]))

    def _counts_by_role(self, roles, most):
        counts = Counter(chain.from_iterable(self._skills_of[place] for place in numbers(roles)))
        least = min(nlargest(most, counts.values()), default=0)
        return [(self.by_pk[pk], count) for pk, count in counts.items() if count >= least]

    def _counts(self, roles, collections, most):
        """Count until no other skill can be asked for as much, since fewer roles than that ask for it at all."""
        counted, best = [], []
        for skill in self.skills_of(collections):
            if len(best) == most and skill.role_count < best[0]:
                break
            count = (skill.roles & roles).bit_count()
            if len(best) < most:
                heappush(best, count)
            elif count > best[0]:
                heapreplace(best, count)
            if count and count >= best[0]:
                counted.append((skill, count))
        return counted

    @cached_property
    def _orders(self):
        places = range(len(self.roles))
        title = {place: (self.roles[place].title.casefold(), place) for place in places}
        return {
            "": list(places),
            "title": sorted(places, key=title.get),
            "-skills": sorted(places, key=lambda place: (-self.skill_count(place), *title[place])),
        }

    def in_order(self, roles, sort=""):
        """Return the places of some roles, in one of the orders of lists."""
        if not sort:
            return numbers(roles)
        is_in = flags(roles, len(self.roles))
        return [place for place in self._orders[sort] if is_in[place]]


def _build():
    return RoleIndex(load())


_INDEX = Kept(_build)


def role_index():
    """Return the RoleIndex of the content as it is, in one short query where nothing has changed."""
    return _INDEX.now()
