"""Open data, an older version and a card in somebody else's page, on a phone, by keyboard, for every eye and ear."""

from urllib.parse import urlsplit

import pytest

from tests.released import make_content_release

from .accessibility import EVERY_RULE, OPEN_FOLDS, found_by_axe

PHONE = {"width": 360, "height": 740}
ROLE = "/roles/junior-backend-engineer/"
COUNTS = {"rows": {"roles": 16}, "documents": {"role": 16}}
FILES = [{"name": name, "bytes": 1662, "sha256": 64 * "a"} for name in ("roles.csv.gz", "roles.jsonl.gz", "SHA256SUMS")]


@pytest.fixture
def released(live_site):
    return make_content_release("2026-11-01", counts=dict(COUNTS), files=FILES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/data/", f"{ROLE}?version=2026-11-01", f"/embed{ROLE}"])
def test_pages_are_read_on_a_phone_by_every_eye(new_page, released, address, scheme):
    page = new_page(viewport=PHONE, color_scheme=scheme)

    page.goto(address)
    page.evaluate(OPEN_FOLDS)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert found_by_axe(page, EVERY_RULE) == []


def test_a_reader_goes_back_in_time_and_to_today_by_keyboard(new_page, released):
    page = new_page(java_script_enabled=False)

    page.goto(f"{ROLE}?version=2026-11-01")
    page.get_by_role("link", name="Read the page as it is today").press("Enter")
    page.wait_for_url(f"**{ROLE}")
    page.get_by_role("link", name="Open data").press("Enter")
    page.get_by_role("link", name="2026-11-01", exact=True).press("Enter")

    assert urlsplit(page.url).path == "/data/2026-11-01/"


def test_the_lines_to_embed_show_the_card_on_a_page_of_others(new_page, live_site):
    page = new_page()
    page.goto(ROLE)
    page.get_by_text("Embed this").press("Enter")
    lines = page.get_by_label("Copy these lines into your page").input_value()

    elsewhere = new_page()
    body = f"<!doctype html><title>Elsewhere</title>{lines}"
    # Chromium lets no page of another host show one of this machine.
    elsewhere.route("**/elsewhere/", lambda route: route.fulfill(content_type="text/html", body=body))
    elsewhere.goto("/elsewhere/")
    card = elsewhere.frame_locator("iframe")

    assert card.get_by_role("heading", level=1).inner_text() == "Junior Backend Engineer"
    assert elsewhere.context.cookies() == []
