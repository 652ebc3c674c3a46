"""Narrow windows, zoom and fingers: nothing runs out of the window, and what is to be touched is large enough."""

import pytest

from tests.kinds_of_page import ERRORS, KINDS

from .accessibility import OPEN_FOLDS

pytestmark = pytest.mark.urls("tests.kinds_of_page")

# 640 is a window of 1280 at 200 % zoom, 320 the same at 400 %.
WIDTHS = [320, 360, 640, 768, 1280]
# What runs out of the window; what scrolls in a box of its own may.
OUTSIDE = """() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const items = [...document.querySelectorAll("body *")]
        .filter(item => item.checkVisibility() && !item.closest(".scroll-x, .visually-hidden"))
        .filter(item => {
            const { left, right, width } = item.getBoundingClientRect();
            return width > 0 && (left < -0.5 || right > clientWidth + 0.5);
        })
        .map(item => item.outerHTML.slice(0, 90));
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`, ...items] : items;
}"""
# What is cut off: text that needs more room than its box gives, without a way to scroll to it.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
    .filter(item => item.checkVisibility() && !item.closest(".visually-hidden, svg, select, input"))
    .filter(item => getComputedStyle(item).overflowX !== "visible" && !item.closest(".scroll-x"))
    .filter(item => item.scrollWidth > item.clientWidth + 1)
    .map(item => item.outerHTML.slice(0, 90))"""
# Links in a sentence may be as high as its line (WCAG 2.5.8); a box is as large as the label around it, and the
# link of a card as the card.
TOO_SMALL = """least => {
    const inSentence = item => item.matches("a") && item.closest("p, dd, small, .readings, .points");
    const area = item => {
        const over = getComputedStyle(item, "::after");
        const isCard = over.content !== "none" && over.position === "absolute";
        return (isCard && item.closest("li, article")) || (item.matches("input") && item.closest("label")) || item;
    };
    return [...document.querySelectorAll("a[href], button, input, select, summary")]
        .filter(item => item.checkVisibility() && !item.matches(".skip-link, [type=hidden]") && !inSentence(item))
        .map(item => [area(item).getBoundingClientRect(), item.outerHTML.slice(0, 90)])
        .filter(([{ width, height }]) => width < least || height < least - 0.1)
        .map(([{ width, height }, html]) => `${Math.round(width)}×${Math.round(height)} ${html}`);
}"""
MAIN_CONTROLS = """least => [...document.querySelectorAll(
    ".brand, .site-nav a, .button, .theme-switch, input:not([type=checkbox], [type=hidden]), select, "
    + ".filter-options label, .chips a, .fold > summary, .fold-statement summary, .statement > .evidence > summary"
)]
    .filter(item => item.checkVisibility() && item.getBoundingClientRect().height < least - 0.1)
    .map(item => `${Math.round(item.getBoundingClientRect().height)} ${item.outerHTML.slice(0, 90)}`)"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_runs_out_of_the_window(new_page, kind):
    page = new_page(may_fail=kind in ERRORS)
    page.goto(KINDS[kind])

    outside = {}
    for folds in ("closed", "open"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 700})
            outside[folds, width] = page.evaluate(OUTSIDE) + page.evaluate(CUT_OFF)
        page.evaluate(OPEN_FOLDS)

    assert {look: items for look, items in outside.items() if items} == {}


@pytest.mark.parametrize("kind", ["role of a level", "role only named", "skill with levels", "document"])
def test_with_or_without_something_beside_it_a_text_keeps_its_column(page, kind):
    page.goto(KINDS[kind])
    edges = "[...document.querySelectorAll('.with-aside > :not(aside)')].map(part => part.getBoundingClientRect().left)"

    assert len(set(page.evaluate(edges))) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_finger_touches_is_large_enough(new_page, kind):
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, may_fail=kind in ERRORS)
    page.goto(KINDS[kind])
    page.evaluate(OPEN_FOLDS)

    assert page.evaluate(TOO_SMALL, 24) == []
    if kind != "login":  # Django's own page
        assert page.evaluate(MAIN_CONTROLS, 44) == []


def test_a_mouse_finds_everything_large_enough(new_page):
    page = new_page()
    for kind in ("list", "role of a level", "document", "skills", "glossary"):
        page.goto(KINDS[kind])
        page.evaluate(OPEN_FOLDS)

        assert page.evaluate(TOO_SMALL, 24) == []


@pytest.mark.parametrize("kind", ["home", "list", "role of a level", "skill with levels", "document"])
def test_larger_text_pushes_nothing_out(new_page, kind):
    """Text of twice the size, where the browser enlarges letters and not the page (WCAG 1.4.4)."""
    page = new_page()
    page.goto(KINDS[kind])
    page.evaluate("document.adoptedStyleSheets = [new CSSStyleSheet()]")
    page.evaluate("document.adoptedStyleSheets[0].replaceSync('html { font-size: 200% !important }')")
    page.evaluate(OPEN_FOLDS)

    assert page.evaluate(OUTSIDE) + page.evaluate(CUT_OFF) == []


def test_lines_may_be_spaced_out(new_page):
    """What a reader's own style sheet may ask for (WCAG 1.4.12)."""
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(KINDS["role of a level"])
    page.evaluate("document.adoptedStyleSheets = [new CSSStyleSheet()]")
    page.evaluate("""document.adoptedStyleSheets[0].replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }'
        + 'p { margin-block-end: 2em !important }'
    )""")
    page.evaluate(OPEN_FOLDS)

    assert page.evaluate(OUTSIDE) + page.evaluate(CUT_OFF) == []
