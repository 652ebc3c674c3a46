"""Job descriptions in a browser: written by keyboard and on a phone, checked, and taken to an interview."""

import pytest
from playwright.sync_api import expect

from .accessibility import CONTRAST, EVERY_RULE, OPEN_FOLDS, found_by_axe
from .test_phone import OUTSIDE, TOO_SMALL

BUILDER = "/roles/junior-backend-engineer/job-description/"
CHECK = "/job-descriptions/check/"
PHONE = {"width": 360, "height": 740}
ADVERT = """Junior Backend Engineer
You must know Kubernetes.

Requirements
- Expert in databases
- 8 years of experience with Python, a young ninja
- Bachelor's degree

We offer
- Competitive salary"""


def faults(page):
    """Return what axe finds in light and dark, what runs out of the window, and what is too small for a finger."""
    page.evaluate(OPEN_FOLDS)
    found = found_by_axe(page, EVERY_RULE)
    page.emulate_media(color_scheme="dark")
    return found + found_by_axe(page, CONTRAST) + page.evaluate(OUTSIDE) + page.evaluate(TOO_SMALL, 24)


def test_a_description_is_written_by_keyboard_and_shown_as_it_is_written(page):
    page.goto(BUILDER)
    sheet, must = page.locator("article.sheet"), page.get_by_role("checkbox", name="must Databases", exact=True)
    page.locator("#id_org").focus()
    page.keyboard.type("Mill")
    expect(sheet.locator("h2")).to_have_text("Junior Backend Engineer, Mill")

    must.focus()
    page.keyboard.press("Space")
    expect(sheet.get_by_role("link", name="Databases", exact=True)).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    expect(sheet.locator("ul.lines").nth(2)).to_contain_text("Databases (practitioner)")
    expect(page.get_by_role("checkbox", name="nice Databases", exact=True)).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("The description has 7 musts")
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(page.locator("#id_org")).to_have_value("Mill")
    expect(must).not_to_be_checked()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF", exact=True).press("Enter")
    assert download.value.suggested_filename == "junior-backend-engineer-job-description.pdf"


def test_without_javascript_the_builder_is_a_form(new_page):
    page = new_page(java_script_enabled=False, viewport=PHONE)
    page.goto(BUILDER)
    page.fill("#id_org", "Mill")
    page.fill("#id_pay_from", "much")
    page.get_by_role("button", name="Show the description").click()

    expect(page.locator("article.sheet h2")).to_have_text("Junior Backend Engineer, Mill")
    expect(page.get_by_role("alert")).to_contain_text("Pay from: Write a plain number, such as 42000.")
    expect(page.locator("#id_pay_from")).to_have_value("much")


def test_a_text_is_checked_on_a_phone(new_page):
    page = new_page(viewport=PHONE, has_touch=True)
    page.goto(CHECK)
    page.fill("#id_text", ADVERT)
    page.get_by_role("button", name="Check", exact=True).tap()

    expect(page.locator("#role-title")).to_have_text("It is read as: Junior Backend Engineer")
    expect(page.locator("#finding-2 h3")).to_contain_text("Databases: above the level")
    page.locator("#finding-2 .quotes a").first.tap()
    expect(page.locator(".marked-text mark", has_text="databases")).to_be_in_viewport()
    assert page.evaluate("location.href").partition("#")[0].endswith(CHECK)
    assert faults(page) == []


@pytest.mark.parametrize("address", [BUILDER, "/roles/junior-backend-engineer/interview/"])
def test_pages_for_those_who_hire_are_for_everybody(new_page, address):
    page = new_page(viewport=PHONE)
    page.goto(address)

    assert faults(page) == []
