"""A day's work in one piece, as its people and its readers see it; the parts have their own tests beside this one."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from careers.doors.groups import AUTHOR, REVIEWER
from roles.models import Draft, Role
from skills.models import Skill

from .test_admin import page_of

WHY = "Seniors answer for how a service is built."
PUBLISHED = (
    "Senior Backend Engineer: data security is now essential; now asks for microservices, practitioner level, "
    "essential; now asks for system design, expert level, essential"
)
REWRITTEN = "System design: description rewritten"
RENAMED = "Senior Backend Engineer: title changed from “{0}” to “{1}”"
SENIOR, HASTY = "Senior Backend Engineer", "Staff Backend Engineer"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def senior(content):
    return Role.objects.get(slug="senior-backend-engineer")


def test_a_day_of_an_author_two_reviewers_and_their_readers(sign_in, page, senior, capsys):
    ada, rosa, sam = sign_in("ada", AUTHOR), sign_in("rosa", REVIEWER), sign_in("sam", REVIEWER)
    as_it_was = what_readers_see(page, senior)

    the_author_drafts_in_the_grid(ada, senior)
    the_author_submits(ada)
    a_reviewer_sees_the_difference(rosa)
    a_reviewer_schedules_it(rosa)
    assert what_readers_see(page, senior) == as_it_was

    two_reviewers_change_one_skill(rosa, sam)

    the_time_comes(capsys)
    readers_see_it(page, senior, as_it_was)

    as_published = what_readers_see(page, senior)
    a_reviewer_is_hasty(rosa, senior)
    assert what_readers_see(page, senior)["title"] == HASTY
    another_brings_the_version_back(sam, senior)
    readers_see_it_as_published(page, senior, as_published)

    a_reviewer_merges_two_skills(rosa)
    the_old_address_leads_on(page)


# What each of them does


def the_author_drafts_in_the_grid(ada, senior):
    ada.goto(page_of(senior))
    follow(ada, "text=Edit as a draft")
    follow(ada, "text=Begin the draft")
    follow(ada, "text=Edit skills in a grid")
    ada.wait_for_selector(".is-grid")
    for skill, written in [("Data security", "e4"), ("Microservices", "e3"), ("System design", "essential/expert")]:
        ada.locator("#grid tr", has=ada.get_by_role("rowheader", name=skill, exact=True)).locator("td").click()
        ada.keyboard.type(written)
        ada.keyboard.press("Enter")
    ada.click("[name=_review]")
    ada.wait_for_selector("#grid-review h3")

    assert ada.inner_text("#grid-review h3") == "Senior Backend Engineer (draft)"
    assert lines(ada, ".grid-summary li") == [
        "Microservices added: essential, practitioner",
        "System design added: essential, expert",
        "Data security now essential (was mentioned) rests on 1 claim as before: see that this still fits",
    ]
    ada.fill("[name=note]", WHY)
    ada.click("[name=_save]")
    ada.wait_for_selector(".messagelist")
    assert lines(ada, ".messagelist li") == ["Skills saved: 2 added, 1 changed."]


def the_author_submits(ada):
    ada.goto(page_of(Draft.objects.get()))
    assert steps_offered(ada) == ["Submit for review", "Withdraw"]
    follow(ada, "text=Submit for review")
    ada.fill("[name=comment]", WHY)
    follow(ada, "input[value='Submit for review']")
    assert steps_offered(ada) == ["Write on", "Withdraw"]


def a_reviewer_sees_the_difference(rosa):
    rosa.goto(reverse("admin:index"))
    follow(rosa, "text=Draft of Senior Backend Engineer")
    follow(rosa, "text=What readers will see change")

    assert lines(rosa, "#skills tbody tr:not(.group)") == [
        "Microservices Working Essential as backend engineers in general 3 of 5 documents, in general "
        "Practitioner Essential editorial ↑ raised: 1 level 3 of 5 documents, in general",
        "System design Practitioner Essential as backend engineers in general 1 of 5 documents, in general "
        "Expert Essential editorial ↑ raised: 1 level 1 of 5 documents, in general",
    ]
    assert lines(rosa, "#rows tbody tr") == [
        "Skills asked for Data security Need Mentioned Need Essential",
        f"Skills asked for Microservices added Level Practitioner Need Essential Basis Editorial Note {WHY}",
        f"Skills asked for System design added Level Expert Need Essential Basis Editorial Note {WHY}",
    ]


def a_reviewer_schedules_it(rosa):
    follow(rosa, "text=Back to the draft")
    offered = ["Publish now", "Publish at a time", "Send back", "Write on", "Withdraw"]
    assert steps_offered(rosa) == offered
    follow(rosa, "text=Publish at a time")
    tomorrow = timezone.localtime() + timedelta(days=1)
    rosa.fill("[name=publish_at]", f"{tomorrow:%Y-%m-%dT%H:%M}")
    follow(rosa, "input[value='Publish at a time']")

    assert lines(rosa, ".draft-steps :is(strong, blockquote)") == ["Begun", "Submitted", WHY, "Scheduled"]
    assert steps_offered(rosa) == offered


def two_reviewers_change_one_skill(rosa, sam):
    skill = Skill.objects.get(slug="system-design")
    for editor in (rosa, sam):
        editor.goto(page_of(skill))
    rosa.fill("#id_description", "What Rosa wrote.")
    follow(rosa, "[name=_save] >> nth=0")
    sam.fill("#id_description", "What Sam wrote.")
    follow(sam, "[name=_save] >> nth=0")

    assert lines(sam, ".conflict .stored") == ["What Rosa wrote."]
    assert sam.input_value("#id_description") == "What Sam wrote."
    sam.check("[name=description-choice][value=both]")
    follow(sam, "[name=_save] >> nth=0")
    skill.refresh_from_db()
    assert skill.description == "What Rosa wrote.\n\nWhat Sam wrote."


def the_time_comes(capsys):
    call_command("publish_due")
    nothing_yet = capsys.readouterr().out
    Draft.objects.update(publish_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_due")

    assert (nothing_yet, capsys.readouterr().out) == ("", "Published: Senior Backend Engineer.\n")


def a_reviewer_is_hasty(rosa, senior):
    rosa.goto(page_of(senior))
    rosa.fill("#id_title", HASTY)
    follow(rosa, "[name=_save] >> nth=0")


def another_brings_the_version_back(sam, senior):
    sam.goto(page_of(senior))
    follow(sam, "text=History")

    assert lines(sam, "#change-history td:is(:nth-child(4), :nth-child(5))") == [
        *("rosa", "Edit"),
        *("rosa", "Publication: Published as scheduled: draft of Senior Backend Engineer"),
    ]
    follow(sam, "text=Bring this version back")
    assert lines(sam, "#content-main dd") == ["Before: Staff Backend Engineer", "After: Senior Backend Engineer"]
    follow(sam, "input[value='Bring this version back']")


def a_reviewer_merges_two_skills(rosa):
    rosa.goto(page_of(Skill.objects.get(slug="multitasking")))
    follow(rosa, "text=Merge with another")
    rosa.fill("[name=q]", "Prioritisation")
    with rosa.expect_navigation():
        rosa.keyboard.press("Enter")
    follow(rosa, ".naming-found >> text='Prioritisation'")
    assert lines(rosa, ".naming-plan > ul > li") == [
        "“Multitasking” stays at /skills/multitasking/. Keep “Prioritisation” instead",
        "“Prioritisation” goes. Its address /skills/prioritization/ will lead to “Multitasking”.",
        "“Prioritisation” becomes another name of “Multitasking”, so that the search goes on finding it.",
        "What refers to “Prioritisation” will refer to “Multitasking”: 1 other name: Prioritization",
        "Both have and say the same of Backend Engineer: one stays, with the evidence of both.",
    ]
    follow(rosa, "input[value=Merge]")


# What readers see


def what_readers_see(page, senior):
    """Return the role's page, the page of changes and the feed, as far as this day may change them."""
    page.goto(senior.get_absolute_url())
    own = {"title": page.inner_text("h1"), "asks": lines(page, "#skills li.ask")}
    page.goto("/changes/")
    told = lines(page, "main li.statement")
    feed = page.request.get(page.get_attribute("link[type='application/atom+xml']", "href"))
    entries = ElementTree.fromstring(feed.text()).findall("atom:entry/atom:title", ATOM)  # noqa: S314 our own
    return {**own, "changes": told, "feed": [title.text for title in entries]}


def readers_see_it(page, senior, before):
    now = what_readers_see(page, senior)

    assert [ask for ask in now["asks"] if ask not in before["asks"]] == [
        f"Microservices editorial {WHY} Practitioner Essential 3 of 5 documents, in general",
        f"System design editorial {WHY} Expert Essential 1 of 5 documents, in general",
        "Data security often inferred The document speaks of those beyond 5 years of experience and names no level; "
        "they are read here as senior engineers. Expert Essential 1 of 5 documents, and +1 in general",
    ]
    assert now["changes"] == now["feed"] == [PUBLISHED, REWRITTEN, REWRITTEN]


def readers_see_it_as_published(page, senior, as_published):
    told = [RENAMED.format(HASTY, SENIOR), RENAMED.format(SENIOR, HASTY), *as_published["changes"]]

    assert what_readers_see(page, senior) == {**as_published, "changes": told, "feed": told}


def the_old_address_leads_on(page):
    page.goto("/skills/prioritization/")

    assert page.url.endswith("/skills/multitasking/")
    assert lines(page, "main header h1, main header p") == [
        "Multitasking",
        "Also called Prioritisation, Prioritization.",
        "Keeping several tasks or projects going at once without losing track of any.",
        "1 of 5 documents speak of it.",
    ]


def follow(page, what):
    """Click on what leads to another page, and wait until it is there."""
    with page.expect_navigation():
        page.click(what)


def lines(page, what):
    """Return the text of each of these, on one line each."""
    return [" ".join(text.split()) for text in page.locator(what).all_inner_texts()]


def steps_offered(page):
    return lines(page, ".draft-actions li")
