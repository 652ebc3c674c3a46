"""What the database refuses: every constraint is broken once, past clean() and the forms."""

from functools import partial

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F

from careers import content
from roles.models import (
    EducationRoute,
    Need,
    PayKind,
    PreparationCategory,
    PreparationLevel,
    Responsibility,
    Role,
    RoleFamily,
)
from skills.models import GlossaryTerm, Skill, SkillArea
from sources.collection import Collected
from sources.models import Basis, Cited, Claim, Collection, Document
from sources.natural_keys import NaturalKeyModel
from sources.publication import Status

from .factories import (
    ALL_FACTORIES,
    FACTORIES,
    make_area,
    make_benefit,
    make_choice,
    make_claim,
    make_collection,
    make_descriptor,
    make_document,
    make_duty,
    make_employment_term,
    make_experience,
    make_family,
    make_hiring_note,
    make_old_address,
    make_pay_factor,
    make_pay_figure,
    make_preparation_category,
    make_preparation_level,
    make_preparation_share,
    make_question,
    make_release,
    make_requirement,
    make_responsibility,
    make_role,
    make_role_alias,
    make_role_relation,
    make_route,
    make_route_into_role,
    make_skill,
    make_skill_alias,
    make_skill_in_area,
    make_skill_relation,
    make_step,
    make_term,
    make_trend,
    make_working_relation,
)

pytestmark = pytest.mark.django_db

# Others are worked out from these.
MODELS = [
    model
    for app in ("sources", "skills", "roles")
    for model in apps.get_app_config(app).get_models()
    if issubclass(model, NaturalKeyModel)
]
FIELDS = [(model, field) for model in MODELS for field in model._meta.fields]
UNKNOWN = "?"
OFF_THE_SCALE = 9


def update(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


# What each constraint refuses.
CHECKS = {
    "collection_slug_is_filled": lambda: make_collection(slug=""),
    "collection_name_is_filled": lambda: make_collection(name=""),
    "collection_short_name_is_filled": lambda: make_collection(short_name=""),
    "document_kind_is_known": lambda: make_document(kind=UNKNOWN),
    "document_slug_is_filled": lambda: make_document(slug=""),
    "document_title_is_filled": lambda: make_document(title=""),
    "document_short_title_is_filled": lambda: make_document(short_title=""),
    "claim_strength_is_known": lambda: make_claim(strength=UNKNOWN),
    "claim_wording_is_known": lambda: make_claim(wording=UNKNOWN),
    "claim_code_is_filled": lambda: make_claim(code=""),
    "claim_statement_is_filled": lambda: make_claim(statement=""),
    "claim_locator_is_filled": lambda: make_claim(locator=""),
    "skillarea_slug_is_filled": lambda: make_area(slug=""),
    "skillarea_name_is_filled": lambda: make_area(name=""),
    "skillarea_broader_is_another": lambda: update(make_area(), broader=F("id")),
    "skill_status_is_known": lambda: make_skill(status=UNKNOWN),
    "skill_kind_is_known": lambda: make_skill(kind=UNKNOWN),
    "skill_slug_is_filled": lambda: make_skill(slug=""),
    "skill_name_is_filled": lambda: make_skill(name=""),
    "skill_broader_is_another": lambda: update(make_skill(), broader=F("id")),
    "skillalias_name_is_filled": lambda: make_skill_alias(name=""),
    "leveldescriptor_level_is_known": lambda: make_descriptor(level=OFF_THE_SCALE),
    "leveldescriptor_text_is_filled": lambda: make_descriptor(text=""),
    "skillrelation_kind_is_known": lambda: make_skill_relation(kind=UNKNOWN),
    "skillrelation_target_is_another": lambda: make_skill_relation(origin=(skill := make_skill()), target=skill),
    "glossaryterm_slug_is_filled": lambda: make_term(slug=""),
    "glossaryterm_term_is_filled": lambda: make_term(term=""),
    "glossaryterm_definition_is_filled": lambda: make_term(definition=""),
    "rolefamily_slug_is_filled": lambda: make_family(slug=""),
    "rolefamily_name_is_filled": lambda: make_family(name=""),
    "rolefamily_broader_is_another": lambda: update(make_family(), broader=F("id")),
    "role_status_is_known": lambda: make_role(status=UNKNOWN),
    "role_seniority_is_known": lambda: make_role(seniority=OFF_THE_SCALE),
    "role_slug_is_filled": lambda: make_role(slug=""),
    "role_title_is_filled": lambda: make_role(title=""),
    "role_draft_of_is_another": lambda: update(make_role(status=Status.DRAFT), draft_of=F("id")),
    "role_copy_is_never_published": lambda: make_role(draft_of=make_role(), status=Status.PUBLISHED),
    "role_broader_is_another": lambda: update(make_role(), broader=F("id")),
    "rolealias_name_is_filled": lambda: make_role_alias(name=""),
    "responsibility_area_is_known": lambda: make_responsibility(area=UNKNOWN),
    "responsibility_slug_is_filled": lambda: make_responsibility(slug=""),
    "responsibility_title_is_filled": lambda: make_responsibility(title=""),
    "duty_priority_is_known": lambda: make_duty(priority=UNKNOWN),
    "duty_involvement_is_known": lambda: make_duty(involvement=OFF_THE_SCALE),
    "choice_need_is_known": lambda: make_choice(need=UNKNOWN),
    "choice_level_is_known": lambda: make_choice(level=OFF_THE_SCALE),
    "choice_slug_is_filled": lambda: make_choice(slug=""),
    "choice_label_is_filled": lambda: make_choice(label=""),
    "choice_minimum_is_positive": lambda: make_choice(minimum=0),
    "skillrequirement_need_is_known": lambda: make_requirement(need=UNKNOWN),
    "skillrequirement_level_is_known": lambda: make_requirement(level=OFF_THE_SCALE),
    "skillrequirement_need_or_choice": lambda: make_requirement(need=None),
    "educationroute_kind_is_known": lambda: make_route(kind=UNKNOWN),
    "educationroute_slug_is_filled": lambda: make_route(slug=""),
    "educationroute_name_is_filled": lambda: make_route(name=""),
    "routeintorole_necessity_is_known": lambda: make_route_into_role(necessity=UNKNOWN),
    "experiencerange_label_is_filled": lambda: make_experience(label=""),
    "experiencerange_years_to_not_below_years_from": lambda: make_experience(years_from=3, years_to=2),
    "question_slug_is_filled": lambda: make_question(slug=""),
    "question_question_is_filled": lambda: make_question(question=""),
    "question_answer_is_filled": lambda: make_question(answer=""),
    "hiringnote_slug_is_filled": lambda: make_hiring_note(slug=""),
    "hiringnote_text_is_filled": lambda: make_hiring_note(text=""),
    "trend_slug_is_filled": lambda: make_trend(slug=""),
    "trend_text_is_filled": lambda: make_trend(text=""),
    "payfigure_kind_is_known": lambda: make_pay_figure(kind=UNKNOWN),
    "payfigure_period_is_known": lambda: make_pay_figure(period=UNKNOWN),
    "payfigure_amount_is_positive": lambda: make_pay_figure(amount_from=0),
    "payfigure_range_has_two_ends": lambda: make_pay_figure(kind=PayKind.RANGE),
    "payfigure_currency_is_a_code": lambda: make_pay_figure(currency="US$"),
    "payfigure_label_is_filled": lambda: make_pay_figure(label=""),
    "payfigure_amount_to_not_below_amount_from": lambda: make_pay_figure(
        kind=PayKind.RANGE, amount_from=2, amount_to=1
    ),
    "payfactor_name_is_filled": lambda: make_pay_factor(name=""),
    "benefit_name_is_filled": lambda: make_benefit(name=""),
    "progressionstep_kind_is_known": lambda: make_step(kind=UNKNOWN),
    "progressionstep_target_is_another": lambda: update(make_step(), target=F("origin")),
    "progressionstep_years_to_not_below_years_from": lambda: make_step(years_from=3, years_to=2),
    "employmentterm_kind_is_known": lambda: make_employment_term(kind=UNKNOWN),
    "employmentterm_name_is_filled": lambda: make_employment_term(name=""),
    "workingrelation_kind_is_known": lambda: make_working_relation(kind=UNKNOWN),
    "workingrelation_role_or_party": lambda: make_working_relation(other_role=make_role(), other_party="clients"),
    "workingrelation_other_is_another": lambda: make_working_relation(role=(role := make_role()), other_role=role),
}
CHECKS |= {
    "preparationlevel_slug_is_filled": lambda: make_preparation_level(slug=""),
    "preparationlevel_name_is_filled": lambda: make_preparation_level(name=""),
    "preparationcategory_kind_is_known": lambda: make_preparation_category(kind=UNKNOWN),
    "preparationcategory_slug_is_filled": lambda: make_preparation_category(slug=""),
    "preparationcategory_label_is_filled": lambda: make_preparation_category(label=""),
    "preparationshare_percent_is_a_share": lambda: make_preparation_share(percent=101),
    "rolerelation_kind_is_known": lambda: make_role_relation(kind=UNKNOWN),
    "rolerelation_target_is_another": lambda: update(make_role_relation(), target=F("origin")),
}
CHECKS |= {
    f"oldaddress_{name}_is_filled": partial(make_old_address, **{name: ""}) for name in ("kind", "slug", "replaced_by")
}
CHECKS["oldaddress_replaced_by_is_another"] = lambda: make_old_address(slug="here", replaced_by="here")
CITED = {model: factory for model, factory in FACTORIES.items() if issubclass(model, Cited)}
for model, factory in CITED.items():
    name = model._meta.model_name
    CHECKS[f"{name}_basis_is_known"] = partial(factory, basis=UNKNOWN, note="Why.")
    CHECKS[f"{name}_unstated_has_note"] = partial(factory, basis=Basis.INFERRED, note="")

# Constraints with more than one side.
OTHER_SIDES = [
    ("leveldescriptor_unstated_has_note", lambda: make_descriptor(basis=Basis.EDITORIAL, note="")),
    # A framework may leave these open; what is written here may not.
    ("skill_kind_is_known", lambda: make_skill(kind="")),
    ("responsibility_area_is_known", lambda: make_responsibility(area="")),
    ("skillrequirement_need_or_choice", lambda: make_requirement(choice=make_choice(), need=Need.ESSENTIAL)),
    ("payfigure_range_has_two_ends", lambda: make_pay_figure(amount_to=200_000)),
    ("payfigure_currency_is_a_code", lambda: make_pay_figure(currency="usd")),
    ("payfigure_currency_is_a_code", lambda: make_pay_figure(currency="US")),
    ("workingrelation_role_or_party", lambda: update(make_working_relation(), other_role=None)),
]


def _of_a_framework(factory):
    return factory(collection=make_collection(), identifier="15-1252.00")


# Two rows that may stand side by side until the second takes what the first has.
UNIQUE = {
    "oldaddress_unique_kind_slug": make_old_address,
    "skillalias_unique_skill_name": make_skill_alias,
    "leveldescriptor_unique_skill_level": make_descriptor,
    "skillrelation_unique_origin_target_kind": make_skill_relation,
    "skillinarea_unique_skill_area": make_skill_in_area,
    "skillarea_unique_own_name": make_area,
    "rolefamily_unique_own_name": make_family,
    "preparationcategory_unique_kind_position": make_preparation_category,
    "preparationshare_unique_role_category": make_preparation_share,
    "rolerelation_unique_origin_target_kind": make_role_relation,
    "document_unique_collection_version": make_release,
    "rolealias_unique_role_name": make_role_alias,
    "duty_unique_role_responsibility": make_duty,
    "choice_unique_role_slug": make_choice,
    "skillrequirement_unique_role_skill": make_requirement,
    "routeintorole_unique_role_route": make_route_into_role,
    "experiencerange_unique_role_label": make_experience,
    "question_unique_role_slug": make_question,
    "hiringnote_unique_role_slug": make_hiring_note,
    "trend_unique_role_slug": make_trend,
    "payfigure_unique_role_label": make_pay_figure,
    "payfactor_unique_role_name": make_pay_factor,
    "benefit_unique_role_name": make_benefit,
    "progressionstep_unique_origin_target": make_step,
    "employmentterm_unique_role_name": make_employment_term,
    "workingrelation_unique_other_role": make_working_relation,
    "workingrelation_unique_other_party": partial(make_working_relation, other_party="clients"),
}

for model, factory in ALL_FACTORIES.items():
    if issubclass(model, Collected):
        UNIQUE[f"{model._meta.model_name}_unique_collection_identifier"] = partial(_of_a_framework, factory)

UNIQUE_FIELDS = [
    (Collection, "slug"),
    (Document, "slug"),
    (Claim, "code"),
    (SkillArea, "slug"),
    (Skill, "slug"),
    (GlossaryTerm, "slug"),
    (RoleFamily, "slug"),
    (Role, "slug"),
    (Role, "draft_of"),
    (Responsibility, "slug"),
    (EducationRoute, "slug"),
    (PreparationLevel, "slug"),
    (PreparationCategory, "slug"),
]
# Fields that most rows leave empty.
OF_ANOTHER = {(Role, "draft_of"): lambda: make_role(draft_of=make_role())}


def test_no_constraint_is_forgotten():
    assert {*CHECKS, *UNIQUE} == {rule.name for model in MODELS for rule in model._meta.constraints}


def test_no_unique_field_is_forgotten():
    unique = {(model, field.name) for model, field in FIELDS if field.unique and not field.primary_key}

    assert set(UNIQUE_FIELDS) == unique


def test_every_model_has_a_factory():
    assert list(FACTORIES) == [apps.get_model(label) for label in content.MODELS]


@pytest.mark.parametrize("factory", ALL_FACTORIES.values())
def test_dull_rows_are_valid_and_stand_side_by_side(factory):
    for _ in range(3):
        factory().full_clean()


@pytest.mark.parametrize(("name", "violate"), [*CHECKS.items(), *OTHER_SIDES])
def test_database_refuses(name, violate):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        violate()


@pytest.mark.parametrize(("name", "factory"), UNIQUE.items())
def test_database_refuses_a_second_row_with_the_same(name, factory):
    first, second = factory(), factory()
    rule = next(rule for rule in first._meta.constraints if rule.name == name)

    with refuses_twice(first, rule.fields, name), transaction.atomic():
        update(second, **{field: getattr(first, field) for field in rule.fields})


@pytest.mark.parametrize(("model", "field"), UNIQUE_FIELDS)
def test_database_refuses_a_second_row_with_the_same_value(model, field):
    make = OF_ANOTHER.get((model, field), ALL_FACTORIES[model])
    first, second = make(), make()

    with refuses_twice(first, [field], f"{model._meta.db_table}_{field}"), transaction.atomic():
        update(second, **{field: getattr(first, field)})


def refuses_twice(row, fields, name):
    """Expect an IntegrityError that names the constraint (PostgreSQL) or its columns (SQLite)."""
    columns = [f"{row._meta.db_table}.{row._meta.get_field(field).column}" for field in fields]
    return pytest.raises(IntegrityError, match=f"{name}|UNIQUE constraint failed: {', '.join(columns)}$")
