"""WCAG 2.2 AA, as far as a program can tell: axe-core finds nothing on any kind of page."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.kinds_of_page import ERRORS, KINDS

pytestmark = pytest.mark.urls("tests.kinds_of_page")

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {"runOnly": {"type": "tag", "values": LEVELS}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
# Colours count in all four looks; what else the rules ask for is laid out by the width alone.
LOOKS = [
    ("light", WIDE, EVERY_RULE),
    ("dark", WIDE, CONTRAST),
    ("dark", NARROW, EVERY_RULE),
    ("light", NARROW, CONTRAST),
]


def found_by_axe(page, rules):
    options = rules | {"resultTypes": ["violations"], "preload": False}
    violations = Axe().run(page, options=options).response["violations"]
    return [(found["id"], node["html"], node["failureSummary"]) for found in violations for node in found["nodes"]]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(new_page, kind):
    page = new_page(viewport=NARROW, may_fail=kind in ERRORS)
    page.goto(KINDS[kind])

    found = {"as it comes": found_by_axe(page, EVERY_RULE)}
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    for scheme, size, rules in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        # Django's own pages fade from one colour to the other.
        page.evaluate("Promise.allSettled(document.getAnimations().map(animation => animation.finished))")
        found[scheme, size["width"]] = found_by_axe(page, rules)

    assert {look: nodes for look, nodes in found.items() if nodes} == {}
