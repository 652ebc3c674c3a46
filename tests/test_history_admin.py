"""The history in the admin: read by every editor, written by none, and what was can be brought back from it."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from roles.models import SkillRequirement
from sources.history import change
from sources.history.kept import kept_models
from sources.history.models import Change
from sources.history.pages import HistoryMixin
from tests.admin_pages import filled_in, opened
from tests.factories import make_requirement, make_role, make_skill
from tests.html import parse

pytestmark = pytest.mark.django_db
CHANGES = "admin:sources_change_changelist"


@pytest.fixture
def editor(client):
    editor = User.objects.create_superuser("ada")
    client.force_login(editor)
    return editor


@pytest.fixture
def role():
    role = make_role("senior", title="Senior Engineer")
    make_requirement(role=role, skill=make_skill(name="Docker"), level=1)
    return role


def page_of(row, view, *arguments):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}", args=[row.pk, *arguments])


def raise_level(role, editor, level=3):
    """Raise what a role asks for by one change, and return that."""
    with change(editor, "They do more") as current:
        requirement = role.requirements.get()
        requirement.level = level
        requirement.save()
    return current.change


def shown(client, address):
    return parse(client.get(address, follow=True)).one(id="content")


def differences(page):
    return [f"{row.one('h4').text}: {row.one('dl').text}" for row in page.all(css="history-row")]


def test_every_page_of_a_model_has_our_history():
    others = [model for model in kept_models() if admin.site.is_registered(model)]

    assert [m for m in others if not isinstance(admin.site.get_model_admin(m), HistoryMixin)] == []


def test_saving_a_page_of_the_admin_is_one_change_of_its_editor(client, editor, role):
    data = filled_in(opened(page_of(role, "change"))) | {"title": "Lead Engineer", "requirements-0-level": "4"}
    data |= {name: "editorial" for name in data if name.endswith("basis")}
    data |= {name: "Why." for name in data if name.endswith("note")}

    assert client.post(page_of(role, "change"), data).status_code == 302

    made = Change.objects.first()
    levels = [row.changes.get("level") for row in made.rows.all()]
    assert (made.user, made.user_name, [level for level in levels if level]) == (editor, "ada", [[1, 4]])
    assert {row.subject_name for row in made.rows.all()} == {"Lead Engineer"}


def test_publishing_from_the_list_is_recorded(client, editor):
    role = make_role(status="draft")

    client.post(reverse("admin:roles_role_changelist"), {"action": "publish", "_selected_action": [role.pk]})

    assert Change.objects.first().kind == "publish"
    assert [row.changes for row in Change.objects.first().rows.all()] == [{"status": ["draft", "published"]}]


def test_two_versions_are_compared_field_by_field(client, editor, role):
    before = Change.objects.first().pk
    raise_level(role, editor)

    page = shown(client, f"{page_of(role, 'compare')}?from={before}&to=now")

    assert differences(page) == ["Changed Docker: Level Before: Awareness After: Practitioner"]


def test_a_version_is_brought_back_after_its_consequences_were_shown(client, editor, role):
    before = Change.objects.first().pk
    raise_level(role, editor)
    address = page_of(role, "bring_back", before)

    page = shown(client, address)
    answer = client.post(address, {"seen": page.one("input", name="seen").attributes["value"]}, follow=True)

    assert differences(page) == ["Changed Docker: Level Before: Practitioner After: Awareness"]
    assert "“Senior Engineer” is as it was after" in answer.content.decode()
    assert role.requirements.get().level == 1
    assert [row.who for row in Change.objects.all()[:2]] == ["ada", "ada"]


def test_nothing_is_brought_back_over_what_was_not_shown(client, editor, role):
    before = Change.objects.first().pk
    raise_level(role, editor)
    address = page_of(role, "bring_back", before)
    seen = shown(client, address).one("input", name="seen").attributes["value"]
    raise_level(role, editor, level=4)

    answer = client.post(address, {"seen": seen})

    assert "Something has changed since you opened this page." in answer.content.decode()
    assert role.requirements.get().level == 4


def test_a_whole_change_is_undone(client, editor, role):
    address = reverse("admin:sources_change_undo", args=[raise_level(role, editor).pk])

    page = shown(client, address)
    client.post(address, {"seen": page.one("input", name="seen").attributes["value"]})

    assert role.requirements.get().level == 1
    assert Change.objects.first().kind == "undo"


def test_what_changed_since_is_said_instead_of_undone(client, editor, role):
    first = raise_level(role, editor)
    raise_level(role, editor, level=4)

    answer = client.get(reverse("admin:sources_change_undo", args=[first.pk]), follow=True)

    assert "Nothing was undone. “Docker” (skill requirement of Senior Engineer) has been changed again" in (
        answer.content.decode()
    )
    assert role.requirements.get().level == 4


def test_the_list_of_changes_says_who_did_what(client, editor, role):
    raise_level(role, editor)

    for query in ("", "?q=senior", "?q=more", "?what=roles.role", "?kind__exact=edit"):
        first = parse(client.get(f"{reverse(CHANGES)}{query}")).one(id="result_list").one("tbody").all("tr")[0]
        assert [first.one(css=f"field-{name}").text for name in ("who", "what", "message")] == [
            "ada",
            "Senior Engineer",
            "They do more",
        ]


@pytest.mark.parametrize("may_change", [False, True])
def test_who_may_not_edit_a_page_brings_nothing_back(client, role, may_change):
    reader = User.objects.create_user("bob", is_staff=True)
    permissions = ["view_role", "change_role", "publish_role"] if may_change else ["view_role"]
    reader.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    made = raise_level(role, reader)
    client.force_login(reader)

    addresses = [page_of(role, "bring_back", made.pk), reverse("admin:sources_change_undo", args=[made.pk])]

    assert {client.get(address).status_code for address in addresses} == {200 if may_change else 403}
    assert client.get(page_of(role, "history")).status_code == 200
    assert client.post(reverse("admin:sources_change_change", args=[made.pk])).status_code == 405
    assert client.get(reverse("admin:sources_change_delete", args=[made.pk])).status_code == 403


def test_more_changes_and_rows_take_no_more_queries(client, editor, role):
    counts = []
    for number in (2, 3):
        raise_level(role, editor, level=number)
        with change(editor):
            make_requirement(role=role, skill=make_skill())
            SkillRequirement.objects.exclude(pk=role.requirements.order_by("pk").first().pk).delete()
        first = Change.objects.last().pk
        addresses = [reverse(CHANGES), page_of(role, "history"), f"{page_of(role, 'compare')}?from={first}&to=now"]
        with CaptureQueriesContext(connection) as queries:
            for address in addresses:
                assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
