"""The names that are looked for, by collection; kept in memory until the content changes."""

from functools import cache, partial

from roles.models import Role, RoleAlias
from skills.models import Skill, SkillAlias
from sources.kept import Kept
from sources.publication import Status

from .names import Names


def skill_names(collection):
    """Return the Names of the published skills of a collection; keys are ids."""
    return _kept(_skill_names, collection).now()


def role_names(collection):
    """Return the Names of the published roles of a collection; keys are ids."""
    return _kept(_role_names, collection).now()


@cache
def _kept(build, collection):
    return Kept(partial(build, collection))


def _skill_names(collection):
    """Names before other names, so that a skill that is called so comes first."""
    skills = Skill.objects.published().filter(collection=collection).order_by("pk")
    aliases = SkillAlias.objects.filter(skill__collection=collection, skill__status=Status.PUBLISHED).order_by("pk")
    return Names([*skills.values_list("pk", "name"), *aliases.values_list("skill_id", "name")])


def _role_names(collection):
    roles = Role.objects.published().filter(collection=collection).order_by("pk")
    aliases = RoleAlias.objects.filter(role__collection=collection, role__status=Status.PUBLISHED).order_by("pk")
    return Names([*roles.values_list("pk", "title"), *aliases.values_list("role_id", "name")])


def role_titles():
    """Return the Names of the titles of all published roles, those of the site's own first."""
    return _TITLES.now()


def _role_titles():
    roles = Role.objects.published().order_by("collection__position", "pk")
    return Names(roles.values_list("pk", "title"))


_TITLES = Kept(_role_titles)
