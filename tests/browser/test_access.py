"""WCAG 2.2 AA, as far as a program can tell: axe-core finds nothing on any kind of page."""

import pytest

from tests.kinds_of_page import ERRORS, KINDS

from .accessibility import CONTRAST, EVERY_RULE, LOOK_AND_SIZE, OPEN_FOLDS, found_by_axe

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
# Colours count in all four looks, sizes in both widths, all else once.
LOOKS = [
    ("light", WIDE, EVERY_RULE),
    ("dark", WIDE, CONTRAST),
    ("dark", NARROW, LOOK_AND_SIZE),
    ("light", NARROW, CONTRAST),
]


@pytest.mark.urls("tests.kinds_of_page")
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(new_page, kind):
    page = new_page(viewport=NARROW, may_fail=kind in ERRORS)
    page.goto(KINDS[kind])

    found = {"as it comes": found_by_axe(page, EVERY_RULE)}
    page.evaluate(OPEN_FOLDS)
    for scheme, size, rules in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        # Django's own pages fade from one colour to the other.
        page.evaluate("Promise.allSettled(document.getAnimations().map(animation => animation.finished))")
        found[scheme, size["width"]] = found_by_axe(page, rules)

    assert {look: nodes for look, nodes in found.items() if nodes} == {}


FAINT = """<!doctype html><html lang="en"><title>t</title><body style="background: {ground}"><main><h1>Clear</h1>
<p>clear</p> <p>clear as well</p> <p style="color: #777">faint</p> <p style="color: #777">as faint</p>
<div style="background: #666"><p id="behind">on another ground</p></div>
<div style="opacity: .5"><p id="dimmed">dimmed</p></div></main>"""


def test_every_look_of_a_text_is_asked_for_its_contrast(browser):
    page = browser.new_page()
    page.set_content(FAINT.format(ground="#ddd"))
    found = found_by_axe(page, CONTRAST)
    page.close()

    assert [html for _, html, _ in found] == [
        '<p style="color: #777" data-sample="">faint</p>',
        '<p id="behind" data-sample="">on another ground</p>',
        '<p id="dimmed" data-sample="">dimmed</p>',
    ]
