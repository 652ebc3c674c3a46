"""The ladder beside a role: who stands on it, in which order, with which years."""

import pytest

from roles.ladder import Rung, roles_on_ladder, rungs
from roles.models import Role, StepKind
from roles.role_page import RolePage

from .factories import make_experience, make_role, make_step
from .html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def dev():
    """Engineers with three levels, one beyond them, one into management, and a draft on every rung."""
    dev = make_role("dev", title="Dev")
    junior, senior = (
        make_role(slug, title=slug, broader=dev, seniority=n) for slug, n in (("junior", 1), ("senior", 3))
    )
    make_role("mid", title="mid", broader=dev, seniority=2)
    make_role("trainee", title="trainee", broader=dev, seniority=1, status="draft")
    for slug, kind, fields in (
        ("manager", StepKind.INTO_MANAGEMENT, {}),
        ("architect", StepKind.INTO_ARCHITECTURE, {}),
        ("chief", StepKind.INTO_MANAGEMENT, {"status": "draft"}),
        ("tester", StepKind.SIDEWAYS, {}),
        ("unplaced", StepKind.INTO_MANAGEMENT, {"seniority": None}),
    ):
        target = make_role(slug, **{"title": slug, "seniority": 4} | fields)
        make_step(origin=senior, target=target, kind=kind)
    make_step(origin=junior, target=Role.objects.get(slug="manager"), kind=StepKind.INTO_MANAGEMENT)
    ghost = make_role("ghost", broader=dev, seniority=3, status="draft")
    make_step(origin=ghost, target=make_role("beyond-a-draft", seniority=4), kind=StepKind.INTO_MANAGEMENT)
    make_role("specialist", broader=dev)  # No level of its own.
    return dev


def test_ladder_holds_levels_and_what_they_lead_on_to_from_the_top_down_in_one_query(dev, django_assert_num_queries):
    with django_assert_num_queries(1):
        ladder = roles_on_ladder(dev)

    assert [role.slug for role in ladder] == ["architect", "manager", "senior", "mid", "junior"]


def test_role_without_levels_has_no_ladder():
    assert roles_on_ladder(make_role()) == []


def test_rung_gives_the_first_years_that_are_stated(dev):
    junior, mid, senior = (Role.objects.get(slug=slug) for slug in ("junior", "mid", "senior"))
    silent = make_experience("silent", role=junior)
    first, second = (make_experience(label, role=junior, years_from=years) for label, years in (("a", 1), ("b", 2)))
    none_at_all = make_experience("beginner", role=mid, years_from=0, years_to=1)

    assert rungs([senior, mid, junior], [silent, first, second, none_at_all]) == [
        Rung(senior, None),
        Rung(mid, none_at_all),
        Rung(junior, first),
    ]


@pytest.mark.parametrize(
    ("slug", "top", "slugs"),
    [
        ("dev", "dev", ["architect", "manager", "senior", "mid", "junior"]),
        ("senior", "dev", ["architect", "manager", "senior", "mid", "junior"]),
        ("architect", "dev", ["architect", "manager", "senior", "mid", "junior"]),
        ("beyond-a-draft", "beyond-a-draft", []),
    ],
)
def test_role_stands_on_the_ladder_of_its_broader_role_or_of_one_that_leads_to_it(dev, slug, top, slugs):
    page = RolePage(Role.objects.for_page().get(slug=slug))

    assert (page.ladder_top.slug, [rung.role.slug for rung in page.ladder]) == (top, slugs)


@pytest.mark.parametrize("slug", ["architect", "senior"])
def test_draft_is_the_top_of_no_ladder(client, dev, slug):
    published = parse(client.get(f"/roles/{slug}/")).all("ol", css="ladder")
    Role.objects.filter(pk=dev.pk).update(status="draft")
    response = client.get(f"/roles/{slug}/")

    assert (len(published), parse(response).all("ol", css="ladder")) == (1, [])
    assert "/roles/dev/" not in response.content.decode()


def test_ladder_marks_where_one_stands_and_the_years_that_are_inferred(client, dev):
    senior = Role.objects.get(slug="senior")
    make_experience(role=senior, years_from=5, basis="inferred", note="So it seems.")
    make_experience(role=Role.objects.get(slug="mid"), years_to=4, hedge="about", basis="inferred", note="Read so.")
    make_experience(role=Role.objects.get(slug="junior"), years_from=1, years_to=2, hedge="often")

    ladder = parse(client.get("/roles/senior/")).one("ol", css="ladder")

    assert [(rung.text, rung.classes, rung.one("a").attributes) for rung in ladder.all("li")] == [
        ("architect beyond senior; years not stated", ["beyond"], {"href": "/roles/architect/"}),
        ("manager beyond senior; years not stated", ["beyond"], {"href": "/roles/manager/"}),
        ("senior more than 5 years, inferred", ["here"], {"href": "/roles/senior/", "aria-current": "page"}),
        ("mid up to 4 years (about), inferred", [], {"href": "/roles/mid/"}),
        ("junior 1–2 years (often)", [], {"href": "/roles/junior/"}),
    ]


def test_role_beyond_the_levels_stands_on_their_ladder_as_both(client, dev):
    ladder = parse(client.get("/roles/architect/")).one("ol", css="ladder")

    assert [(rung.one("a").attributes["href"], rung.classes) for rung in ladder.all("li")] == [
        ("/roles/architect/", ["here", "beyond"]),
        ("/roles/manager/", ["beyond"]),
        ("/roles/senior/", []),
        ("/roles/mid/", []),
        ("/roles/junior/", []),
    ]


def test_ladder_is_that_of_the_nearest_broader_role(dev):
    Role.objects.filter(pk=dev.pk).update(broader=make_role("anybody"))
    page = RolePage(Role.objects.for_page().get(slug="senior"))

    assert [role.slug for role in page.chain] == ["senior", "dev", "anybody"]
    assert (page.ladder_top, [rung.role.slug for rung in page.ladder]) == (
        dev,
        ["architect", "manager", "senior", "mid", "junior"],
    )
