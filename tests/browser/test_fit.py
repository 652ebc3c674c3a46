"""The journey: mark what one can, see the plan, take it away; on a phone, by keyboard, without script."""

import re

from playwright.sync_api import expect

from careers.fit.codes import code_of
from tests.kinds_of_page import MARKS

JUNIOR = "/fit/junior-backend-engineer/"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
COUNT = "[data-count]"


def level(page, slug, value):
    return page.locator(f"input[name='{code_of(slug)}'][value='{value}']")


def test_on_a_phone_marks_are_kept_in_the_address_and_in_the_browser(new_page):
    page = new_page(**PHONE)
    page.goto("/roles/junior-backend-engineer/")
    page.get_by_role("link", name="How well do I fit?").tap()
    expect(page.locator(COUNT)).to_have_text("0")

    level(page, "system-design", 3).tap()
    level(page, "java", 2).tap()
    expect(page.locator(COUNT)).to_have_text("2")
    # What the chosen level means stands there, and nothing else.
    expect(page.locator(f"#said-{code_of('system-design')}-3")).to_be_visible()
    expect(page.locator(f"#mark-{code_of('system-design')} .mark-texts li:visible")).to_have_count(1)

    page.get_by_role("button", name="See your plan").tap()
    expect(page).to_have_url(re.compile(r"/plan/\?v=1&at=\w+&m=3\S{6}~2\S{6}$"))
    plan = page.url
    expect(page.locator("#met")).to_contain_text("System design")

    page.get_by_role("link", name="Roles that fit you").tap()
    expect(page.locator("main")).to_contain_text("Junior Backend Engineer")

    # Who comes back without the address goes on where they left, and can take everything back.
    page.goto("/fit/")
    page.get_by_role("link", name="Go on with your plan: Junior Backend Engineer").tap()
    expect(page).to_have_url(plan)
    page.goto(JUNIOR)
    expect(level(page, "java", 2)).to_be_checked()
    page.get_by_role("button", name="Forget my marks").tap()
    expect(page.locator(COUNT)).to_have_text("0")
    assert page.evaluate("localStorage.length") == 0


def test_marks_in_the_address_win_over_those_of_the_browser_and_are_left_alone(page):
    page.goto(JUNIOR)
    level(page, "algorithms", 4).check()

    page.goto(f"{JUNIOR}?{MARKS}")

    expect(level(page, "algorithms", 1)).to_be_checked()
    page.goto(JUNIOR)
    expect(level(page, "algorithms", 4)).to_be_checked()


def test_shared_marks_take_the_place_of_ones_own_only_when_asked_to(page):
    page.goto(JUNIOR)
    level(page, "algorithms", 4).check()
    mine = page.evaluate("localStorage['waymark-fit']")

    page.goto(f"{JUNIOR}?{MARKS}")
    notice = page.get_by_role("region", name="Whose marks are kept")
    expect(notice.get_by_role("status")).to_contain_text("other marks than those that this browser keeps")
    level(page, "system-design", 2).check()
    assert page.evaluate("localStorage['waymark-fit']") == mine
    expect(page).to_have_url(re.compile(code_of("system-design")))
    notice.get_by_role("button", name="Keep mine").click()
    expect(notice.get_by_role("status")).to_be_focused()
    level(page, "system-design", 3).check()
    assert page.evaluate("localStorage['waymark-fit']") == mine
    notice.get_by_role("link", name="Go to your own marks").click()
    expect(level(page, "algorithms", 4)).to_be_checked()
    expect(notice).to_be_hidden()

    page.goto(f"{JUNIOR}?{MARKS}")
    notice.get_by_role("button", name="Take these").click()
    expect(notice.get_by_role("status")).to_have_text("These marks are kept in this browser now, in place of yours.")
    page.goto(JUNIOR)
    expect(level(page, "algorithms", 1)).to_be_checked()
    expect(notice).to_be_hidden()


def test_marks_of_another_version_are_not_written_over(page):
    address = f"{JUNIOR}?v=2&m=3abcdef"
    page.goto(JUNIOR)
    level(page, "algorithms", 4).check()
    mine = page.evaluate("localStorage['waymark-fit']")
    page.goto(address)

    level(page, "algorithms", 1).check()

    expect(page.locator(COUNT)).to_have_text("1")
    assert page.url.endswith(address)
    assert page.evaluate("localStorage['waymark-fit']") == mine


def test_a_mark_is_taken_back(page):
    page.goto(JUNIOR)
    clear = page.get_by_role("button", name="Clear the mark of algorithms", exact=False)
    expect(clear).to_be_hidden()
    level(page, "algorithms", 4).check()

    clear.focus()
    page.keyboard.press("Enter")

    expect(page.locator(COUNT)).to_have_text("0")
    expect(level(page, "algorithms", 0)).to_be_focused()
    expect(clear).to_be_hidden()
    assert page.url.endswith(JUNIOR)
    assert page.evaluate("localStorage.length") == 0


def test_a_long_list_is_narrowed_as_one_types(new_page):
    page = new_page(**PHONE)
    page.goto(JUNIOR)
    fold = page.locator(".fit-part > details").last
    expect(fold).not_to_have_attribute("open", "")
    count = page.locator("[data-ask]").count()
    name = fold.locator(".mark-name").last.text_content()

    page.get_by_label("Find a skill in this list").fill(f" {name.upper()} ")

    shown = page.locator("[data-ask]:visible").count()
    expect(fold.locator(".mark-name").last).to_be_visible()
    expect(page.locator("#found")).to_have_text(f"{shown} of {count} shown")
    assert 0 < shown < count
    assert page.locator(".fit-part:visible").count() < page.locator(".fit-part").count()
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    page.get_by_label("Find a skill in this list").fill("")
    expect(fold).not_to_have_attribute("open", "")
    expect(page.locator("#found")).to_be_empty()
    expect(page.locator(COUNT)).to_have_text("0")


def test_by_keyboard_arrows_choose_a_level_and_enter_leads_to_the_plan(new_page):
    page = new_page(reduced_motion="reduce")
    page.goto(JUNIOR)
    level(page, "system-design", 0).focus()

    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(level(page, "system-design", 2)).to_be_focused()
    expect(level(page, "system-design", 2)).to_be_checked()
    # The bar at the bottom is above nothing that has the focus.
    bar = page.locator(".fit-bar").bounding_box()
    box = level(page, "system-design", 2).bounding_box()
    assert box["y"] + box["height"] <= bar["y"]

    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/plan/\?v=1&at=\w+&m=2\S{6}$"))


def test_without_javascript_the_form_leads_to_the_same_address(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(JUNIOR)
    expect(page.get_by_role("button", name="Forget my marks")).to_be_hidden()

    level(page, "system-design", 3).check()
    page.get_by_role("button", name="See your plan").click()

    expect(page).to_have_url(re.compile(rf"/plan/\?v=1&at=\w+&m=3{code_of('system-design')}$"))
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "plan-junior-backend-engineer.csv"


def test_a_plan_is_printed_without_what_only_a_screen_can_use(page):
    page.goto(f"{JUNIOR}plan/?{MARKS}")
    page.emulate_media(media="print")

    expect(page.locator(".plan-step").first).to_be_visible()
    assert page.locator("button:visible, .plan-take:visible, .plan-actions:visible, .site-header:visible").count() == 0
