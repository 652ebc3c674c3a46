"""The editors' side: what lists and pages cost, and what an editor reads where a rule is broken."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roles.models import Choice, ProgressionStep, Role, SkillRequirement, StepKind
from skills.levels import Level
from skills.models import Skill
from sources.constraints import REPEATED
from sources.forms import UNCITED
from sources.history.models import Change
from sources.models import Basis, Cited, Claim
from tests import factories
from tests.admin_pages import add_row, errors_of, filled_in, opened, typed_of
from tests.html import parse

PUBLISHED, DRAFT = "published", "draft"
ROLES = reverse("admin:roles_role_changelist")


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests():
    """What an earlier test has looked up would save a query."""
    ContentType.objects.clear_cache()


@pytest.fixture
def editor(client, django_user_model):
    """A browser on which somebody has signed in who may edit everything; without a password, which takes long."""
    client.force_login(django_user_model.objects.create(username="ada", is_staff=True, is_superuser=True))
    return client


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def data_of(row):
    """Return what the page of a row sends if nothing is changed on it."""
    return filled_in(opened(page_of(row)))


def role_with_claim(**fields):
    return factories.make_role(claims=[factories.make_claim()], **fields)


# Lists


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"),
    [
        ("sources.Document", 5),
        ("sources.Claim", 5),
        ("skills.SkillArea", 5),
        ("skills.Skill", 6),
        ("skills.GlossaryTerm", 4),
        ("roles.RoleFamily", 5),
        ("roles.Role", 6),
        ("roles.Responsibility", 5),
        ("roles.EducationRoute", 4),
    ],
)
def test_a_list_costs_the_same_however_long(editor, django_assert_num_queries, model, queries, count):
    address = reverse(f"admin:{model.replace('.', '_').lower()}_changelist")
    make = {make._meta.label: factory for make, factory in factories.FACTORIES.items()}[model]
    rows = [make() for _ in range(count)]

    with django_assert_num_queries(queries):
        response = editor.get(address)

    assert set(response.context["cl"].result_list) == set(rows)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of a table this small, PostgreSQL reads all rows")
def test_the_list_of_roles_is_read_in_order_not_sorted(editor):
    factories.make_role()
    with CaptureQueriesContext(connection) as captured:
        editor.get(ROLES)

    [query] = [query["sql"] for query in captured if 'ORDER BY "roles_role"."title"' in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        plan = [step for *_, step in cursor.fetchall()]
    assert "SCAN roles_role USING INDEX role_in_order_of_admin" in plan
    assert not [step for step in plan if "ORDER BY" in step]


def test_the_list_of_roles_counts_skills_and_duties_of_each(editor):
    role = factories.make_role(title="Baker", levels={factories.make_skill(): 1, factories.make_skill(): 2})
    factories.make_duty(role=role)
    factories.make_role(title="Cook")

    rows = editor.get(ROLES).context["cl"].result_list

    assert {(row.title, row.requirement_count, row.duty_count) for row in rows} == {("Baker", 2, 1), ("Cook", 0, 0)}


@pytest.mark.parametrize("word", ["Node", "ECMA"])
def test_skills_are_found_by_name_and_other_name_once(editor, word):
    skill = factories.make_skill(name="Node.js")
    factories.make_skill_alias("ECMAScript on servers", skill=skill)
    factories.make_skill_alias("ECMAScript runtime", skill=skill)
    factories.make_skill(name="SQL")

    rows = editor.get(reverse("admin:skills_skill_changelist"), {"q": word}).context["cl"].result_list

    assert list(rows) == [skill]


def test_drafts_can_be_listed_alone(editor):
    factories.make_role()
    draft = factories.make_role(status=DRAFT)

    rows = editor.get(ROLES, {"status__exact": DRAFT}).context["cl"].result_list

    assert list(rows) == [draft]


@pytest.mark.parametrize(
    ("action", "status", "message"),
    [("publish", PUBLISHED, "1 role published."), ("return_to_draft", DRAFT, "1 role returned to draft.")],
)
def test_an_action_moves_the_chosen_roles_and_is_remembered(editor, action, status, message):
    role = factories.make_role(status=DRAFT if status == PUBLISHED else PUBLISHED)
    same = factories.make_role(status=status)
    chosen = {"action": action, "_selected_action": [role.pk, same.pk]}

    response = editor.post(ROLES, chosen, follow=True)

    assert [str(line) for line in response.context["messages"]] == [message]
    assert set(Role.objects.values_list("status", flat=True)) == {status}
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(role.pk)]


# Pages


def fill(role, count):
    """Give a role as many rows of every kind, each with two claims and all that it can refer to."""
    claims = [factories.make_claim(), factories.make_claim()]
    choice = factories.make_choice(role=role, claims=claims)
    for number in range(count):
        factories.make_requirement(role=role, choice=choice, claims=claims)
        factories.make_duty(role=role, claims=claims)
        factories.make_route_into_role(role=role, choice=choice, claims=claims)
        factories.make_step(origin=role, claims=claims)
        factories.make_step(target=role, claims=claims)
        factories.make_working_relation(role=role, claims=claims)
        factories.make_question(role=role, claims=claims)
        factories.make_role_alias(f"Title {number}", role=role, claims=claims)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_role_costs_the_same_however_much_is_said_of_it(editor, django_assert_num_queries, count):
    role = role_with_claim(broader=factories.make_role())
    fill(role, count)

    with django_assert_num_queries(35):
        response = editor.get(page_of(role))

    rows = {
        str(lines.opts.verbose_name_plural): len(lines.forms) for lines in response.context["inline_admin_formsets"]
    }
    assert {kind for kind, number in rows.items() if number == count} >= {
        "duties",
        "skills asked for",
        "ways in",
        "steps into this role",
        "steps onwards",
        "whom it works with",
        "questions people ask",
        "other titles",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_saving_a_role_unchanged_costs_the_same_however_much_is_said_of_it(editor, django_assert_num_queries, count):
    role = role_with_claim()
    fill(role, count)
    data = data_of(role)

    with django_assert_num_queries(66):
        response = editor.post(page_of(role), data)

    assert response.status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_skill_costs_the_same_however_much_is_said_of_it(editor, django_assert_num_queries, count):
    skill = factories.make_skill()
    for number in range(count):
        factories.make_skill_alias(f"Name {number}", skill=skill)
        factories.make_descriptor(skill=skill, level=number + 1, claims=[factories.make_claim()])
        factories.make_skill_relation(origin=skill, claims=[factories.make_claim()])
        factories.make_skill_relation(target=skill, claims=[factories.make_claim()])

    with django_assert_num_queries(11):
        response = editor.get(page_of(skill))

    assert [len(lines.forms) for lines in response.context["inline_admin_formsets"]] == [count] * 4


def test_a_row_shows_its_claims_in_one_line_each(editor):
    document = factories.make_document(short_title="Job guide")
    claim = factories.make_claim("F050", document=document, statement="Knows Java.")
    role = factories.make_role()
    factories.make_requirement(role=role, claims=[claim])

    page = editor.get(page_of(role)).content.decode()

    assert "F050 · Job guide · requires it: Knows Java." in page


def test_a_claim_is_searched_by_code_statement_and_document(editor):
    document = factories.make_document(short_title="Job guide")
    claim = factories.make_claim("F050", document=document, statement="Knows Java.")
    factories.make_claim("F051")
    address = reverse("admin:sources_claim_autocomplete")
    field = {"app_label": "roles", "model_name": "skillrequirement", "field_name": "claims"}

    found = [editor.get(address, field | {"term": term}).json()["results"] for term in ("F050", "java", "guide")]

    assert found == [[{"id": str(claim.pk), "text": "F050 · Job guide · requires it: Knows Java."}]] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_claim_lists_what_rests_on_it(editor, django_assert_num_queries, count):
    claim = factories.make_claim()
    requirements = [factories.make_requirement(claims=[claim]) for _ in range(count)]
    route = factories.make_route(claims=[claim])

    with django_assert_num_queries(7):
        page = editor.get(page_of(claim)).content.decode()

    links = [page_of(route), *(page_of(requirement.role) for requirement in requirements)]
    assert all(f'<a href="{link}">' in page for link in links)


def test_a_draft_has_no_link_to_a_page_that_readers_cannot_see(editor):
    pages = [editor.get(page_of(factories.make_role(status=status))) for status in (PUBLISHED, DRAFT)]

    assert [page.context["has_absolute_url"] for page in pages] == [True, False]


def test_the_choices_of_a_row_are_those_of_its_role(editor):
    choice = factories.make_choice(label="a backend language")
    factories.make_choice(label="a frontend language")

    formsets = editor.get(page_of(choice.role)).context["inline_admin_formsets"]

    fields = [lines.formset.empty_form.fields.get("choice") for lines in formsets]
    assert [list(field.choices) for field in fields if field] == [[("", "---------"), (choice.pk, choice.label)]] * 2


# Broken rules


def test_a_role_with_everything_is_saved_as_it_was(editor):
    role = role_with_claim()
    fill(role, 2)
    data = data_of(role)

    response = editor.post(page_of(role), data | {"_continue": "1"}, follow=True)

    assert (errors_of(response), typed_of(filled_in(response))) == ({}, typed_of(data))


def test_a_text_of_several_lines_is_saved_as_it_was(editor):
    role = role_with_claim()
    duty = factories.make_duty(role=role, details="Reviews\nPairs", basis=Basis.EDITORIAL, note="Our word.")
    sent = {
        name: value.replace("\n", "\r\n") if value == duty.details else value for name, value in data_of(role).items()
    }
    changes = Change.objects.count()

    response = editor.post(page_of(role), sent)

    duty.refresh_from_db()
    assert (errors_of(response), duty.details, Change.objects.count()) == ({}, "Reviews\nPairs", changes)


@pytest.mark.parametrize(
    ("basis", "note", "errors"),
    [
        (Basis.STATED, "", {"claims": [UNCITED[Basis.STATED]]}),
        (Basis.INFERRED, "From the band of years.", {"claims": [UNCITED[Basis.INFERRED]]}),
        (Basis.EDITORIAL, "", {"note": ["An inferred or editorial statement says why in its note."]}),
        (Basis.EDITORIAL, "Our word.", {}),
    ],
)
def test_a_statement_rests_on_claims_or_says_why_not(editor, basis, note, errors):
    role = role_with_claim()
    data = data_of(role)
    row = add_row(data, "requirements", skill=factories.make_skill().pk, need="essential", basis=basis, note=note)

    response = editor.post(page_of(role), data)

    assert errors_of(response) == {f"{row}-{field}": lines for field, lines in errors.items()}


def test_the_summary_of_a_role_rests_on_claims_too(editor):
    role = factories.make_role()

    response = editor.post(page_of(role), data_of(role))

    assert errors_of(response) == {"claims": [UNCITED[Basis.STATED]]}


def new_requirement(data, skill, **fields):
    claim = factories.make_claim()
    return add_row(data, "requirements", **{"skill": skill.pk, "need": "essential", "claims": [claim.pk], **fields})


def test_a_second_requirement_for_the_same_skill_is_refused(editor):
    role = role_with_claim()
    skill = factories.make_requirement(role=role).skill
    data = data_of(role)
    row = new_requirement(data, skill)

    response = editor.post(page_of(role), data)

    assert errors_of(response) == {f"{row}-skill": [REPEATED]}


def test_of_two_new_requirements_for_the_same_skill_the_second_is_refused(editor):
    data = filled_in(opened(reverse("admin:roles_role_add")))
    data |= {
        "title": "Baker",
        "slug": "baker",
        "family": factories.make_family().pk,
        "claims": [factories.make_claim().pk],
    }
    skill = factories.make_skill()
    new_requirement(data, skill)
    second = new_requirement(data, skill)

    response = editor.post(reverse("admin:roles_role_add"), data)

    assert errors_of(response) == {f"{second}-skill": [REPEATED]}


def test_a_requirement_that_somebody_else_has_added_meanwhile_is_refused(editor):
    role = role_with_claim()
    data = data_of(role)
    new_requirement(data, factories.make_requirement(role=role).skill)

    response = editor.post(page_of(role), data)

    # The other's row stands before it now.
    assert errors_of(response) == {"requirements-1-skill": [REPEATED]}


def test_a_row_may_take_the_place_of_one_that_goes(editor):
    role = role_with_claim()
    gone = factories.make_requirement(role=role, claims=[factories.make_claim()])
    kept = factories.make_requirement(role=role, claims=[factories.make_claim()])
    data = data_of(role)
    data["requirements-0-DELETE"] = "on"
    data["requirements-1-skill"] = gone.skill.pk

    response = editor.post(page_of(role), data)

    assert errors_of(response) == {}
    assert list(SkillRequirement.objects.values_list("pk", "skill")) == [(kept.pk, gone.skill.pk)]
    assert "Deleted skill requirement" in LogEntry.objects.get().get_change_message()


def test_two_rows_do_not_swap_in_one_go(editor):
    role = role_with_claim()
    skills = [factories.make_requirement(role=role, claims=[factories.make_claim()]).skill for _ in range(2)]
    data = data_of(role)
    data |= {"requirements-0-skill": skills[1].pk, "requirements-1-skill": skills[0].pk}

    response = editor.post(page_of(role), data)

    message = "Another row gives this up: save that first, then change this one."
    assert errors_of(response) == {"requirements-0-skill": [message], "requirements-1-skill": [message]}


def test_an_empty_new_row_is_no_row(editor):
    role = role_with_claim()
    data = data_of(role)
    add_row(data, "requirements", basis=Basis.STATED)

    response = editor.post(page_of(role), data)

    assert (errors_of(response), SkillRequirement.objects.count()) == ({}, 0)


@pytest.mark.parametrize("need", ["essential", ""])
def test_a_requirement_has_a_need_or_a_choice(editor, need):
    choice = factories.make_choice(role=role_with_claim())
    data = data_of(choice.role)
    row = new_requirement(data, factories.make_skill(), need=need, choice=choice.pk if need else "")

    response = editor.post(page_of(choice.role), data)

    message = "Say how much it is needed, or choose the choice it is one of; not both."
    assert errors_of(response) == {f"{row}-need": [message]}


def test_a_choice_of_another_role_is_refused(editor):
    role = role_with_claim()
    data = data_of(role)
    row = new_requirement(data, factories.make_skill(), need="", choice=factories.make_choice().pk)

    response = editor.post(page_of(role), data)

    errors = errors_of(response)
    assert errors[f"{row}-choice"] == ["This is a choice of another role: choose one of this role."]


def test_a_choice_stays_while_it_has_members(editor):
    role = role_with_claim()
    choice = factories.make_choice(role=role, label="a language", claims=[factories.make_claim()])
    factories.make_requirement(choice=choice, skill=factories.make_skill(name="Java"))
    data = data_of(role) | {"choices-0-DELETE": "on"}

    response = editor.post(page_of(role), data)

    assert errors_of(response) == {
        "choices": [
            "“a language” is still a choice of Java: remove these, or give each a need of its own, "
            "before you delete it."
        ]
    }


def test_a_choice_goes_once_its_members_have_a_need_of_their_own(editor):
    role = role_with_claim()
    choice = factories.make_choice(role=role, claims=[factories.make_claim()])
    factories.make_requirement(choice=choice, claims=[factories.make_claim()])
    data = data_of(role) | {"choices-0-DELETE": "on"}
    data |= {"requirements-0-choice": "", "requirements-0-need": "desirable"}

    response = editor.post(page_of(role), data)

    assert errors_of(response) == {}
    assert list(SkillRequirement.objects.values_list("need", "choice")) == [("desirable", None)]
    assert not Choice.objects.exists()


def new_step(data, prefix, role, **fields):
    end = {"exits": "target", "entries": "origin"}[prefix]
    claims = [factories.make_claim().pk]
    return add_row(data, prefix, **{end: role.pk, "kind": StepKind.PROMOTION, "claims": claims, **fields})


@pytest.mark.parametrize(("prefix", "field"), [("exits", "target"), ("entries", "origin")])
def test_a_step_to_itself_is_refused_where_the_other_role_stands(editor, prefix, field):
    role = role_with_claim()
    data = data_of(role)
    row = new_step(data, prefix, role, kind=StepKind.SIDEWAYS)

    response = editor.post(page_of(role), data)

    assert errors_of(response) == {f"{row}-{field}": ["A step leads to another role; choose one."]}


CIRCLE = "Promotions would lead round in a circle: make this one another kind of step, or remove it."


@pytest.mark.parametrize("kind", [StepKind.PROMOTION, StepKind.SIDEWAYS])
def test_promotions_form_no_circle(editor, kind):
    junior, senior = role_with_claim(), factories.make_role()
    middle = factories.make_step(origin=junior).target
    factories.make_step(origin=middle, target=senior)
    data = data_of(junior)
    row = new_step(data, "entries", senior, kind=kind)

    response = editor.post(page_of(junior), data)

    assert errors_of(response) == ({f"{row}-origin": [CIRCLE]} if kind == StepKind.PROMOTION else {})


def test_promotions_in_and_out_of_one_page_form_no_circle(editor):
    junior, senior = role_with_claim(), factories.make_role()
    data = data_of(junior)
    out, into = new_step(data, "exits", senior), new_step(data, "entries", senior)

    response = editor.post(page_of(junior), data)

    assert errors_of(response) == {f"{into}-origin": [CIRCLE], f"{out}-target": [CIRCLE]}


def test_a_promotion_the_wrong_way_round_is_turned_in_one_go(editor):
    junior, senior = role_with_claim(), factories.make_role()
    factories.make_step(origin=senior, target=junior)
    data = data_of(junior) | {"entries-0-DELETE": "on"}
    new_step(data, "exits", senior)

    response = editor.post(page_of(junior), data)

    assert errors_of(response) == {}
    assert list(ProgressionStep.objects.values_list("origin", "target")) == [(junior.pk, senior.pk)]


def test_broader_roles_form_no_circle(editor):
    role = role_with_claim(title="Engineer")
    level = factories.make_role(title="Junior Engineer", broader=role)

    response = editor.post(page_of(role), data_of(role) | {"broader": level.pk})

    assert errors_of(response) == {"broader": ["Junior Engineer is Engineer itself or a level of it; choose another."]}


def test_broader_skills_form_no_circle(editor):
    skill = factories.make_skill(name="Databases")
    narrower = factories.make_skill(name="SQL", broader=skill)

    response = editor.post(page_of(skill), data_of(skill) | {"broader": narrower.pk})

    assert errors_of(response) == {"broader": ["SQL is Databases itself or narrower than it; choose another."]}


@pytest.mark.parametrize("below", [1, 2])
def test_a_role_stands_below_two_others_at_most(editor, below):
    top = factories.make_role()
    broader = factories.make_role(broader=top) if below == 2 else top
    role = role_with_claim()
    factories.make_role(broader=role)

    response = editor.post(page_of(role), data_of(role) | {"broader": broader.pk})

    message = "At most 2 roles may stand above another; choose a broader one, or none."
    assert errors_of(response) == ({"broader": [message]} if below == 2 else {})


def test_a_role_without_levels_stands_below_two_others(editor):
    middle = factories.make_role(broader=factories.make_role())
    role = role_with_claim()

    assert errors_of(editor.post(page_of(role), data_of(role) | {"broader": middle.pk})) == {}
    lowest = role_with_claim()
    refused = editor.post(page_of(lowest), data_of(lowest) | {"broader": role.pk})
    assert list(errors_of(refused)) == ["broader"]


def test_a_circle_of_broader_roles_can_be_undone(editor):
    role = role_with_claim()
    level = factories.make_role(broader=role)
    Role.objects.filter(pk=role.pk).update(broader=level)

    response = editor.post(page_of(role), data_of(role) | {"broader": ""})

    assert errors_of(response) == {}
    assert Role.objects.get(pk=role.pk).broader is None


@pytest.mark.parametrize("make", [role_with_claim, factories.make_skill])
def test_a_slug_in_use_is_refused(editor, make):
    row, other = make(status=DRAFT), make()
    kind = str(row._meta.verbose_name).capitalize()

    response = editor.post(page_of(row), data_of(row) | {"slug": other.slug})

    assert errors_of(response) == {"slug": [f"{kind} with this Slug already exists."]}


def test_a_slug_of_another_document_is_refused(editor):
    document = factories.make_document()
    address = reverse("admin:sources_document_add")

    response = editor.post(address, filled_in(opened(address)) | data_of(document) | {"slug": document.slug})

    assert errors_of(response) == {"slug": ["Document with this Slug already exists."]}


PERMANENT = [
    role_with_claim,
    factories.make_skill,
    factories.make_document,
    factories.make_area,
    factories.make_family,
    factories.make_responsibility,
    lambda: factories.make_route(claims=[factories.make_claim()]),
    lambda: factories.make_term(claims=[factories.make_claim()]),
]


@pytest.mark.parametrize("make", PERMANENT)
def test_the_address_of_a_page_that_readers_may_have_stays(editor, make):
    row = make()
    slug = row.slug

    shown = editor.get(page_of(row)).context["adminform"]
    response = editor.post(page_of(row), data_of(row) | {"slug": "another"})
    row.refresh_from_db()

    assert ("slug" in shown.readonly_fields, shown.prepopulated_fields) == (True, [])
    assert (errors_of(response), row.slug) == ({}, slug)


@pytest.mark.parametrize("make", [role_with_claim, factories.make_skill])
def test_the_address_of_a_draft_may_change(editor, make):
    row = make(status=DRAFT)

    shown = editor.get(page_of(row)).context["adminform"]
    response = editor.post(page_of(row), data_of(row) | {"slug": "another", "status": PUBLISHED})
    row.refresh_from_db()

    assert ("slug" in shown.readonly_fields, len(shown.prepopulated_fields)) == (False, 1)
    assert (errors_of(response), row.slug, row.status) == ({}, "another", PUBLISHED)


@pytest.mark.parametrize(("status", "sent"), [(PUBLISHED, DRAFT), (DRAFT, PUBLISHED)])
@pytest.mark.parametrize(("make", "name"), [(role_with_claim, "title"), (factories.make_skill, "name")])
def test_what_an_editor_sends_in_vain_does_not_decide_whether_the_address_stays(editor, make, name, status, sent):
    row = make(status=status)

    response = editor.post(page_of(row), data_of(row) | {"slug": "another", "status": sent, name: ""})

    assert errors_of(response) == {name: ["This field is required."]}
    assert ("slug" in response.context["adminform"].readonly_fields) == (status == PUBLISHED)


@pytest.mark.parametrize("model", ["roles_role", "skills_skill", "sources_document", "skills_glossaryterm"])
def test_a_new_page_proposes_its_address(editor, model):
    shown = editor.get(reverse(f"admin:{model}_add")).context["adminform"]

    assert [field["field"].name for field in shown.prepopulated_fields] == ["slug"]


@pytest.mark.parametrize(
    ("prefix", "fields", "field", "message"),
    [
        ("experience", {"label": "coding", "years_from": 3, "years_to": 1}, "years_to",
         "It ends below where it begins."),
        ("choices", {"label": "a tool", "slug": "tool", "minimum": 0, "need": "essential"}, "minimum",
         "At least one of them has to suffice."),
        ("pay_figures", {"kind": "average", "amount_from": 0}, "amount_from", "An amount is more than nothing."),
        ("pay_figures", {"kind": "range"}, "amount_to", "A range has an upper end; an average has none."),
        ("pay_figures", {"kind": "range", "amount_to": 1}, "amount_to", "It ends below where it begins."),
        ("pay_figures", {"kind": "average", "currency": "usd"}, "currency", "Three capital letters: USD, EUR."),
        ("working_relations", {"kind": "guides"}, "other_party",
         "Name another role, or a party that is no role; not both."),
    ],
)  # fmt: skip
def test_what_the_database_refuses_is_said_at_the_field(editor, prefix, fields, field, message):
    role = role_with_claim()
    data = data_of(role)
    pay = {"label": "salary", "amount_from": 10, "currency": "USD"} if prefix == "pay_figures" else {}
    row = add_row(data, prefix, **{**pay, **fields, "claims": [factories.make_claim().pk]})

    response = editor.post(page_of(role), data)

    assert errors_of(response) == {f"{row}-{field}": [message]}


def test_a_second_description_of_a_level_is_refused(editor):
    skill = factories.make_descriptor(level=Level.EXPERT).skill
    data = data_of(skill)
    row = add_row(data, "descriptors", level=Level.EXPERT, text="do it", claims=[factories.make_claim().pk])

    response = editor.post(page_of(skill), data)

    assert errors_of(response) == {f"{row}-level": [REPEATED]}


def test_a_second_other_name_of_a_skill_is_refused(editor):
    skill = factories.make_skill_alias("NodeJS").skill
    data = data_of(skill)
    row = add_row(data, "aliases", name="NodeJS")

    response = editor.post(page_of(skill), data)

    assert errors_of(response) == {f"{row}-name": [REPEATED]}


def test_a_skill_that_roles_ask_for_cannot_be_deleted(editor):
    skill = factories.make_requirement().skill
    address = reverse("admin:skills_skill_delete", args=[skill.pk])

    response = editor.post(address, {"post": "yes"})

    assert response.context["protected"]
    assert Skill.objects.filter(pk=skill.pk).exists()


def test_a_claim_on_which_something_rests_cannot_be_deleted(editor):
    claim = factories.make_claim()
    requirement = factories.make_requirement(claims=[claim])
    address = reverse("admin:sources_claim_delete", args=[claim.pk])

    page = editor.get(page_of(claim))
    refused = editor.post(address, {"post": "yes"})
    still_there = Claim.objects.filter(pk=claim.pk).exists()
    requirement.delete()
    deleted = editor.post(address, {"post": "yes"})

    assert (page.context["has_delete_permission"], refused.status_code, still_there) == (False, 403, True)
    assert (deleted.status_code, Claim.objects.exists()) == (302, False)


def test_claims_are_not_deleted_together(editor):
    claim = factories.make_claim()
    address = reverse("admin:sources_claim_changelist")

    editor.post(address, {"action": "delete_selected", "_selected_action": [claim.pk], "post": "yes"})

    assert "delete_selected" not in str(editor.get(address).context["action_form"])
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_a_form_without_its_token_is_told_to_reload(client):
    strict = type(client)(enforce_csrf_checks=True)

    response = strict.post(reverse("admin:login"), {"username": "ada", "password": "wrong"})

    page = parse(response)
    assert (response.status_code, page.one("h1").text) == (403, "You may not open this page")
    assert "Nothing was saved: go back, reload the page and send it again." in page.one("p", css="lede").text


def test_every_constraint_of_a_statement_is_worded():
    """What choices, required fields and clean() refuse beforehand needs no words of its own."""
    ends = ("_is_known", "_is_filled", "_is_another", "_elsewhere")
    unworded = [
        constraint.name
        for model in factories.FACTORIES
        if issubclass(model, Cited)
        for constraint in model._meta.constraints
        if hasattr(constraint, "condition")
        and not hasattr(constraint, "fields")
        and not constraint.name.endswith(ends)
        and constraint.name.removeprefix(f"{model._meta.model_name}_") not in model.violations
    ]

    assert unworded == []
