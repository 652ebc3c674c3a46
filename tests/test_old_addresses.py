"""Old addresses: what leaves one behind, and where it leads readers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from skills.models import Skill
from sources.old_addresses import OldAddress, lead
from sources.publication import Status

from . import factories
from .factories import make_role, make_skill

pytestmark = pytest.mark.django_db


def rename(row, slug):
    row.slug = slug
    row.save()
    return row


def arrows():
    return set(OldAddress.objects.values_list("kind", "slug", "replaced_by"))


def answer(client, address, method="get"):
    """Return where an address leads, or its status where it leads nowhere."""
    response = getattr(client, method)(address)
    return response["Location"] if response.status_code == 301 else response.status_code


# What leaves an old address behind


def test_a_chain_of_names_leads_to_the_last_in_one_step():
    role = make_role("a")

    rename(rename(role, "b"), "c")

    assert arrows() == {("role", "a", "c"), ("role", "b", "c")}


def test_a_name_taken_back_and_a_name_taken_by_another_lead_nowhere_else():
    skill = rename(rename(make_skill("a"), "b"), "a")
    back = arrows()
    rename(skill, "c")
    make_skill("a")

    assert (back, arrows()) == ({("skill", "b", "a")}, {("skill", "b", "c")})


def test_saving_other_fields_content_files_and_drafts_of_a_role_leave_none_behind():
    role = make_role("a")
    role.slug = "b"
    role.save(update_fields=["title"])
    role.save_base(raw=True)
    draft = make_role("draft-of-b", status="draft")
    draft.draft_of_id = role.pk

    rename(draft, "another")

    assert arrows() == set()


class EveryOldAddress(TestCase):
    @given(
        st.lists(
            st.tuples(st.sampled_from(["rename", "merge", "new", "delete"]), *[st.sampled_from("abc")] * 2),
            min_size=3,
            max_size=12,
        )
    )
    def test_leads_to_a_living_page_or_to_none_in_one_step(self, deeds):
        """By any sequence of deeds: what was an address of a row leads to where the row, or its heir, is now."""
        area = factories.make_area("area")
        living = {slug: make_skill(slug, area=area) for slug in "ab"}
        former = {slug: row.pk for slug, row in living.items()}  # address: the key of what had it last
        for deed, first, second in deeds:
            if deed == "new" and first not in living:
                living[first] = make_skill(first, area=area)
            elif deed == "rename" and first in living and second not in living:
                living[second] = rename(living.pop(first), second)
            elif deed == "merge" and {first, second} <= living.keys() and first != second:
                gone, kept = living.pop(first), living[second].pk
                former = {slug: kept if key == gone.pk else key for slug, key in former.items()} | {first: kept}
                gone.delete()
                lead(Skill, first, second)
            elif deed == "delete" and first in living:
                living.pop(first).delete()
            former |= {slug: row.pk for slug, row in living.items()}
        slugs = {row.pk: slug for slug, row in living.items()}

        found = dict(OldAddress.objects.values_list("slug", "replaced_by"))

        expected = {slug: slugs[key] for slug, key in former.items() if key in slugs and slugs[key] != slug}
        assert expected.items() <= found.items()
        assert not found.keys() & {*living, *found.values()}


# Where it leads readers


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    ("make", "room"),
    [
        (factories.make_role, "roles"),
        (factories.make_skill, "skills"),
        (factories.make_document, "sources"),
        (factories.make_route, "education"),
    ],
)
def test_an_old_address_of_a_page_leads_to_the_new_for_good(client, make, room, method):
    rename(make("old-name"), "new-name")

    answers = [answer(client, f"/{room}/{slug}/?from=x&y=1", method) for slug in ("old-name", "new-name", "nobody")]

    assert answers == [f"/{room}/new-name/?from=x&y=1", 200, 404]


def test_browsers_ask_again_after_a_while(client):
    """What was merged may be parted again."""
    rename(make_skill("old"), "new")

    assert client.get("/skills/old/")["Cache-Control"] == "max-age=3600"


@pytest.mark.parametrize(
    ("status", "expected"), [(Status.PUBLISHED, "/roles/new/"), (Status.RETIRED, "/roles/new/"), (Status.DRAFT, 404)]
)
def test_an_old_address_leads_only_to_what_readers_may_see(client, status, expected):
    rename(make_role("old", status=status), "new")

    assert answer(client, "/roles/old/") == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/compare/old/other/?show=differences", "/compare/new/other/?show=differences"),
        ("/compare/old/other.csv", "/compare/new/other.csv"),
        ("/compare/other/old.md", "/compare/other/new.md"),
        ("/compare/old/new/", "/compare/?role=new"),
        ("/compare/old/nobody/", 404),
        ("/compare/?role=other&role=old&q=x", "/compare/?role=other&role=new&q=x"),
        ("/compare/?role=nobody", 200),
        ("/map/old/other/", "/map/new/other/"),
        ("/map/old/new/", "/map/"),
        ("/map/old/nobody/", 404),
        ("/map/?family=old-family", "/map/?family=new-family"),
        ("/roles/?family=old-family&q=x", "/roles/?family=new-family&q=x"),
        ("/roles/?skill=old-skill&skill=nothing", "/roles/?skill=new-skill&skill=nothing"),
        ("/roles/?skill=nothing&skill=nothing&family=%00", 200),
        ("/skills/?area=old-area", "/skills/?area=new-area"),
        ("/skills/?within=old-skill", "/skills/?within=new-skill"),
    ],
)
def test_addresses_of_several_roles_and_of_lists_lead_on(client, address, expected):
    family = rename(factories.make_family("old-family"), "new-family")
    role = rename(make_role("old", family=family, seniority=1), "new")
    skill = rename(make_skill("old-skill", area=rename(factories.make_area("old-area"), "new-area")), "new-skill")
    make_role("other", family=family, levels={skill: 1})
    factories.make_requirement(role=role, skill=skill)

    assert answer(client, address) == expected


def test_a_living_page_costs_no_look_at_old_addresses(client):
    make_role("role")

    with CaptureQueriesContext(connection) as queries:
        client.get("/roles/role/")

    assert not [query["sql"] for query in queries if OldAddress._meta.db_table in query["sql"]]
