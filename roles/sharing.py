"""Roles that ask for the same skills."""

from typing import NamedTuple

from django.db import connections, router

from sources.addresses import address
from sources.publication import Status

from .models import DEEPEST_CHAIN, Role, SkillRequirement

MOST = 6


class Sharing(NamedTuple):
    """Another role, and the names of the skills that it shares, in their order."""

    slug: str
    title: str
    skills: list[str]

    def get_absolute_url(self):
        return address("roles:role", self.slug)


def roles_that_share(profile):
    """Return the Sharings of the published roles that share most skills with a RoleProfile, most first; one query.

    Skills count that both ask for by themselves, be it by what they inherit; members of choices do not.
    """
    chain = [role.pk for role in profile.chain]
    given = chain + chain[:1] * (DEEPEST_CHAIN + 1 - len(chain))
    with connections[router.db_for_read(Role)].cursor() as cursor:
        cursor.execute(_SHARING[cursor.db.vendor], [*given, profile.role.pk])
        return [_sharing(profile, *columns) for columns in cursor.fetchall()]


def _sharing(profile, slug, title, ids):
    names = (profile.skills.get(int(pk)) for pk in ids.split(","))
    return Sharing(slug, title, sorted(filter(None, names), key=str.casefold))


# Put together here, from the skills to the roles that state them and on to those that inherit from these: the ORM
# only goes the other way, through every role.
_ROLE, _REQUIREMENT = Role._meta.db_table, SkillRequirement._meta.db_table
_PUBLISHED = f"status = '{Status.PUBLISHED}'"
_SHARED = f"""
    SELECT role.slug, role.title, {{ids}}
    FROM (SELECT DISTINCT skill_id FROM {_REQUIREMENT}
        WHERE role_id IN (%s{", %s" * DEEPEST_CHAIN}) AND choice_id IS NULL) own
    JOIN {_REQUIREMENT} other ON other.skill_id = own.skill_id AND other.choice_id IS NULL
    JOIN {_ROLE} stated ON stated.id = other.role_id AND stated.{_PUBLISHED}
    JOIN {_ROLE} role ON role.id = stated.id OR role.broader_id = stated.id
        OR role.broader_id IN (SELECT id FROM {_ROLE} WHERE broader_id = stated.id AND {_PUBLISHED})
    WHERE role.{_PUBLISHED} AND role.id <> %s
        AND NOT EXISTS (SELECT 1 FROM {_REQUIREMENT} nearer WHERE nearer.skill_id = own.skill_id
            AND nearer.role_id = role.id AND role.id <> stated.id)
        AND NOT EXISTS (SELECT 1 FROM {_REQUIREMENT} nearer WHERE nearer.skill_id = own.skill_id
            AND nearer.role_id = role.broader_id AND stated.id NOT IN (role.id, role.broader_id))
    GROUP BY role.id, role.slug, role.title
    ORDER BY COUNT(*) DESC, role.title
    LIMIT {MOST}"""  # noqa: S608 names of the schema
_SHARING = {
    "sqlite": _SHARED.format(ids="GROUP_CONCAT(own.skill_id)"),
    "postgresql": _SHARED.format(ids="STRING_AGG(own.skill_id::text, ',')"),
}
