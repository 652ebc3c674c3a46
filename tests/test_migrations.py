import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OURS = {"sources", "skills", "roles"}


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration(capsys):
    call_command("makemigrations", check=True, dry_run=True)

    assert capsys.readouterr().out == "No changes detected\n"


@pytest.mark.django_db
def test_the_database_in_use_was_made_by_the_migrations():
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert {app for app, _ in executor.loader.applied_migrations} >= OURS
