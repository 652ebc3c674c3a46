"""An editor at the desk: from what is wrong to where it is mended, by keyboard and for every eye and ear."""

import pytest
from django.conf import settings
from django.urls import reverse

from roles.models import Question, SkillRequirement
from skills.models import SkillRelation
from sources.models import Basis, Claim, Document

from .accessibility import EVERY_RULE, OPEN_FOLDS, found_by_axe

INDEX = reverse("admin:index")


@pytest.fixture
def editor_page(new_page, client, admin_user, live_site):
    """Return a function that opens a page on which an editor has signed in."""
    client.force_login(admin_user)
    session = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}

    def open_page(**options):
        page = new_page(**options)
        page.context.add_cookies([session | {"url": live_site}])
        return page

    return open_page


def test_an_editor_goes_from_the_desk_to_an_unused_claim_and_attaches_it(editor_page):
    document = Document.objects.get(slug="junior-job-guide")
    Claim.objects.create(
        code="F900", document=document, locator="sentence 9", subject="Junior Backend Engineer",
        statement="Juniors know SQL injection.", strength="required",
    )  # fmt: skip
    page = editor_page(java_script_enabled=False)

    page.goto(INDEX)
    page.get_by_role("link", name="Claims that support nothing").click()
    page.get_by_role("link", name="F900").click()
    page.get_by_role("link", name="Attach to statements").click()
    page.get_by_role("button", name="Attach to Junior Backend Engineer: SQL injection").press("Enter")

    line = SkillRequirement.objects.get(role__slug="junior-backend-engineer", skill__slug="sql-injection")
    assert line.claims.filter(code="F900").exists()
    assert "F900 now supports “Junior Backend Engineer: SQL injection”" in page.locator(".messagelist").inner_text()


def test_a_finding_opens_the_fold_in_which_its_row_lies(editor_page):
    relation = SkillRelation.objects.first()
    SkillRelation.objects.filter(pk=relation.pk).update(basis=Basis.STATED)
    relation.claims.clear()
    page = editor_page()

    page.goto(reverse("desk:check", args=["statements-rest-on-claims"]))
    page.get_by_role("link", name=str(relation)).click()

    row = page.locator(f"#skillrelation-{relation.pk}")
    row.wait_for(state="visible")
    assert row.evaluate("row => row.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_is_accessible_and_fits_a_phone(editor_page, scheme):
    Question.objects.first().claims.clear()
    document = Document.objects.get(slug="junior-job-guide")
    addresses = [
        INDEX,
        reverse("desk:check", args=["names-differ"]),
        reverse("desk:claims", args=[document.pk]),
        reverse("desk:attach", args=[document.claims.first().pk]),
    ]
    page = editor_page(color_scheme=scheme, viewport={"width": 360, "height": 800})

    faults, wider = {}, []
    for address in addresses:
        page.goto(address)
        page.evaluate(OPEN_FOLDS)
        faults[address] = found_by_axe(page, EVERY_RULE)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wider.append(address)

    assert (faults, wider) == ({address: [] for address in addresses}, [])
