"""Roles that ask for the same skills."""

from typing import NamedTuple

from sources.fixed_query import FixedQuery

from .models import DEEPEST_CHAIN, Role

MOST = 6


class Sharing(NamedTuple):
    """Another role, and the names of the skills it shares, in their order."""

    role: Role
    skills: list[str]


def roles_that_share(profile):
    """Return the Sharings of the roles that share most skills with a RoleProfile, most first; one query.

    Skills that a role asks for only as one of several count, too.
    """
    own = profile.skills
    chain = [role.pk for role in profile.chain]
    found = [_sharing(role, own) for role in _SHARING.rows(*chain, *chain[:1] * (DEEPEST_CHAIN + 1 - len(chain)))]
    sharing = [one for one in found if one.skills and one.role.pk != profile.role.pk]
    return sorted(sharing, key=lambda one: (-len(one.skills), one.role.title))[:MOST]


def _sharing(role, own):
    ids = map(int, role.shared_skills.split(",")) if role.shared_skills else ()
    return Sharing(role, sorted((own[pk] for pk in ids if pk in own), key=str.casefold))


def _with_shared(*chain):
    described = Role.objects.published().filter(known_only_by_relation=False)
    return described.with_shared_skills(chain).order_by()


_SHARING = FixedQuery(_with_shared, *range(-101, -102 - DEEPEST_CHAIN, -1))
