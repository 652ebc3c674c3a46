"""On paper: black on white, without what only a screen can use, and with everything that folds hide."""

import re

import pytest
from playwright.sync_api import expect

from tests.kinds_of_page import KINDS

BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
FOLDED_AWAY = """() => [...document.querySelectorAll("details:not([open])")]
    .filter(fold => fold.checkVisibility())
    .map(fold => [...fold.children].find(child => child.localName !== "summary"))
    .filter(body => body !== undefined)
    .filter(body => !body.checkVisibility({ contentVisibilityAuto: true }) || body.getBoundingClientRect().height === 0)
    .map(body => body.outerHTML.slice(0, 90))"""
FOR_THE_SCREEN = [
    ".site-header, .site-footer, .skip-link, .crumbs, .jump, .chips, .pages, .edit-link",
    "form, button, input, select",
]
# Colours of text that is neither black nor a dark grey, and of grounds that are not white.
COLOURED = """() => [...document.querySelectorAll("main, main *")]
    .filter(item => item.checkVisibility() && item.innerText?.trim())
    .filter(item => {
        const { color, backgroundColor } = getComputedStyle(item);
        const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
        const [, , , alpha = 1] = numbers(backgroundColor);
        const isDark = numbers(color).slice(0, 3).every(part => part <= 0x55);
        return !isDark || (alpha > 0 && numbers(backgroundColor).slice(0, 3).some(part => part < 255));
    })
    .map(item => [item.outerHTML.slice(0, 60), getComputedStyle(item).color, getComputedStyle(item).backgroundColor])"""


@pytest.fixture
def printed(new_page):
    """Return a function that opens a page as it is printed, for a reader who likes it dark."""

    def open_page(kind):
        page = new_page(color_scheme="dark", viewport={"width": 700, "height": 1000})
        page.goto(KINDS[kind])
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        page.emulate_media(media="print")
        return page

    return open_page


@pytest.mark.parametrize("kind", ["home", "list, narrowed", "role of a level", "skill with levels", "document"])
def test_paper_is_black_on_white(printed, kind):
    page = printed(kind)

    expect(page.locator("html")).to_have_css("background-color", WHITE)
    expect(page.locator("body")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator("h1")).to_have_css("color", BLACK)
    assert page.evaluate(COLOURED) == []


@pytest.mark.parametrize("kind", ["home", "list, narrowed", "role of a level", "glossary", "document"])
def test_what_only_a_screen_can_use_is_left_out(printed, kind):
    page = printed(kind)

    chrome = page.locator(", ".join(FOR_THE_SCREEN)).filter(visible=True)
    assert chrome.all_inner_texts() == []


@pytest.mark.parametrize("kind", ["role of a level", "role at large", "skill with levels", "way in", "glossary"])
def test_folds_are_printed_open(printed, kind):
    page = printed(kind)

    assert page.locator("details:not([open])").count() > 0
    assert page.evaluate(FOLDED_AWAY) == []


def test_what_the_folds_hide_takes_up_paper(printed):
    page = printed("glossary")
    whole = pages_of(page.pdf(format="A4"))
    page.evaluate("document.querySelectorAll('.readings').forEach(list => list.remove())")

    assert whole > pages_of(page.pdf(format="A4"))


def pages_of(pdf):
    return len(re.findall(rb"/Type /Page\b", pdf))
