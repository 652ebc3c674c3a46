"""The groups of editors: made by migrating, given what is new, and otherwise left as an administrator left them."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS

from careers.doors.groups import GROUPS, ensure_groups, remember_permissions, rights_of

pytestmark = pytest.mark.django_db


def rights(name):
    permissions = Group.objects.get(name=name).permissions.select_related("content_type")
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in permissions}


def migrate(permission=None):
    """Do to the groups what migrating does, which may bring a permission."""
    doors = apps.get_app_config("doors")
    remember_permissions(doors, DEFAULT_DB_ALIAS)
    if permission:
        content_type = ContentType.objects.get(app_label=permission[0], model=permission[1])
        Permission.objects.get_or_create(content_type=content_type, codename=permission[2])
    ensure_groups(doors, DEFAULT_DB_ALIAS)


@pytest.mark.parametrize("name", GROUPS)
def test_migrating_makes_each_group_with_all_its_rights(name):
    there = {f"{app}.{code}" for app, code in Permission.objects.values_list("content_type__app_label", "codename")}

    assert rights(name) == rights_of(name) & there
    assert rights_of(name) - there <= {"roles.publish_role"}


def test_each_group_may_do_what_the_one_before_it_may():
    author, reviewer, administrator = (rights_of(name) for name in GROUPS)

    assert author < reviewer < administrator


def test_what_an_administrator_changed_stays():
    group = Group.objects.get(name="Author")
    group.permissions.remove(Permission.objects.get(codename="add_role"))
    group.permissions.add(Permission.objects.get(codename="delete_role"))
    changed = rights("Author")

    migrate()

    assert rights("Author") == changed


def test_a_permission_that_is_new_is_given_to_those_who_should_have_it():
    Permission.objects.filter(codename="publish_role").delete()
    before = {name: rights(name) for name in GROUPS}

    migrate(permission=("roles", "role", "publish_role"))

    gained = {name: rights(name) - before[name] for name in GROUPS}
    assert gained == {"Author": set(), "Reviewer": {"roles.publish_role"}, "Administrator": {"roles.publish_role"}}


def test_a_group_that_was_deleted_comes_back():
    before = rights("Reviewer")
    Group.objects.get(name="Reviewer").delete()

    migrate()

    assert rights("Reviewer") == before
