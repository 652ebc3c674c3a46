"""What happens to a row when what it refers to goes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from roles.models import (
    Benefit,
    Choice,
    Duty,
    EmploymentTerm,
    ExperienceRange,
    HiringNote,
    PayFactor,
    PayFigure,
    PreparationShare,
    ProgressionStep,
    Question,
    Role,
    RoleAlias,
    RoleFamily,
    RoleRelation,
    RouteIntoRole,
    SkillRequirement,
    Trend,
    WorkingRelation,
)
from skills.models import GlossaryTerm, LevelDescriptor, Skill, SkillAlias, SkillArea, SkillInArea, SkillRelation
from sources.models import Claim

from .factories import ALL_FACTORIES, make_claim, make_duty

pytestmark = pytest.mark.django_db

# Vocabulary and documents stay as long as a row refers to them; parts go with their whole.
PROTECTED = [
    (Claim, "document"),
    (SkillArea, "broader"),
    (Skill, "area"),
    (Skill, "broader"),
    (RoleFamily, "broader"),
    (Role, "family"),
    (Role, "preparation"),
    (PreparationShare, "category"),
    (Role, "broader"),
    (Duty, "responsibility"),
    (SkillRequirement, "skill"),
    (RouteIntoRole, "route"),
    (WorkingRelation, "other_role"),
]
PARTS = [
    (SkillAlias, "skill"),
    (SkillInArea, "skill"),
    (SkillInArea, "area"),
    (LevelDescriptor, "skill"),
    (SkillRelation, "origin"),
    (SkillRelation, "target"),
    (RoleAlias, "role"),
    (PreparationShare, "role"),
    (Role, "draft_of"),
    (RoleRelation, "origin"),
    (RoleRelation, "target"),
    (Choice, "role"),
    (SkillRequirement, "role"),
    (SkillRequirement, "choice"),
    (Duty, "role"),
    (RouteIntoRole, "role"),
    (RouteIntoRole, "choice"),
    (ExperienceRange, "role"),
    (ProgressionStep, "origin"),
    (ProgressionStep, "target"),
    (WorkingRelation, "role"),
    (PayFigure, "role"),
    (PayFactor, "role"),
    (Benefit, "role"),
    (EmploymentTerm, "role"),
    (Question, "role"),
    (HiringNote, "role"),
    (Trend, "role"),
]
LEFT_EMPTY = [(GlossaryTerm, "skill")]
# Where rows came from.
PROTECTED += [
    (model, field.name)
    for model in ALL_FACTORIES
    for field in model._meta.fields
    if field.name in {"release", "collection"}
]
REFERENCES = PROTECTED + PARTS + LEFT_EMPTY


def test_no_reference_is_forgotten():
    fields = [(model, field) for model in ALL_FACTORIES for field in model._meta.fields]

    assert set(REFERENCES) == {(model, field.name) for model, field in fields if field.is_relation}


def row_and_what_it_refers_to(model, field):
    referred = ALL_FACTORIES[model._meta.get_field(field).related_model]()
    return ALL_FACTORIES[model](**{field: referred}), referred


@pytest.mark.parametrize(("model", "field"), PROTECTED)
def test_what_is_referred_to_stays(model, field):
    row, referred = row_and_what_it_refers_to(model, field)

    with pytest.raises(ProtectedError):
        referred.delete()

    row.refresh_from_db()
    assert getattr(row, field) == referred


@pytest.mark.parametrize(("model", "field"), PARTS)
def test_parts_go_with_their_whole(model, field):
    row, whole = row_and_what_it_refers_to(model, field)
    another = ALL_FACTORIES[model]()

    whole.delete()

    assert model.objects.filter(pk__in=[row.pk, another.pk]).get() == another


@pytest.mark.parametrize(("model", "field"), LEFT_EMPTY)
def test_reference_is_left_empty(model, field):
    row, referred = row_and_what_it_refers_to(model, field)

    referred.delete()

    row.refresh_from_db()
    assert getattr(row, field) is None


def refer_to_nothing(row, field):
    type(row).objects.filter(pk=row.pk).update(**{field: 0})
    # The database looks at references when a transaction ends, or when asked.
    connection.check_constraints()


@pytest.mark.parametrize(("model", "field"), REFERENCES)
def test_database_refuses_a_reference_to_nothing(model, field):
    row, _ = row_and_what_it_refers_to(model, field)

    with pytest.raises(IntegrityError), transaction.atomic():
        refer_to_nothing(row, field)


def test_statement_stays_when_its_claim_goes():
    claim = make_claim()
    duty = make_duty(claims=[claim])

    claim.delete()

    assert list(Duty.objects.get(pk=duty.pk).claims.all()) == []
