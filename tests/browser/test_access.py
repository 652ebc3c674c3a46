"""WCAG 2.2 AA, as far as a program can tell: axe-core finds nothing on any kind of page."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.kinds_of_page import ERRORS, KINDS

pytestmark = pytest.mark.urls("tests.kinds_of_page")

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


def found_by_axe(page):
    violations = Axe().run(page, options=RULES).response["violations"]
    return [(found["id"], node["html"], node["failureSummary"]) for found in violations for node in found["nodes"]]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(new_page, kind):
    page = new_page(viewport=WIDE, may_fail=kind in ERRORS)
    page.goto(KINDS[kind])

    found = {}
    for folds in ("as they are", "open"):
        if folds == "open":
            page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for size in (WIDE, NARROW):
                page.set_viewport_size(size)
                found[folds, scheme, size["width"]] = found_by_axe(page)

    assert found == dict.fromkeys(found, [])
