"""Roles that ask for the same skills."""

from typing import NamedTuple

from sources.addresses import address
from sources.bitsets import by_count, numbers
from sources.traces import answer_of

from .role_index import role_index

MOST = 6


class Sharing(NamedTuple):
    """Another role, and the names of the skills that it shares, in their order."""

    slug: str
    title: str
    skills: list[str]

    def get_absolute_url(self):
        return address("roles:role", self.slug)


def roles_that_share(profile):
    """Return the Sharings of the published roles of its collection that share most skills with a RoleProfile.

    Most first; one query. Skills count that both ask for by themselves, be it by what they inherit; members of
    choices do not.
    """
    return answer_of(_sharings, profile.role.pk, profile.role.collection_id, tuple(profile.skills))


def _sharings(pk, collection, skills):
    index = role_index()
    skills = [index.by_pk[skill] for skill in skills if skill in index.by_pk]
    others = index.collections.get(collection, 0)
    if pk in index.place:
        others &= ~(1 << index.place[pk])
    nearest = []
    for places in by_count([skill.alone for skill in skills], others):
        nearest += sorted(numbers(places), key=lambda place: (index.roles[place].title.casefold(), place))
        if len(nearest) >= MOST:
            break
    return [_sharing(index.roles[place], skills, place) for place in nearest[:MOST]]


def _sharing(role, skills, place):
    shared = (skill.name for skill in skills if skill.alone >> place & 1)
    return Sharing(role.slug, role.title, sorted(shared, key=str.casefold))
