"""The search: suggestions as one types, by keyboard and mouse, and the page of results that they lead to."""

import pytest
from playwright.sync_api import expect

from sources.collection import Collection
from tests.factories import make_role

from .accessibility import CONTRAST, EVERY_RULE, found_by_axe

BOX = "#site-search"
OPTIONS = "[role=option]"
EDGES = "list => [list.getBoundingClientRect().left, list.getBoundingClientRect().right]"


@pytest.fixture
def glossary(page):
    page.goto("/glossary/")
    yield page
    # The server is left when it has answered everything.
    page.wait_for_load_state("networkidle")


def type_in(page, text, box=BOX):
    """Type a text and wait for what is suggested for it."""
    with page.expect_response("**/search/suggest/**"):
        page.locator(box).press_sequentially(text)
    expect(page.locator(OPTIONS).last).to_have_text(f"All results for “{page.locator(box).input_value()}”")


def active(page):
    """Return the text of the option that assistive technology is told to be the active one, or nothing."""
    return page.evaluate("""() => {
        const box = document.querySelector("[role=combobox]");
        const option = document.getElementById(box.getAttribute("aria-activedescendant"));
        const chosen = [...document.querySelectorAll("[role=option][aria-selected=true]")];
        if (chosen.length > 1 || (chosen[0] ?? null) !== option) throw new Error("another one looks active");
        return option?.querySelector(".suggested")?.textContent ?? option?.textContent ?? "";
    }""")


def test_a_search_from_a_mistake_to_another_collection_and_back(page):
    onet = Collection.objects.create(slug="onet", name="The Network", short_name="O*NET", position=1)
    make_role("python-keeper", title="Python keeper", collection=onet)
    page.goto("/")
    type_in(page, "pyhton", "#search")
    page.keyboard.press("ArrowDown")
    assert active(page) == "Python"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Python")
    page.wait_for_load_state()

    page.keyboard.press("/")
    page.keyboard.type("pyhton")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=pyhton")
    expect(page.locator("h1")).to_have_text("Results for “python”")
    expect(page.locator(".hit").first).to_be_visible()

    page.get_by_role("link", name="Add O*NET").click()
    expect(page.locator(".hit .tag")).to_have_text(["O*NET"])
    page.get_by_role("navigation", name="Show").get_by_role("link", name="Skills").click()
    expect(page.locator(".results h2")).to_have_text(["Skills"])
    expect(page.locator(".hit h3").first).to_have_text("Python")

    page.go_back()
    expect(page.locator(".hit .tag")).to_have_text(["O*NET"])
    page.go_back()
    expect(page.locator(".hit .tag")).to_have_count(0)
    expect(page.locator("#search")).to_have_value("pyhton")


def test_the_arrows_go_round_and_the_text_stays(glossary):
    type_in(glossary, "backend eng")
    box = glossary.locator(BOX)
    titles = glossary.locator(".suggested").all_text_contents()
    assert len(titles) > 2

    seen = []
    for key in ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "Home"]:
        glossary.keyboard.press(key)
        seen.append(active(glossary))

    last = "All results for “backend eng”"
    assert seen == [titles[0], titles[1], titles[0], last, titles[0], titles[1], ""]
    expect(box).to_have_value("backend eng")
    assert box.evaluate("box => box.selectionStart") == 0
    expect(box).to_be_focused()


def test_escape_closes_and_then_empties_and_tab_goes_on(glossary):
    type_in(glossary, "backend")
    box, options = glossary.locator(BOX), glossary.get_by_role("listbox")
    expect(box).to_have_attribute("aria-expanded", "true")

    glossary.keyboard.press("Escape")
    expect(options).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("backend")
    glossary.keyboard.press("ArrowDown")
    expect(options).to_be_visible()
    glossary.keyboard.press("Tab")
    expect(options).to_be_hidden()
    expect(box).not_to_be_focused()
    box.focus()
    glossary.keyboard.press("Escape")
    expect(box).to_have_value("")


def test_the_number_of_suggestions_is_announced(glossary):
    said = glossary.locator(".site-search [aria-live]")
    expect(said).to_have_text("")

    type_in(glossary, "java")
    expect(said).to_have_text(f"{glossary.locator('.suggested').count()} suggestions")


def test_a_click_on_a_suggestion_leads_there(glossary):
    type_in(glossary, "javascript")
    glossary.locator(OPTIONS).first.click()

    glossary.wait_for_url("**/skills/javascript/")


def test_an_answer_that_comes_late_is_not_shown(glossary):
    late = []
    glossary.route("**/search/suggest/?q=jav", lambda route: late.append(route))
    with glossary.expect_request("**/search/suggest/?q=jav"):
        glossary.locator(BOX).press_sequentially("jav")
    type_in(glossary, "ascript")
    late[0].fulfill(body="<a role=option id=suggestion-late>Late</a>")
    glossary.wait_for_timeout(50)

    expect(glossary.locator(OPTIONS).last).to_have_text("All results for “javascript”")


def test_without_an_answer_the_box_is_a_plain_form(new_page):
    page = new_page(may_fail=True)
    page.goto("/glossary/")
    page.route("**/search/suggest/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.locator(BOX).press_sequentially("javascript")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=javascript")


@pytest.mark.parametrize("width", [360, 1280])
def test_an_open_list_is_accessible_and_stays_in_the_window(new_page, width):
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/glossary/")
    type_in(page, "engineer")
    page.keyboard.press("ArrowDown")

    found = {"light": found_by_axe(page, EVERY_RULE)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = found_by_axe(page, CONTRAST)
    left, right = page.locator(".suggestions").evaluate(EDGES)

    assert found == {"light": [], "dark": []}
    assert 0 <= left < right <= width
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_javascript_the_search_is_forms_and_links(new_page):
    page = new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto("/glossary/")
    page.fill(BOX, "pyhton")
    page.press(BOX, "Enter")

    page.wait_for_url("**/search/?q=pyhton")
    expect(page.locator("h1")).to_have_text("Results for “python”")
    page.get_by_role("navigation", name="Show").get_by_role("link", name="Skills").click()
    expect(page.locator(".hit h3").first).to_have_text("Python")
