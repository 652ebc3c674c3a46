"""The groups of editors, made after each migrate.

A group gets its rights when it is made, and later those that did not exist before; a right that an administrator
has given or taken stays so.
"""

from django.apps import apps
from django.db import connections

from careers.content import MODELS
from roles.models import Role

AUTHOR, REVIEWER, ADMINISTRATOR = "Author", "Reviewer", "Administrator"
GROUPS = (AUTHOR, REVIEWER, ADMINISTRATOR)

# What frameworks bring, beside the models that have content files.
OF_FRAMEWORKS = [
    "skills.SkillInArea",
    "roles.RoleRelation",
    "roles.PreparationLevel",
    "roles.PreparationCategory",
    "roles.PreparationShare",
]
ALL = ("view", "add", "change", "delete")
# What an Author writes beside the parts of a role: drafts and claims. Everything else they read.
WRITTEN_BY_AUTHORS = {"roles.Role": ("view", "add", "change"), "sources.Claim": ("view", "add", "change")}
# Permissions of their own, by group; each group has those of the one before it, too.
OTHERS = {
    AUTHOR: [],
    REVIEWER: ["roles.publish_role"],
    ADMINISTRATOR: [
        *(f"auth.{verb}_{model}" for model in ("user", "group") for verb in ALL),
        "doors.view_accessevent",
    ],
}

_before = {}


def remember_permissions(sender, using, **kwargs):
    """Note before migrating which permissions there are, to know the new ones afterwards."""
    permissions = apps.get_model("auth", "Permission")
    is_there = permissions._meta.db_table in connections[using].introspection.table_names()
    _before[using] = set(permissions.objects.using(using).values_list("pk", flat=True)) if is_there else set()


def ensure_groups(sender, using, **kwargs):
    """Make the groups that are missing, and give all of them what is new."""
    groups, permissions = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    before = _before.pop(using, set())
    existing = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in permissions.objects.using(using).select_related("content_type")
    }
    given = []
    for name in GROUPS:
        group, is_new = groups.objects.using(using).get_or_create(name=name)
        rights = [existing[right] for right in rights_of(name) & existing.keys()]
        new = [right for right in rights if is_new or right.pk not in before]
        given += [groups.permissions.through(group=group, permission=right) for right in new]
    groups.permissions.through.objects.using(using).bulk_create(given, ignore_conflicts=True)


def rights_of(group):
    """Return the names of permissions, "app.codename", that a group begins with; some may not exist yet."""
    rights = {
        f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
        for model in map(apps.get_model, MODELS + OF_FRAMEWORKS)
        for verb in (_verbs_of_authors(model) if group == AUTHOR else ALL)
    }
    return rights.union(*(OTHERS[name] for name in GROUPS[: GROUPS.index(group) + 1]))


def _verbs_of_authors(model):
    is_part_of_a_role = any(field.related_model is Role for field in model._meta.fields)
    return WRITTEN_BY_AUTHORS.get(model._meta.label, ALL if is_part_of_a_role else ("view",))
