"""Every page is usable by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.kinds_of_page import ERRORS, KINDS

# What Tab shall stop at: whatever can be worked and is shown; of boxes of which one is chosen, that or the first.
CAN_BE_WORKED = """() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']"
)]
    .filter(item => item.checkVisibility({visibilityProperty: true}) && !item.disabled && item.type !== "hidden")
    .filter(item => item.tabIndex >= 0)
    .filter((item, place, all) => item.type !== "radio" || item === all
        .filter(other => other.type === "radio" && other.name === item.name)
        .reduce((stop, other) => other.checked ? other : stop))
    .map(item => (item.dataset.tab ??= Math.random().toString(36).slice(2)))"""
# Where the focus is, and whether a person sees it: an outline of its own, within the window, nothing above it.
FOCUSED = """() => {
    const item = document.activeElement;
    if (item === document.body) return null;
    const style = getComputedStyle(item), box = item.getClientRects()[0];
    const [x, y] = [box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    return {
        tab: item.dataset.tab,
        html: item.outerHTML.slice(0, 90),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        uncovered: top !== null && (item.contains(top) || top.contains(item)),
    };
}"""
# The login comes with the focus in its first field.
TO_THE_TOP = """() => {
    document.body.prepend(Object.assign(document.createElement("span"), { tabIndex: -1 }));
    document.body.firstChild.focus();
}"""
# The same kinds again, only longer.
LONG = {"role at large", "role high up"}


def walk(page, at_most=1500):
    """Return what has the focus after each Tab, until it leaves the page."""
    stops = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail(f"no way out: {stops[-3:]}")


@pytest.mark.urls("tests.kinds_of_page")
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in LONG])
def test_tab_reaches_everything_and_shows_where_it_is(new_page, kind):
    page = new_page(may_fail=kind in ERRORS)
    page.goto(KINDS[kind])
    page.evaluate(TO_THE_TOP)
    expected = page.evaluate(CAN_BE_WORKED)

    stops = walk(page)

    assert [stop["tab"] for stop in stops] == expected
    assert [stop["html"] for stop in stops if not stop["outlined"]] == []
    assert [stop["html"] for stop in stops if not stop["uncovered"]] == []


def test_shift_tab_goes_the_same_way_back(page):
    page.goto("/glossary/")
    there = page.evaluate(CAN_BE_WORKED)
    walk(page)

    back = []
    for _ in there:
        page.keyboard.press("Shift+Tab")
        back.append(page.evaluate(FOCUSED)["tab"])
    assert back == there[::-1]


def test_the_first_stop_skips_to_the_content(page):
    page.goto("/roles/junior-backend-engineer/")
    link = page.locator(".skip-link")
    expect(link).not_to_be_in_viewport()

    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")


@pytest.mark.parametrize(
    ("kind", "search"),
    [("home", "#search"), ("list", "#site-search"), ("role of a level", "#site-search"), ("glossary", "#site-search")],
)
def test_a_slash_goes_to_the_search(page, kind, search):
    page.goto(KINDS[kind])
    page.keyboard.press("/")
    expect(page.locator(search)).to_be_focused()

    page.keyboard.type("a/b")
    expect(page.locator(search)).to_have_value("a/b")


def test_a_slash_with_another_key_is_the_browsers(page):
    page.goto("/glossary/")
    page.keyboard.press("Control+/")

    expect(page.locator("#site-search")).not_to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("fold", ["#main header .evidence", "#skills .evidence", ".fold.inherited:not([open])"])
def test_folds_open_and_close(page, key, fold):
    page.goto("/roles/junior-backend-engineer/")
    details = page.locator(fold).first.element_handle()
    details.query_selector("summary").focus()

    page.keyboard.press(key)
    assert details.evaluate("fold => [fold.open, fold.lastElementChild.checkVisibility()]") == [True, True]
    page.keyboard.press(key)
    assert details.evaluate("fold => fold.open") is False


@pytest.mark.parametrize("kind", ["home", "list", "role of a level", "document"])
def test_without_javascript_everything_shown_does_something(new_page, kind):
    page = new_page(java_script_enabled=False)
    page.goto(KINDS[kind])

    expect(page.locator(".theme-switch")).to_be_hidden()
    # A button that is shown sends a form; links lead somewhere; folds open by themselves.
    assert page.locator("button:visible:not(form[action] button[type=submit])").count() == 0
    assert page.locator("a:visible:not([href])").count() == 0
    assert page.locator(":is(input, select):visible:not(form[action] *)").count() == 0


def test_without_javascript_evidence_opens(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/roles/junior-backend-engineer/")
    fold = page.locator("#main header .evidence").first
    readings = fold.locator(".readings")
    expect(readings).to_be_hidden()

    fold.locator("summary").click()

    expect(readings).to_be_visible()
    expect(readings.get_by_role("link").first).to_have_attribute("href", re.compile(r"^/sources/[\w-]+/#\w+$"))
