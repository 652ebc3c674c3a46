"""Roles that ask for the same skills."""

from typing import NamedTuple

from sources.addresses import address
from sources.bitsets import by_count, numbers

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
    index = role_index()
    skills = [index.by_pk[pk].alone for pk in profile.skills if pk in index.by_pk]
    others = index.collections.get(profile.role.collection_id, 0)
    if profile.role.pk in index.place:
        others &= ~(1 << index.place[profile.role.pk])
    nearest = []
    for places in by_count(skills, others):
        nearest += sorted(numbers(places), key=lambda place: (index.roles[place].title.casefold(), place))
        if len(nearest) >= MOST:
            break
    return [_sharing(profile, index, place) for place in nearest[:MOST]]


def _sharing(profile, index, place):
    shared = (pk for pk in profile.skills if pk in index.by_pk and index.by_pk[pk].alone >> place & 1)
    role = index.roles[place]
    return Sharing(role.slug, role.title, sorted((profile.skills[pk] for pk in shared), key=str.casefold))
