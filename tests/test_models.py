"""What models say of their rows, and which rows they let through."""

import pytest
from django.core.exceptions import ValidationError

from roles.models import Draft, ProgressionStep, Role, WorkingRelation
from skills.models import Skill, SkillRelation
from sources.hierarchy import ancestors
from sources.models import Cited, Claim
from sources.publication import Status

from .factories import (
    FACTORIES,
    FRAMEWORK_FACTORIES,
    make_choice,
    make_claim,
    make_descriptor,
    make_document,
    make_requirement,
    make_role,
    make_route,
    make_route_into_role,
    make_skill,
    make_skill_relation,
    make_step,
    make_term,
    make_working_relation,
)

pytestmark = pytest.mark.django_db

CITED = [model for model in FACTORIES if issubclass(model, Cited)]


@pytest.mark.parametrize("model", FACTORIES)
def test_row_is_found_again_by_its_natural_key(model):
    FACTORIES[model]()
    row = FACTORIES[model]()

    assert model.objects.get_by_natural_key(*row.natural_key()) == row


def test_natural_key_of_a_row_follows_what_it_refers_to():
    party = make_working_relation(role=make_role("dev"), other_party="clients")
    colleague = make_working_relation(role=party.role, other_role=make_role("tester"))

    assert (party.natural_key(), colleague.natural_key()) == (
        ("dev", "works-with", None, "clients"),
        ("dev", "works-with", "tester", ""),
    )


def test_every_row_about_a_role_is_a_statement():
    about = {relation.related_model for relation in Role._meta.related_objects} - FRAMEWORK_FACTORIES.keys() - {Draft}

    assert (len(about) > 10, {model for model in about if not issubclass(model, Cited)}) == (True, set())


@pytest.mark.parametrize("model", CITED)
def test_statement_says_something_of_something(model):
    row = FACTORIES[model]()

    [(subject, said)] = model.objects.filter(pk=row.pk).values_list(model.speaks_of, model.says)

    assert (bool(subject), isinstance(said, str)) == (True, True)


def test_statement_is_stated_unless_somebody_says_otherwise():
    assert {model: FACTORIES[model]().basis for model in CITED} == dict.fromkeys(CITED, "stated")


@pytest.mark.parametrize("model", [Role, Skill])
def test_page_is_a_draft_unless_somebody_publishes_it(model):
    assert (model().is_published, model(status=Status.PUBLISHED).is_published) == (False, True)


@pytest.mark.parametrize("factory", [make_role, make_skill])
def test_published_pages_are_those_that_are_no_drafts(factory):
    published = factory()
    factory(status=Status.DRAFT)

    assert list(type(published).objects.published()) == [published]


@pytest.mark.parametrize("model", [model for model in CITED if model.published_with and model is not WorkingRelation])
def test_statement_is_hidden_while_any_page_it_needs_is_a_draft(model):
    shown = FACTORIES[model]()
    for name in model.published_with:
        hidden = FACTORIES[model]()
        page = getattr(hidden, name)
        page.status = Status.DRAFT
        page.save()

    assert list(model.objects.published()) == [shown]


def test_working_relation_is_hidden_while_either_role_is_a_draft():
    draft = make_role(status=Status.DRAFT)
    role = make_role()
    make_working_relation(role=draft)
    make_working_relation(role=role, other_role=draft)
    shown = {make_working_relation(role=role), make_working_relation(role=role, other_party="clients")}

    assert set(WorkingRelation.objects.published()) == shown


@pytest.mark.parametrize("factory", [make_term, make_route])
def test_statement_that_needs_no_page_is_always_shown(factory):
    row = factory()

    assert list(type(row).objects.published()) == [row]


def test_skill_counts_the_published_roles_that_ask_for_it():
    often, seldom, never = make_skill("often"), make_skill("seldom"), make_skill("never")
    make_requirement(skill=often)
    make_requirement(skill=often)
    make_requirement(skill=seldom)
    make_requirement(skill=seldom, role=make_role(status=Status.DRAFT))

    counted = [(skill, skill.role_count) for skill in Skill.objects.with_role_count()]

    assert counted == [(never, 0), (often, 2), (seldom, 1)]


def test_broader_rows_come_nearest_first():
    databases = make_skill("databases")
    relational = make_skill("relational", broader=databases)

    assert ancestors(make_skill("postgresql", broader=relational)) == [relational, databases]


def test_row_without_a_broader_one_has_no_ancestors():
    assert ancestors(make_skill()) == []


def test_walk_upwards_ends_in_a_circle():
    first = make_skill("first")
    second = make_skill("second", broader=first)
    first.broader = second
    first.save()

    assert ancestors(make_skill("third", broader=second)) == [second, first]


@pytest.mark.parametrize("factory", [make_role, make_skill])
def test_row_is_not_broader_than_itself_at_any_distance(factory):
    top = factory("top")
    middle = factory("middle", broader=top)
    bottom = factory("bottom", broader=middle)

    assert [_complaint(top, broader) for broader in (top, middle, bottom)] == [
        _about_circle("Top", type(top)),
        _about_circle("Middle", type(top)),
        _about_circle("Bottom", type(top)),
    ]


def _complaint(row, broader):
    row.broader = broader
    with pytest.raises(ValidationError) as error:
        row.clean()
    return error.value.message_dict


def _about_circle(broader, model):
    relation = "a level of it" if model is Role else "narrower than it"
    return {"broader": [f"{broader} is Top itself or {relation}; choose another."]}


@pytest.mark.parametrize("factory", [make_role, make_skill])
def test_row_may_have_any_other_broader_row(factory):
    broader = factory(broader=factory())

    factory(broader=broader).clean()


@pytest.mark.parametrize("factory", [make_requirement, make_route_into_role])
def test_choice_is_one_of_the_same_role(factory):
    choice = make_choice("language", role=make_role("dev"))
    factory(choice=choice).clean()
    stranger = factory(role=make_role("tester"))
    stranger.choice = choice

    with pytest.raises(ValidationError) as error:
        stranger.clean()

    assert error.value.message_dict == {
        "choice": ["“Dev: Language” is a choice of another role; choose one of Tester."]
    }


@pytest.mark.parametrize(
    ("factory", "origin", "target", "message"),
    [
        (make_step, "origin", "target", "A step leads to another role; choose one."),
        (make_skill_relation, "origin", "target", "A skill cannot be related to itself; choose another."),
        (make_working_relation, "role", "other_role", "A role does not work with itself; choose another."),
    ],
)
def test_relation_leads_elsewhere(factory, origin, target, message):
    relation = factory()
    relation.clean()
    setattr(relation, target, getattr(relation, origin))

    with pytest.raises(ValidationError) as error:
        relation.clean()

    assert error.value.message_dict == {target: [message]}


def test_half_filled_relation_has_no_ends_to_compare():
    for model in (ProgressionStep, SkillRelation, WorkingRelation):
        model().clean()


def test_rows_are_called_by_what_they_are():
    dev, sql = make_role("dev"), make_skill("sql")
    claim = make_claim("F001", document=make_document("guide"), statement="Developers use SQL.")

    assert [
        str(row)
        for row in (
            claim,
            claim.document,
            sql,
            dev,
            make_requirement(role=dev, skill=sql),
            make_choice("language", role=dev),
            make_step(origin=dev, target=make_role("lead")),
            make_skill_relation(origin=sql, target=make_skill("joins"), kind="builds-on"),
            make_descriptor(skill=sql),
            make_working_relation(role=dev, other_role=make_role("tester")),
            make_working_relation(role=dev, other_party="clients", kind="reports-to"),
            make_route_into_role(role=dev, route=make_route("degree")),
        )
    ] == [
        "F001: Developers use SQL.",
        "Guide",
        "Sql",
        "Dev",
        "Dev: Sql",
        "Dev: Language",
        "Dev → Lead",
        "Sql builds on Joins",
        "Sql, Working",
        "Dev works with Tester",
        "Dev reports to clients",
        "Dev: Degree",
    ]


def test_rows_with_a_page_know_its_address():
    claim = make_claim("F001", document=make_document("guide"))

    assert [
        row.get_absolute_url()
        for row in (claim.document, claim, make_skill("sql"), make_role("dev"), make_route("degree"))
    ] == ["/sources/guide/", "/sources/guide/#F001", "/skills/sql/", "/roles/dev/", "/education/degree/"]


def test_rows_are_never_ordered_by_their_number_alone():
    assert {model for model in FACTORIES if not model._meta.ordering} == set()


def test_roles_stand_by_family_and_seniority_those_at_large_first():
    senior = make_role("a-senior", seniority=3)
    family = senior.family
    junior = make_role("b-junior", seniority=1, family=family)
    at_large = make_role("c-at-large", family=family)

    assert list(Role.objects.filter(family=family)) == [at_large, junior, senior]


def test_claims_stand_as_in_their_documents():
    second = make_claim("F001", position=2, document=make_document(position=1))
    first = make_claim("F002", position=1, document=second.document)
    before = make_claim("F003", position=9, document=make_document(position=0))

    assert list(Claim.objects.all()) == [before, first, second]
