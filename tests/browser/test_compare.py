"""Comparing in a browser: choosing as you type, changing what is compared, folds, and what is taken away."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .accessibility import OPEN_FOLDS
from .test_phone import CUT_OFF, OUTSIDE
from .test_print import FOLDED_AWAY

JUNIOR, MID, SENIOR = (f"{level}-backend-engineer" for level in ("junior", "mid-level", "senior"))
PAIR = f"/compare/{JUNIOR}/{SENIOR}/"
FOUR = f"/compare/{JUNIOR}/{MID}/{SENIOR}/backend-architect/"
NAMED = "#found .offers a"


def path(page):
    return page.evaluate("location.pathname + location.search")


def heads(page):
    """Return the place of the roles' titles, from left to right."""
    return page.locator(".columns h2")


# --- Choosing -----------------------------------------------------------------------------------------------


@pytest.fixture
def choosing(page):
    """The page of choosing, with a mark on the document that a full load would wipe out."""
    page.goto("/compare/")
    page.evaluate("window.sameDocument = true")
    yield page
    # The server is left when it has answered everything.
    page.wait_for_load_state("networkidle")


def test_words_narrow_the_roles_in_place_and_the_number_is_announced(choosing):
    status = choosing.get_by_role("status")
    expect(status).to_have_text("")
    before = choosing.locator(NAMED).count()

    choosing.locator("#q").press_sequentially("senior", delay=20)

    expect(choosing.locator(NAMED)).to_have_text(["Senior Backend Engineer"])
    expect(status).to_have_text("1 role found")
    expect(choosing.locator("#q")).to_be_focused()
    assert before > 10
    assert path(choosing) == "/compare/?q=senior"
    assert choosing.evaluate("window.sameDocument === true")


def test_no_result_says_so_and_other_words_find_again(choosing):
    choosing.fill("#q", "astronaut")
    expect(choosing.locator("#found")).to_have_text("No role fits these words.")
    expect(choosing.get_by_role("status")).to_have_text("0 roles found")

    choosing.fill("#q", "architect")

    expect(choosing.locator(NAMED)).to_have_text(["Backend Architect"])
    expect(choosing.get_by_role("status")).to_have_text("1 role found")


def test_two_roles_are_chosen_by_keyboard_one_after_the_other(choosing):
    choosing.focus("#q")
    choosing.keyboard.type("junior")
    expect(choosing.locator(NAMED)).to_have_text(["Junior Backend Engineer"])
    choosing.keyboard.press("Tab")
    choosing.keyboard.press("Enter")
    expect(choosing.get_by_role("link", name="Remove Junior Backend Engineer")).to_be_visible()
    choosing.focus("#q")
    choosing.keyboard.type("senior")
    expect(choosing.locator(NAMED)).to_have_text(["Senior Backend Engineer"])
    choosing.keyboard.press("Tab")
    choosing.keyboard.press("Enter")

    choosing.wait_for_url(f"**{PAIR}")
    expect(choosing.locator("h1")).to_have_text("From Junior to Senior Backend Engineer")


def test_without_javascript_choosing_is_a_form(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"/compare/?role={JUNIOR}")
    page.fill("#q", "senior")
    page.get_by_role("button", name="Find").click()

    expect(page).to_have_url(re.compile(rf"/compare/\?role={JUNIOR}&q=senior$"))
    expect(page.locator("#q")).to_have_value("senior")
    page.locator(NAMED).click()
    expect(page).to_have_url(re.compile(f"{PAIR}$"))
    expect(heads(page)).to_have_text(["Junior Backend Engineer", "Senior Backend Engineer"])


def test_a_suggestion_leads_to_its_comparison(choosing):
    choosing.locator("#suggestions a").first.click()

    choosing.wait_for_url(f"**/compare/{JUNIOR}/{MID}/")
    expect(heads(choosing)).to_have_text(["Junior Backend Engineer", "Mid-level Backend Engineer"])


# --- Changing what is compared ------------------------------------------------------------------------------


def test_a_third_role_is_added_beside_the_two(page):
    page.goto(PAIR)
    page.get_by_role("link", name="Add a role").click()
    page.wait_for_url(f"**/compare/?role={JUNIOR}&role={SENIOR}")
    page.fill("#q", "mid-level")
    expect(page.locator(NAMED)).to_have_text(["Mid-level Backend Engineer"])
    page.locator(NAMED).click()

    page.wait_for_url(f"**/compare/{JUNIOR}/{SENIOR}/{MID}/")
    expect(heads(page)).to_have_text(
        ["Junior Backend Engineer", "Senior Backend Engineer", "Mid-level Backend Engineer"]
    )
    expect(page.locator(".tally")).to_have_count(2)


def test_roles_are_swapped_moved_and_removed_without_losing_the_rest(page):
    page.goto(PAIR)
    page.get_by_role("link", name=re.compile("^Swap ?: Senior Backend Engineer$")).click()
    page.wait_for_url(f"**/compare/{SENIOR}/{JUNIOR}/")
    expect(page.locator("h1")).to_have_text("From Senior to Junior Backend Engineer")
    expect(page.locator(".tally-dropped, .tally-lowered").first).to_be_visible()

    page.goto(FOUR)
    page.get_by_role("link", name=re.compile("^Move left ?: Senior Backend Engineer$")).click()
    page.wait_for_url(f"**/compare/{JUNIOR}/{SENIOR}/{MID}/backend-architect/")
    page.get_by_role("link", name="Remove Mid-level Backend Engineer").click()
    page.wait_for_url(f"**/compare/{JUNIOR}/{SENIOR}/backend-architect/")
    expect(heads(page)).to_have_text(["Junior Backend Engineer", "Senior Backend Engineer", "Backend Architect"])


def test_a_role_is_replaced_by_another_in_its_place(page):
    page.goto(PAIR)
    page.get_by_role("link", name="Replace Junior Backend Engineer").click()
    expect(page.locator(".lede")).to_have_text("Choose what stands in the place of Junior Backend Engineer.")
    page.wait_for_load_state()
    page.fill("#q", "mid-level")
    expect(page.locator(NAMED)).to_have_text(["Mid-level Backend Engineer"])
    page.locator(NAMED).click()

    page.wait_for_url(f"**/compare/{MID}/{SENIOR}/")


def test_removing_one_of_two_leads_to_choosing_another(page):
    page.goto(PAIR)
    page.get_by_role("link", name="Remove Junior Backend Engineer").click()

    page.wait_for_url(f"**/compare/?role={SENIOR}")
    expect(page.locator(".chips")).to_have_text(re.compile("Senior Backend Engineer"))


def test_only_differences_are_an_address_that_leads_back(page):
    page.goto(PAIR)
    page.get_by_role("link", name="Only differences").click()
    page.wait_for_url(f"**{PAIR}?show=differences")
    expect(page.locator(".fold")).to_have_count(0)

    page.get_by_role("link", name="Show everything").click()
    page.wait_for_url(f"**{PAIR}")
    assert page.locator(".fold").count() > 3


# --- Reading it ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("fold", ["#skills > details.fold", "#duties > table details.evidence"])
def test_folds_and_evidence_open_and_close_by_keyboard(page, key, fold):
    page.goto(PAIR)
    details = page.locator(fold).first.element_handle()
    details.query_selector("summary").focus()

    page.keyboard.press(key)
    assert details.evaluate("fold => [fold.open, fold.lastElementChild.checkVisibility()]") == [True, True]
    page.keyboard.press(key)
    assert details.evaluate("fold => fold.open") is False


def test_evidence_in_a_cell_leads_to_the_claim(page):
    page.goto(PAIR)
    cell = page.locator("#duties td", has_text="Guide entry-level engineers").first
    cell.locator("summary").click()
    link = cell.locator(".readings a").first
    code = link.get_attribute("href").rpartition("#")[2]
    link.click()

    expect(page.locator(f"[id='{code}']")).to_be_in_viewport()


def test_groups_are_jumped_to(page):
    page.goto(PAIR)
    page.locator(".tools").get_by_role("link", name="Pay", exact=True).click()

    expect(page.locator("#pay h2")).to_be_in_viewport()


@pytest.mark.parametrize("address", [PAIR, FOUR])
def test_the_head_row_stays_in_sight_and_is_covered_by_nothing(page, address):
    page.goto(address)
    page.evaluate(OPEN_FOLDS)
    rows = page.locator("#skills > details.fold table tbody tr:not(.group)")
    row = rows.nth(rows.count() // 2)
    row.evaluate("row => row.scrollIntoView({block: 'center', behavior: 'instant'})")

    seen = page.evaluate("""() => [...document.querySelectorAll("#skills > details.fold thead")]
        .flatMap(head => [...head.querySelectorAll("th")].slice(1))
        .filter(cell => {
            const { left, top, height } = cell.getBoundingClientRect();
            return cell.contains(document.elementFromPoint(left + 5, top + height / 2));
        })
        .map(cell => cell.textContent)""")
    assert seen == heads(page).all_text_contents()


# --- On a phone ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [PAIR, FOUR, f"{PAIR}?show=differences", "/compare/"])
def test_on_a_phone_nothing_scrolls_sideways(new_page, address):
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.goto(address)
    closed = page.evaluate(OUTSIDE) + page.evaluate(CUT_OFF)
    page.evaluate(OPEN_FOLDS)

    assert (closed, page.evaluate(OUTSIDE) + page.evaluate(CUT_OFF)) == ([], [])


@pytest.mark.parametrize("address", [PAIR, FOUR])
def test_on_a_phone_every_row_is_a_card_that_names_its_roles(new_page, address):
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.goto(address)
    page.evaluate(OPEN_FOLDS)

    titles = heads(page).all_inner_texts()
    cards = page.evaluate("""() => [...document.querySelectorAll(".compare tbody tr:not(.group)")]
        .filter(card => card.checkVisibility())
        .map(card => [...card.querySelectorAll(".cell-role")]
            .filter(name => name.checkVisibility() && name.getBoundingClientRect().height > 0)
            .flatMap(name => name.textContent.split(", ")))""")
    assert len(cards) > 150
    assert [card for card in cards if card != titles] == []
    stacked = page.evaluate("""() => [...document.querySelectorAll(".compare tbody tr:not(.group)")]
        .map(card => [...card.children].map(part => part.getBoundingClientRect()))
        .every(parts => parts.every((part, place) => !place || part.top >= parts[place - 1].bottom - 0.5))""")
    assert stacked


# --- To take away -------------------------------------------------------------------------------------------


def download(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("navigation", name="On this page").get_by_role("link", name=name, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text(encoding="utf-8-sig")


def test_the_comparison_is_downloaded_as_csv_and_as_markdown(page):
    page.goto(PAIR)
    sentences = page.locator(".highlights li").all_inner_texts()
    rows = page.locator(".compare tbody tr:not(.group)").count()

    name, text = download(page, "CSV")
    lines = list(csv.reader(text.splitlines()))
    assert (name, lines[0][3:5], len(lines) - 1) == (
        f"{JUNIOR}-and-{SENIOR}.csv",
        ["Junior Backend Engineer", "Senior Backend Engineer"],
        rows,
    )
    assert "Working together,Mentor junior engineers,not stated,Leads,new" in text

    name, text = download(page, "Markdown")
    assert (name, [line[2:] for line in text.splitlines() if line.startswith("- ")]) == (
        f"{JUNIOR}-and-{SENIOR}.md",
        sentences,
    )


@pytest.mark.parametrize("address", [PAIR, FOUR])
def test_on_paper_folds_are_open_and_nothing_is_lost(new_page, address):
    page = new_page(viewport={"width": 700, "height": 1000})
    page.goto(address)
    assert page.locator("details:not([open])").count() > 100
    page.emulate_media(media="print")

    assert page.evaluate(FOLDED_AWAY) == []
    assert page.evaluate(OUTSIDE) == []
