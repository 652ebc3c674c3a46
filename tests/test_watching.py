"""Every way of writing changes the stamp of the content, and says which entries of the search are out of date."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from roles.models import Role, RoleAlias
from sources.triggers import ensure
from sources.watching import Outdated, bulk_writing, content_stamp, content_tables, ensure_triggers
from tests.factories import make_claim, make_requirement, make_role, make_role_alias, make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def role():
    """A role whose entry is up to date."""
    role = make_role("baker", title="Baker")
    Outdated.objects.all().delete()
    return role


def execute(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def settle_constraints():
    """Check now what a transaction would check at its end; until then PostgreSQL truncates nothing it wrote to."""
    if connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE")


def outdated():
    return {(row.kind, row.object_id) for row in Outdated.objects.all()}


WAYS_OF_WRITING = {
    "save": lambda role: role.save(),
    "update": lambda role: Role.objects.filter(pk=role.pk).update(title="Cook"),
    "bulk_update": lambda role: Role.objects.bulk_update([role], ["title"]),
    "bulk_create": lambda role: RoleAlias.objects.bulk_create([RoleAlias(role=role, name="Bread maker")]),
    "raw SQL": lambda role: execute("UPDATE roles_role SET title = 'Cook' WHERE id = %s", role.pk),
    "delete": lambda role: role.delete(),
}


@pytest.mark.parametrize("write", WAYS_OF_WRITING.values(), ids=WAYS_OF_WRITING)
def test_every_way_of_writing_is_noticed(role, write):
    before, key = content_stamp(), role.pk

    write(role)

    assert content_stamp() != before
    assert outdated() == {("role", key)}


def test_what_a_cascade_takes_along_is_noticed():
    requirement = make_requirement()
    make_role_alias(role=requirement.role)
    role, skill = requirement.role_id, requirement.skill_id
    Outdated.objects.all().delete()

    requirement.role.delete()

    assert outdated() == {("role", role), ("skill", skill)}


def test_a_row_that_moves_outdates_where_it_was_and_where_it_is(role):
    other = make_role("cook")
    alias = make_role_alias(role=role)
    Outdated.objects.all().delete()

    RoleAlias.objects.filter(pk=alias.pk).update(role=other)

    assert outdated() == {("role", role.pk), ("role", other.pk)}


def test_the_claims_of_a_row_are_content_too(role):
    claim, before = make_claim(), content_stamp()

    role.claims.add(claim)

    assert content_stamp() != before


def test_reading_leaves_the_stamp_alone(role):
    before = content_stamp()

    list(Role.objects.all())
    outdated()

    assert content_stamp() == before


def test_the_stamp_of_what_was_rolled_back_never_comes_again(role):
    stamps = {content_stamp()}
    for _ in range(2):
        with transaction.atomic():
            Role.objects.update(title="Cook")
            stamps.add(content_stamp())
            transaction.set_rollback(True)

    assert len(stamps) == 3


def test_a_long_import_changes_the_stamp_at_its_end(role):
    before = content_stamp()

    with bulk_writing():
        Role.objects.update(title="Cook")
        Role.objects.update(title="Chef")
        during = content_stamp()

    assert (during == before) is (connection.vendor == "postgresql")
    assert content_stamp() not in {before, during}
    assert outdated() == {("role", role.pk)}


def test_an_edit_after_a_long_import_changes_the_stamp_again(role):
    with bulk_writing():
        pass
    before = content_stamp()

    Role.objects.update(title="Cook")

    assert content_stamp() != before


def test_an_emptied_database_is_watched_on():
    make_skill()
    before = content_stamp()

    settle_constraints()
    call_command("flush", interactive=False, verbosity=0)
    empty = content_stamp()
    skill = make_skill()

    assert len({before, empty, content_stamp()}) == 3
    assert ("skill", skill.pk) in outdated()


@pytest.mark.postgresql
def test_truncating_one_table_outdates_all_of_its_objects(role):
    make_role_alias(role=role)
    Outdated.objects.all().delete()

    settle_constraints()
    execute("TRUNCATE roles_rolealias, roles_rolealias_claims")

    assert outdated() == {("role", role.pk)}


@pytest.mark.parametrize("room", ["sources", "skills", "roles"])
def test_every_table_of_content_is_watched(room):
    tables = set(content_tables(apps.get_app_config(room)))

    assert tables & {"sources_document", "skills_skill", "roles_skillrequirement_claims"}
    assert ensure(connection, tables, []) == set()


def test_a_table_that_lost_its_triggers_is_watched_again_and_counts_as_changed(role):
    tables = set(content_tables(apps.get_app_config("roles")))
    ensure(connection, tables, [])  # Without what outdates entries.
    Role.objects.update(title="Cook")
    assert outdated() == set()
    before = content_stamp()

    ensure_triggers(apps.get_app_config("roles"))

    assert content_stamp() != before
    assert outdated() == {("role", role.pk)}
