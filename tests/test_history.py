"""Every change of content is recorded, row by row and field by field, whatever way it is written."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from roles.models import Role, SkillRequirement
from sources.history import change, record_rows
from sources.history.kept import kept_models
from sources.history.models import Change, ChangedRow
from sources.watching import content_tables
from tests.factories import make_claim, make_requirement, make_role, make_skill

pytestmark = pytest.mark.django_db
ROOMS = ("sources", "skills", "roles")


@pytest.fixture
def editor():
    return User.objects.create_user("ada")


def recorded(**conditions):
    """Return what the last change recorded, as (who, page, row, {field: [old, new]})."""
    rows = ChangedRow.objects.filter(change=Change.objects.first(), **conditions).select_related("change")
    return [(row.change.user_name, row.subject_name, row.object_repr, row.changes) for row in rows]


class BrokenOffError(Exception):
    pass


def renamed_in_vain(role):
    role.title = "Renamed"
    role.save()
    raise BrokenOffError


def test_every_table_of_content_has_a_history():
    tables = {table for room in ROOMS for table in content_tables(apps.get_app_config(room))}
    kept = {model._meta.db_table for model in kept_models()}
    links = {field.m2m_db_table() for model in kept_models() for field in model._meta.many_to_many}

    assert kept | links == tables


def test_what_is_saved_together_is_one_change(editor):
    requirement = make_requirement(role=make_role(title="Baker"), skill=make_skill(name="Dough"), level=1)

    with change(editor, "Bakers do more"):
        requirement.level = 3
        requirement.save()
        requirement.role.title = "Master baker"
        requirement.role.save()

    assert recorded() == [
        ("ada", "Baker", "Dough", {"level": [1, 3]}),
        ("ada", "Master baker", "Master baker", {"title": ["Baker", "Master baker"]}),
    ]
    assert Change.objects.first().message == "Bakers do more"


def test_a_change_that_fails_leaves_no_record(editor):
    role, before = make_role(), ChangedRow.objects.count()

    with pytest.raises(BrokenOffError), change(editor):
        renamed_in_vain(role)

    assert ChangedRow.objects.count() == before


def test_a_change_outlives_a_part_of_it_that_was_rolled_back(editor):
    role = make_role(title="Baker")

    with change(editor):
        with pytest.raises(BrokenOffError), transaction.atomic():
            renamed_in_vain(Role.objects.get())
        role.title = "Cook"
        role.save()

    assert recorded() == [("ada", "Cook", "Cook", {"title": ["Baker", "Cook"]})]


def test_claims_are_recorded_by_their_codes():
    role = make_role(claims=[make_claim("F001"), make_claim("F002")])
    ChangedRow.objects.all().delete()

    role.claims.set([make_claim("F003")], clear=True)

    claims = ChangedRow.objects.filter(subject_kind="roles.role").values_list("changes", flat=True)
    assert list(claims) == [{"claims": [["F001", "F002"], []]}, {"claims": [[], ["F003"]]}]


def changed_in_bulk(editor, count):
    """Change and add so many rows in bulk, and return the page and row of each record, and the queries it took."""
    role, skills = make_role(), [make_skill() for _ in range(count)]
    for _ in range(count):
        make_requirement(role=role, claims=[make_claim()])
    asked = SkillRequirement.objects.filter(role=role)
    added = [SkillRequirement(role=role, skill=skill, need="essential") for skill in skills]

    with CaptureQueriesContext(connection) as queries, change(editor), record_rows(asked):
        asked.update(level=2)
        SkillRequirement.objects.bulk_create(added)
    return ChangedRow.objects.filter(change__user=editor).count(), len(queries)


def test_what_is_written_in_bulk_takes_no_query_for_each_row(editor):
    one, queries_of_one = changed_in_bulk(editor, 1)
    four, queries_of_three = changed_in_bulk(editor, 3)

    assert (one, four - one) == (2, 6)
    assert queries_of_three == queries_of_one
