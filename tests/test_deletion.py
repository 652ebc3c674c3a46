"""Deleting on the editors' side: what goes and what holds is said in words and numbers before it happens."""

import pytest
from django.urls import reverse

from roles.drafts import review
from roles.models import Role
from skills.models import Skill
from tests import factories
from tests.html import parse


@pytest.fixture
def editor(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="ada", is_staff=True, is_superuser=True))
    return client


def delete_page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_delete", args=[row.pk])


def said(response):
    page = parse(response)
    return [element.text for element in page.one("div", id="content").all() if element.tag in ("p", "li")]


@pytest.mark.parametrize("count", [1, 3])
def test_what_goes_with_a_role_and_what_readers_lose_is_said_at_the_same_cost(editor, django_assert_num_queries, count):
    role = factories.make_role("baker", title="Baker")
    for _ in range(count):
        factories.make_requirement(role=role, claims=[factories.make_claim()])

    with django_assert_num_queries(26):
        response = editor.get(delete_page_of(role))

    assert said(response) == [
        "With “Baker” these go, for good:",
        {1: "1 skill asked for", 3: "3 skills asked for"}[count],
        "Readers lose its page: whoever follows a link to /roles/baker/ finds nothing there.",
        "Retire it: set its status to Retired. Its address stays and says so; no list and no search shows it.",
    ]
    assert editor.post(delete_page_of(role), {"post": "yes"}).status_code == 302
    assert not Role.objects.exists()


def test_a_role_that_was_drafted_may_be_deleted_with_its_drafts(editor, django_user_model):
    role = factories.make_role("baker", title="Baker")
    review.start(role, django_user_model.objects.get())

    told = said(editor.get(delete_page_of(role)))
    editor.post(delete_page_of(role), {"post": "yes"})

    assert (told[:3], list(Role.objects.all())) == (
        ["With “Baker” these go, for good:", "1 copy that a draft is written in", "1 draft, open or past"],
        [],
    )


def test_what_asks_for_a_skill_keeps_it_and_is_named(editor):
    skill = factories.make_skill(name="Kneading", status="draft")
    for title in ("Baker", "Cook"):
        factories.make_requirement(role=factories.make_role(title=title), skill=skill)

    response = editor.get(delete_page_of(skill))

    assert said(response) == [
        "“Kneading” cannot be deleted as long as other content rests on it:",
        "2 roles ask for this skill: Baker: Kneading, Cook: Kneading",
    ]
    editor.post(delete_page_of(skill), {"post": "yes"})
    assert Skill.objects.filter(pk=skill.pk).exists()


def test_several_are_deleted_together_after_the_same_words(editor):
    roles = [factories.make_role(title=title) for title in ("Baker", "Cook")]
    factories.make_duty(role=roles[0])
    chosen = {"action": "delete_selected", "_selected_action": [role.pk for role in roles]}
    address = reverse("admin:roles_role_changelist")

    asked = editor.post(address, chosen)
    left = Role.objects.count()
    editor.post(address, chosen | {"post": "yes"})

    assert said(asked) == [
        "You are about to delete 2 roles, for good:", "Baker", "Cook", "With them go:", "1 duty",
    ]  # fmt: skip
    assert (left, Role.objects.count()) == (2, 0)
