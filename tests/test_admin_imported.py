"""The editors' side of what comes from a framework: what they change is remembered, and pages are not deleted."""

import pytest
from django.urls import reverse

from careers.frameworks.importing import import_release
from roles.models import Role, RoleFamily, SkillRequirement
from skills.models import Skill
from sources.models import Document
from tests import factories
from tests.admin_pages import filled_in, list_filled_in, opened
from tests.html import parse
from tests.made_up_releases import BAKERY, make_release


@pytest.fixture(autouse=True)
def _imported(db):
    import_release(make_release(*BAKERY))


@pytest.fixture
def editor(client, django_user_model):
    """A browser on which somebody has signed in who may edit everything."""
    client.force_login(django_user_model.objects.create(username="ada", is_staff=True, is_superuser=True))
    return client


def page_of(row, page="change"):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def edited():
    """Return what editors changed of imported rows: {row: names of fields}."""
    return {
        str(row): row.edited_fields
        for model in (Role, Skill, SkillRequirement, RoleFamily)
        for row in model.objects.exclude(edited_fields="")
    }


def test_what_is_changed_on_a_page_and_in_its_rows_is_remembered(editor):
    role = Role.objects.get(identifier="R0")
    data = filled_in(opened(page_of(role)))

    response = editor.post(page_of(role), data | {"summary": "Bakes.", "requirements-0-level": "4"})

    assert (response.status_code, edited()) == (302, {"Baker": "summary", "Baker: Kneading": "level"})
    editor.post(page_of(role), data | {"summary": "Bakes.", "requirements-0-level": "4", "rank": "3"})
    assert edited() == {"Baker": "rank summary", "Baker: Kneading": "level"}


def test_a_member_of_a_choice_is_given_no_need_by_the_next_release(editor):
    requirement = SkillRequirement.objects.get(need="essential")
    choice = factories.make_choice(role=requirement.role)
    data = filled_in(opened(page_of(requirement.role)))

    editor.post(page_of(requirement.role), data | {"requirements-0-choice": choice.pk, "requirements-0-need": ""})

    import_release(make_release(*BAKERY, version="1.1"))
    requirement.refresh_from_db()
    assert (requirement.choice, requirement.need, requirement.edited_fields) == (choice, None, "choice need")


def test_a_page_that_is_saved_unchanged_follows_the_next_release(editor):
    role = Role.objects.get(identifier="R0")

    assert editor.post(page_of(role), filled_in(opened(page_of(role)))).status_code == 302
    assert edited() == {}


def test_what_is_written_here_remembers_nothing(editor):
    role = factories.make_role(title="Cook", claims=[factories.make_claim()])

    editor.post(page_of(role), filled_in(opened(page_of(role))) | {"title": "Chef"})

    assert (Role.objects.get(pk=role.pk).title, edited()) == ("Chef", {})


def test_a_place_changed_in_a_list_is_remembered(editor):
    families = editor.get(list_of(RoleFamily)).context["cl"]

    editor.post(list_of(RoleFamily), list_filled_in(families) | {"form-0-position": 9})

    assert edited() == {str(families.result_list[0]): "position"}


@pytest.mark.parametrize(("action", "status"), [("retire", "retired"), ("return_to_draft", "draft")])
def test_what_an_action_does_to_a_page_is_remembered(editor, action, status):
    role = Role.objects.get(identifier="R0")

    editor.post(list_of(Role), {"action": action, "_selected_action": [role.pk]})
    import_release(make_release(*BAKERY, version="1.1"))

    assert (Role.objects.get(pk=role.pk).status, edited()) == (status, {"Baker": "status"})


def test_a_retired_page_can_be_published_again(editor):
    Skill.objects.update(status="retired")

    editor.post(
        list_of(Skill), {"action": "publish", "_selected_action": list(Skill.objects.values_list("pk", flat=True))}
    )

    assert set(Skill.objects.values_list("status", flat=True)) == {"published"}


@pytest.mark.parametrize("model", [Role, Skill, RoleFamily])
def test_an_imported_page_says_where_it_comes_from_and_is_not_deleted(editor, model):
    row = model.objects.order_by("pk").first()

    page = editor.get(page_of(row)).content.decode()

    assert all(words in page for words in ("Bakers 1.0", row.identifier, "would bring it back: retire it"))
    assert editor.get(page_of(row, "delete")).status_code == 403
    editor.post(list_of(model), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert model.objects.filter(pk=row.pk).exists()


def test_a_release_is_not_deleted(editor):
    assert editor.get(page_of(Document.objects.get(), "delete")).status_code == 403


@pytest.mark.parametrize("model", [Role, Skill])
def test_a_list_shows_one_collection(editor, model):
    factories.FACTORIES[model]()

    rows = editor.get(list_of(model), {"collection__slug__exact": "esco"}).context["cl"].result_list

    assert set(rows) == set(model.objects.filter(collection="esco")) != set()


def test_a_role_with_hundreds_of_requirements_links_to_a_list_of_them(editor, django_assert_max_num_queries):
    release = factories.make_release(factories.make_collection("onet", short_name="O*NET"))
    role = factories.make_role("welder", collection=release.collection, release=release, identifier="51")
    skills = [
        factories.skills.Skill(slug=f"tool-{number}", name="Tool", kind="technology", area=factories.make_area())
        for number in range(101)
    ]
    factories.skills.Skill.objects.bulk_create(skills)
    requirement = factories.roles.SkillRequirement
    requirement.objects.bulk_create(
        requirement(role=role, skill=skill, release=release, native_need="in demand") for skill in skills
    )

    page = parse(editor.get(reverse("admin:roles_role_change", args=[role.pk])))
    link = next(link for link in page.all("a") if "All 101 skills asked for" in link.text)
    with django_assert_max_num_queries(9):
        rows = parse(editor.get(link.attributes["href"])).one("table", id="result_list").one("tbody").all("tr")

    assert not page.all(id="requirements-group")
    assert [row.one("td", css="field-native_values").text for row in rows[:2]] == ["in demand", "in demand"]


def test_a_skill_is_searched_with_the_collection_beside_its_name_and_the_own_first(editor):
    release = factories.make_release(factories.make_collection("onet", short_name="O*NET", position=1))
    factories.make_skill("python", name="Python")
    factories.make_skill("python-onet", name="A Python", collection=release.collection, release=release)
    field = {"app_label": "skills", "model_name": "skillrelation", "field_name": "target", "term": "python"}

    found = editor.get(reverse("admin:skills_skill_autocomplete"), field).json()

    assert [row["text"] for row in found["results"]] == ["Python", "A Python (onet)"]
