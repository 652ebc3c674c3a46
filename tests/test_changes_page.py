"""What readers are told of changes: what means something to them, and nothing of a draft."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from skills.models import SkillKind
from sources.history import change, unrecorded
from sources.history.models import Change
from tests.factories import (
    make_collection,
    make_document,
    make_requirement,
    make_role,
    make_role_alias,
    make_skill,
)
from tests.html import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def senior():
    """A role that nothing has happened to yet, which asks for mentoring."""
    with unrecorded():
        role = make_role("senior", title="Senior Engineer")
        make_requirement(role=role, skill=make_skill(name="Mentoring", kind=SkillKind.PRACTICE), need="desirable")
    return role


def saved(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    with change(None):
        row.save()


def told(client, query=""):
    """Return the lines of the page of changes."""
    return opened(client, f"/changes/{query}").texts("li", css="statement")


def opened(client, address):
    return parse(client.get(address).content.decode())


def test_a_change_is_told_in_plain_words_by_day(client, senior):
    saved(senior.requirements.get(), need="essential")
    Change.objects.update(made_at=datetime(2026, 3, 2, 12, tzinfo=UTC))
    saved(senior, title="Lead Engineer")

    page = opened(client, "/changes/")

    assert told(client) == [
        "Lead Engineer: title changed from “Senior Engineer” to “Lead Engineer”",
        "Lead Engineer: mentoring is now essential",
    ]
    assert page.texts("h2")[-1] == "2 March 2026"


def test_what_means_nothing_to_readers_is_not_told(client, senior):
    saved(senior.requirements.get(), note="Why.", basis="inferred", hedge="often")
    saved(senior, identifier="x", rank=3)

    assert told(client) == []


@pytest.mark.parametrize("status", ["draft", "published", "retired"])
def test_nothing_of_a_draft_is_told(client, senior, status):
    with unrecorded():
        saved(senior, status=status)
        hidden = make_skill(name="Secret", status="draft")
    make_requirement(role=senior, skill=hidden)
    make_role_alias("Elder", role=senior)

    assert told(client) == ([] if status == "draft" else ["Senior Engineer: the other title “Elder” added"])


def test_what_became_a_draft_again_is_told_no_more(client, senior):
    requirement = senior.requirements.get()
    saved(requirement, need="essential")
    skill = requirement.skill
    saved(skill, status="draft")

    assert told(client) == []
    saved(skill, status="published")
    assert told(client) == ["Mentoring: published", "Senior Engineer: mentoring is now essential"]
    saved(senior, status="draft")
    assert told(client) == ["Mentoring: published"]


def test_what_a_draft_was_before_it_was_published_stays_hidden(client, senior):
    with unrecorded():
        saved(senior, status="draft")
    saved(senior, title="Old secret")
    saved(senior, title="Lead Engineer", summary="New.", status="published")

    assert told(client) == ["Lead Engineer: published"]


def test_frameworks_are_told_of_where_they_are_asked_for(client):
    with unrecorded():
        role = make_role(title="Baker", collection=make_collection("bakery"))
    saved(role, summary="Bakes.")
    make_document(title="A guide")

    assert told(client) == ["A guide: added to the sources"]
    assert told(client, "?collection=all") == ["A guide: added to the sources", "Baker: summary rewritten"]


def test_a_role_tells_when_it_changed_and_links_to_its_own_changes(client, senior):
    before = opened(client, "/roles/senior/").all("time")
    saved(senior.requirements.get(), need="essential")
    Change.objects.update(made_at=datetime(2026, 3, 2, 12, tzinfo=UTC))
    saved(make_role(title="Other"), summary="Else.")

    note = opened(client, "/roles/senior/").one("p", css="changed")

    assert before == []
    assert note.text == "Last changed on 2 March 2026. What changed"
    query = note.one("a").attributes["href"].removeprefix("/changes/")
    assert told(client, query) == ["Mentoring is now essential"]


@pytest.mark.parametrize("query", ["?role=nobody", "?role=hidden", "?before=x", "?before=-1"])
def test_what_is_not_there_is_not_found(client, query):
    make_role("hidden", status="draft")

    assert client.get(f"/changes/{query}").status_code == 404


def test_changes_go_on_page_by_page(client, senior):
    for number in range(52):
        saved(senior, summary=f"Number {number}.")

    second = told(client, opened(client, "/changes/").one("a", rel="next").attributes["href"])

    assert [len(told(client)), len(second)] == [50, 2]


def test_the_feed_tells_the_same(client, senior):
    saved(senior.requirements.get(), need="essential")

    answer = client.get("/changes/feed.atom")

    atom = {"atom": "http://www.w3.org/2005/Atom"}
    entries = ElementTree.fromstring(answer.content).findall("atom:entry", atom)  # noqa: S314 our own
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.find("atom:title", atom).text for entry in entries] == ["Senior Engineer: mentoring is now essential"]
    assert [entry.find("atom:link", atom).get("href") for entry in entries] == ["http://testserver/roles/senior/"]


def test_an_entry_of_the_feed_keeps_its_name_when_its_page_is_called_otherwise(client, senior):
    def names():
        return re.findall("<id>(tag:.*?)</id>", client.get("/changes/feed.atom").content.decode())

    saved(senior.requirements.get(), need="essential")
    [name] = names()
    saved(senior, title="Staff Engineer")

    assert re.fullmatch(rf"tag:testserver,\d{{4}}-\d\d-\d\d:/changes/\d+/roles\.role/{senior.pk}/", name)
    assert names()[1:] == [name]


def test_more_changes_take_no_more_queries(client):
    counts = []
    for _ in range(2):
        with change(None):
            make_requirement(role=make_role(), skill=make_skill())
            make_document()
        with CaptureQueriesContext(connection) as queries:
            client.get("/changes/")
        counts.append(len(queries))

    assert len(told(client)) == 6
    assert counts[0] == counts[1]
