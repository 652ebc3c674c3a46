"""Every page is usable by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.kinds_of_page import ERRORS, KINDS

# What a Tab shall stop at: whatever can be worked and is shown, but boxes of one radio group count once.
CAN_BE_WORKED = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(item => item.checkVisibility({visibilityProperty: true}) && !item.disabled && item.type !== "hidden")
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
LONG = {"role of a level", "role at large", "role high up", "document"}


def walk(page, key="Tab", at_most=1500):
    """Return what has the focus after each Tab, until it leaves the page."""
    stops = []
    for _ in range(at_most):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail(f"no way out: {stops[-3:]}")


@pytest.mark.urls("tests.kinds_of_page")
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in LONG])
def test_tab_reaches_everything_and_shows_where_it_is(new_page, kind):
    page = new_page(may_fail=kind in ERRORS, reduced_motion="reduce")
    page.goto(KINDS[kind])
    page.evaluate("document.activeElement.blur()")
    expected = page.evaluate(CAN_BE_WORKED)

    stops = walk(page)

    assert [stop["tab"] for stop in stops] == expected
    assert [stop["html"] for stop in stops if not stop["outlined"]] == []
    assert [stop["html"] for stop in stops if not stop["uncovered"]] == []
