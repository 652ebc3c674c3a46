"""The history in a browser: an editor changes a role, readers are told, two versions are compared, one comes back."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from roles.models import Role
from sources.history import change
from sources.history.models import Change

from .accessibility import EVERY_RULE, found_by_axe


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_a_version_comes_back_and_every_page_on_the_way_is_accessible(sign_in, scheme, width, tmp_path):
    role = Role.objects.get(slug="senior-backend-engineer")
    page = sign_in(color_scheme=scheme, viewport={"width": width, "height": 800})
    editor = User.objects.get()
    with change(editor, "Mentoring is what seniors are for"):
        asked = role.requirements.exclude(need=None).first()
        asked.need = "essential" if asked.need == "mentioned" else "mentioned"
        asked.save()
    with change(editor):
        role.title = "Principal Backend Engineer"
        role.save()
    faults = {}

    def look(name):
        page.screenshot(path=tmp_path / f"{scheme}-{name}.png", full_page=True)
        is_wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        faults[name] = [*found_by_axe(page, EVERY_RULE), *(["wider than the window"] if is_wider else [])]

    page.goto("/changes/")
    look("changes")
    page.goto(reverse("admin:roles_role_history", args=[role.pk]))
    look("history")
    page.get_by_label("Older").last.check()
    page.get_by_role("button", name="Compare").click()
    look("compare")
    page.click("text=Bring the older version back")
    look("bring back")
    page.click("input[value='Bring this version back']")
    page.goto(reverse("admin:sources_change_changelist"))
    look("list")
    page.goto(reverse("admin:sources_change_change", args=[Change.objects.first().pk]))
    look("change")

    assert faults == {name: [] for name in faults}
    assert Role.objects.get(pk=role.pk).title == "Senior Backend Engineer"
