"""The admin in a browser: under the site's content security policy, for eyes and ears, by hand.

A violation of the policy is a message of failure on the console, which fails any test here (new_page).
"""

import pytest
from django.urls import reverse

from roles.models import Role, SkillRequirement
from skills.models import Skill
from sources.models import Claim

from .accessibility import EVERY_RULE, OPEN_FOLDS, found_by_axe

INDEX = reverse("admin:index")
ROLES = reverse("admin:roles_role_changelist")


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_admin_is_accessible_and_keeps_to_the_policy(sign_in, scheme):
    page = sign_in(color_scheme=scheme)
    addresses = [
        INDEX,
        ROLES,
        reverse("admin:roles_role_add"),
        page_of(Role.objects.get(slug="senior-backend-engineer")),
        page_of(Skill.objects.first()),
        page_of(Claim.objects.first()),
        reverse("admin:sources_document_changelist"),
        reverse("admin:roles_role_delete", args=[Role.objects.first().pk]),
        reverse("admin:password_change"),
    ]

    faults = {}
    for address in addresses:
        page.goto(address)
        page.evaluate(OPEN_FOLDS)
        faults[address] = found_by_axe(page, EVERY_RULE)

    assert faults == {address: [] for address in addresses}


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_of_the_admin_is_wider_than_the_window(sign_in, width):
    page = sign_in(viewport={"width": width, "height": 800})

    wider = []
    for address in (INDEX, ROLES, page_of(Role.objects.get(slug="senior-backend-engineer"))):
        page.goto(address)
        page.evaluate(OPEN_FOLDS)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wider.append(address)

    assert wider == []


def test_the_admin_follows_its_own_switch_of_colours(sign_in):
    page = sign_in(color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"

    colours = {}
    for theme in ("light", "dark"):
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        colours[theme] = page.evaluate(background)

    assert colours == {"light": "rgb(250, 248, 243)", "dark": "rgb(17, 23, 27)"}


def choose(page, field, term):
    """Search in an autocomplete field and take what is found."""
    page.locator(f"#{field} + .select2").click()
    page.locator(".select2-container--open .select2-search__field").last.press_sequentially(term)
    page.locator(".select2-results__option--highlighted", has_text=term).click()


def test_an_editor_adds_a_skill_with_its_claim_to_a_role(sign_in):
    role = Role.objects.get(slug="senior-backend-engineer")
    skill = Skill.objects.exclude(requirements__role=role).exclude(narrower__isnull=False).first()
    claim = Claim.objects.get(code="F050")
    number = role.requirements.count()
    page = sign_in()

    page.goto(page_of(role))
    page.click("#requirements-heading")
    page.click("#requirements-group .add-row a")
    choose(page, f"id_requirements-{number}-skill", skill.name)
    page.select_option(f"#id_requirements-{number}-need", "essential")
    choose(page, f"id_requirements-{number}-claims", "F050")
    with page.expect_navigation():
        page.click("[name=_save] >> nth=0")

    added = SkillRequirement.objects.get(role=role, skill=skill)
    assert (added.need, list(added.claims.all())) == ("essential", [claim])


def test_an_editor_reads_what_is_wrong_where_it_is_wrong(sign_in):
    role = Role.objects.get(slug="senior-backend-engineer")
    page = sign_in()

    page.goto(page_of(role))
    page.click("#requirements-heading")
    page.click("#requirements-group .add-row a")
    page.select_option(f"#id_requirements-{role.requirements.count()}-need", "essential")
    with page.expect_navigation():
        page.click("[name=_save] >> nth=0")

    row = page.locator(f"#requirements-{role.requirements.count()}")
    assert row.locator(".field-skill .errorlist").inner_text() == "This field is required."
    assert row.locator(".field-claims .errorlist").inner_text().startswith("A stated row rests on at least one claim")


def test_the_marker_of_editors_can_be_read_by_public_pages(sign_in):
    page = sign_in()

    assert "waymark_editor=1" in page.evaluate("document.cookie")


def test_two_editors_on_one_role_lose_nothing(sign_in):
    """The second is asked about what both changed, by keyboard and without JavaScript; leaving a page asks first."""
    role = Role.objects.get(slug="senior-backend-engineer")
    page, other = sign_in(), sign_in(java_script_enabled=False)
    page.goto(page_of(role))
    page.fill("#id_summary", "Mine.")
    page.fill("#id_hedge", "often")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.href = '/admin/'")
    page.wait_for_timeout(300)

    other.goto(page_of(role))
    other.fill("#id_summary", "Theirs.")
    other.fill("#id_rank", "7")
    other.click("[name=_save] >> nth=0")
    page.focus("[name=_save] >> nth=0")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert asked == ["beforeunload"]
    assert "Theirs." in page.locator(".conflict").inner_text()
    assert (page.input_value("#id_summary"), page.input_value("#id_rank")) == ("Mine.", "7")
    assert found_by_axe(page, EVERY_RULE) == []
    page.focus("[name=summary-choice][value=both]")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    role.refresh_from_db()
    assert (role.summary, role.hedge, role.rank) == ("Theirs.\n\nMine.", "often", 7)
