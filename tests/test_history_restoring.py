"""What the history keeps is enough to bring everything back."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import models

from roles.models import SkillRequirement
from sources.history import change
from sources.history.kept import kept
from sources.history.models import Change
from sources.history.restoring import RestoreError, bring_back, undo, version_of
from sources.history.values import snapshot
from tests.factories import ALL_FACTORIES, make_choice, make_claim, make_requirement, make_role, make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("ada")


def everything():
    """Return all rows of all models with a history, claims included."""
    return {
        (model._meta.label, pk): values
        for model in ALL_FACTORIES
        for pk, values in snapshot(kept(model), model._base_manager.values("pk"), "default").items()
    }


def other_value(field, row):
    """Return another value than a field of a row has, or the same where no other will do."""
    value = getattr(row, field.attname)
    if field.is_relation or field.choices or field.unique or field.name == "other_party":
        return value
    if isinstance(field, models.DecimalField):
        return value and value + Decimal("0.25")
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.IntegerField):
        return value
    return f"{value} changed"[: field.max_length]


@pytest.mark.parametrize("model", ALL_FACTORIES)
def test_a_row_that_was_changed_and_removed_comes_back_as_it_was(model, editor):
    row = model._base_manager.get(pk=ALL_FACTORIES[model]().pk)
    if kept(model).many:
        row.claims.add(make_claim())
    before = everything()

    with change(editor):
        for field in kept(model).fields:
            setattr(row, field.attname, other_value(field, row))
        row.save()
        if kept(model).many:
            row.claims.set([make_claim()])
    made = everything()
    with change(editor):
        row.delete()

    undo(Change.objects.first(), editor)
    assert everything() == made
    undo(Change.objects.all()[2], editor)
    assert everything() == before


def numbered_choice(role, slug):
    choice = make_choice(slug, role=role)
    return choice, make_requirement(choice=choice)


def test_a_version_comes_back_with_all_its_rows_even_where_they_have_swapped_places(editor):
    role = make_role(title="Baker")
    choice, _ = numbered_choice(role, "dough")
    first, second = (make_requirement(role=role, level=level) for level in (1, 2))
    before, version = everything(), Change.objects.first()

    with change(editor):
        choice.delete()
        numbered_choice(role, "dough")
        first.skill, second.skill = second.skill, first.skill
        SkillRequirement.objects.filter(pk=second.pk).delete()
        first.save()
        make_requirement(role=role, skill=second.skill)
        role.title, role.slug, role.status = "Cook", "cook", "retired"
        role.save()
    others = {key: row for key, row in everything().items() if key[0].startswith(("skills.", "sources.OldAddress"))}

    assert bring_back(role, version, editor).kind == "restore"
    assert everything() == before | others | {
        ("roles.Role", role.pk): before["roles.Role", role.pk] | {"slug": "cook", "status": "retired"}
    }


def test_a_change_is_not_undone_over_a_later_one(editor):
    requirement = make_requirement(role=make_role(title="Baker"), skill=make_skill(name="Dough"), level=1)
    requirement.level = 2
    with change(editor):
        requirement.save()
    requirement.level = 3
    with change(editor):
        requirement.save()

    with pytest.raises(RestoreError, match=r"“Dough” .skill requirement of Baker. has been changed again"):
        undo(Change.objects.all()[1], editor)
    assert SkillRequirement.objects.get().level == 3


def test_what_something_else_needs_by_now_is_not_undone(editor):
    with change(editor):
        skill = make_skill(name="Dough")
    make_requirement(skill=skill, role=make_role(title="Baker"))

    with pytest.raises(RestoreError, match="A skill would go that something else needs: skill requirement “Baker: Do"):
        undo(Change.objects.get(user=editor), editor)


def test_what_is_gone_is_left_out_and_said(editor):
    role, claim = make_role(), make_claim("F001")
    make_requirement(role=role, skill=make_skill(name="Dough"), claims=[claim])
    version = Change.objects.first().pk
    with change(editor):
        SkillRequirement.objects.all()[0].delete()
    claim.delete()

    assert version_of(role, version).lost == ["skill requirement “Dough”: claims F001 is no longer there"]
