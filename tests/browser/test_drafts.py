"""The way of a change from its author to readers, in a browser."""

from django.urls import reverse

from careers.doors.groups import AUTHOR, REVIEWER
from roles.models import Role

from .accessibility import EVERY_RULE, found_by_axe


def test_a_draft_goes_from_its_author_by_way_of_a_reviewer_to_readers(sign_in, page):
    role = Role.objects.get(slug="senior-backend-engineer")
    summary = "Leads the work on a service, and the people who do it."
    author = sign_in("ada", AUTHOR, viewport={"width": 360, "height": 740})
    faults = {}

    def look(at, name):
        faults[name] = found_by_axe(at, EVERY_RULE)

    author.goto(reverse("admin:roles_role_change", args=[role.pk]))
    assert author.locator("[name=_save]").count() == 0
    author.click("text=Edit as a draft")
    look(author, "start")
    author.click("text=Begin the draft")
    author.fill("#id_summary", summary)
    author.locator("[name=_continue]").first.click()
    author.click("text=What readers will see change")
    look(author, "changes")
    assert summary in author.inner_text("#rows")
    author.click("text=Preview")
    look(author, "preview")
    assert summary in author.inner_text("main")
    author.click("text=Back to the draft >> nth=0")
    author.click("text=Submit for review")
    author.fill("[name=comment]", "Says what the seniors told us.")
    author.click("input[value='Submit for review']")

    page.goto(role.get_absolute_url())
    assert summary not in page.inner_text("main")

    reviewer = sign_in("rosa", REVIEWER, color_scheme="dark")
    reviewer.goto(f"{reverse('admin:roles_draft_changelist')}?show=waiting")
    look(reviewer, "list")
    reviewer.click("text=Senior Backend Engineer")
    assert "Says what the seniors told us." in reviewer.inner_text("#content")
    look(reviewer, "review")
    reviewer.click("text=Publish now")
    look(reviewer, "publish")
    reviewer.click("input[value='Publish now']")

    page.reload()
    assert summary in page.inner_text("main")
    assert {name: found for name, found in faults.items() if found} == {}
