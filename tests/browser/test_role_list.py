"""The list of roles: with htmx it narrows in place, without JavaScript it is a form; its state is the address."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

COUNT = "#role-list h2"


@pytest.fixture
def roles(page):
    """The list, with a mark on the document that a full load would wipe out."""
    page.goto("/roles/")
    page.evaluate("window.sameDocument = true")
    yield page
    # The server is left when it has answered everything.
    page.wait_for_load_state("networkidle")


def is_same_document(page):
    return page.evaluate("window.sameDocument === true")


def query(page):
    return page.evaluate("location.search")


def titles(page):
    """Return the place of the titles of the roles listed."""
    return page.locator(".role-card h3")


def test_a_box_narrows_in_place_and_keeps_the_focus(roles):
    roles.check("#seniority-senior")

    expect(roles.locator(COUNT)).to_have_text("1 role")
    expect(titles(roles)).to_have_text(["Senior Backend Engineer"])
    assert query(roles) == "?seniority=senior"
    assert is_same_document(roles)
    expect(roles.locator("#seniority-senior")).to_be_focused()
    expect(roles.locator("#seniority-senior")).to_be_checked()


def test_a_box_narrows_by_keyboard_alone(roles):
    roles.focus("#seniority-senior")
    roles.keyboard.press("Space")
    expect(roles.locator(COUNT)).to_have_text("1 role")
    roles.keyboard.press("Shift+Tab")
    roles.keyboard.press("Space")
    expect(roles.locator(COUNT)).to_have_text("2 roles")

    assert sorted(titles(roles).all_inner_texts()) == ["Mid-level Backend Engineer", "Senior Backend Engineer"]
    expect(roles.locator("#seniority-mid")).to_be_focused()


def test_the_number_of_roles_is_announced(roles):
    status = roles.get_by_role("status")
    expect(status).to_have_text("")

    roles.check("#seniority-junior")
    expect(status).to_have_text("1 role")
    roles.check("#seniority-mid")
    expect(status).to_have_text("2 roles")
    assert status.count() == 1


def test_the_back_button_brings_back_the_earlier_list(roles):
    everything = titles(roles).all_inner_texts()
    roles.check("#seniority-senior")
    expect(roles.locator(COUNT)).to_have_text("1 role")
    roles.check("#seniority-junior")
    expect(roles.locator(COUNT)).to_have_text("2 roles")

    roles.go_back()
    expect(roles.locator(COUNT)).to_have_text("1 role")
    expect(roles.locator("#seniority-senior")).to_be_checked()
    expect(roles.locator("#seniority-junior")).not_to_be_checked()
    roles.go_back()
    expect(roles.locator(COUNT)).to_have_text(f"{len(everything)} roles")
    expect(titles(roles)).to_have_text(everything)
    assert roles.locator("#role-list :checked").evaluate_all("all => all.filter(box => box.type == 'checkbox')") == []


def test_a_role_opened_from_a_narrowed_list_leads_back_to_it(roles):
    roles.check("#seniority-senior")
    expect(roles.locator(COUNT)).to_have_text("1 role")
    roles.click("text=Senior Backend Engineer")
    roles.wait_for_url("**/roles/senior-backend-engineer/")

    roles.go_back()

    expect(roles.locator(COUNT)).to_have_text("1 role")
    expect(roles.locator("#seniority-senior")).to_be_checked()
    expect(roles.locator("h1")).to_have_text("Roles")


def test_words_narrow_after_a_pause_and_the_caret_stays(page):
    page.clock.install()
    page.goto("/roles/")
    page.evaluate("window.sameDocument = true")
    page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    asked = []
    page.on("request", lambda request: request.resource_type == "xhr" and asked.append(request.url.rpartition("/")[2]))

    page.locator("#q").press_sequentially("moble")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("i")
    page.clock.run_for(200)
    assert asked == []
    page.clock.run_for(100)
    page.clock.resume()

    expect(page.locator(COUNT)).to_have_text("1 role")
    assert asked == ["?q=mobile"]
    assert query(page) == "?q=mobile"
    expect(titles(page)).to_have_text(["Mobile Application Developer"])
    expect(page.locator("#q")).to_be_focused()
    assert page.evaluate("[q.value, q.selectionStart, q.selectionEnd]") == ["mobile", 4, 4]
    assert is_same_document(page)


def test_letters_typed_while_the_list_is_asked_for_are_not_lost(roles):
    """A slow answer comes when the next letters already stand in the box."""
    slow = []
    roles.route("**/roles/?q=mob", lambda route: slow.append(route))
    with roles.expect_request("**q=mob"):
        roles.locator("#q").press_sequentially("mob", delay=20)
    roles.keyboard.type("ile")
    slow[0].continue_()

    roles.wait_for_url("**q=mobile")
    expect(roles.locator("#q")).to_have_value("mobile")
    expect(roles.locator(COUNT)).to_have_text("1 role")
    expect(titles(roles)).to_have_text(["Mobile Application Developer"])


def test_enter_in_the_words_stays_in_place(roles):
    roles.fill("#q", "mobile")
    roles.keyboard.press("Enter")

    expect(roles.locator(COUNT)).to_have_text("1 role")
    assert query(roles) == "?q=mobile"
    assert is_same_document(roles)


def test_the_select_adds_another_skill(roles):
    option = roles.locator("#other-skill option").nth(1)
    slug, label = option.get_attribute("value"), option.inner_text()
    roles.focus("#other-skill")
    roles.select_option("#other-skill", slug)

    expect(roles.locator(f"#skill-{slug}")).to_be_checked()
    assert query(roles) == f"?skill={slug}"
    expect(roles.get_by_role("link", name=f"Remove {label.rsplit(' (', 1)[0]}")).to_be_visible()
    assert is_same_document(roles)
    expect(roles.locator("#other-skill")).to_be_focused()
    expect(roles.locator("#other-skill")).to_have_value("")


def test_a_chip_takes_back_one_choice(roles):
    roles.check("#seniority-senior")
    expect(roles.locator(COUNT)).to_have_text("1 role")
    roles.check("#seniority-mid")
    expect(roles.locator(COUNT)).to_have_text("2 roles")

    roles.get_by_role("link", name="Remove Senior").click()

    expect(roles.locator(COUNT)).to_have_text("1 role")
    expect(titles(roles)).to_have_text(["Mid-level Backend Engineer"])
    assert query(roles) == "?seniority=mid"


def test_no_result_says_so_and_leads_back(roles):
    roles.fill("#q", "astronaut")
    expect(roles.locator(COUNT)).to_have_text("0 roles")

    roles.get_by_role("main").get_by_role("link", name="Show all roles").click()

    expect(roles.locator(COUNT)).to_have_text(re.compile(r"^\d\d roles$"))
    assert query(roles) == ""


def test_an_address_gives_the_same_list_to_anybody(roles, new_page):
    roles.check("#seniority-senior")
    roles.wait_for_url("**seniority=senior*")
    roles.select_option("#sort", "title")
    roles.wait_for_url("**sort=title*")
    roles.check("#seniority-mid")
    expect(roles.locator(COUNT)).to_have_text("2 roles")

    other = new_page()
    other.goto(roles.url)

    expect(titles(other)).to_have_text(titles(roles).all_inner_texts())
    expect(other.locator("#sort")).to_have_value("title")
    expect(other.locator("#seniority-mid")).to_be_checked()


def test_on_a_phone_the_choices_are_folded_and_stay_as_they_were(new_page):
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.goto("/roles/")
    page.evaluate("window.sameDocument = true")
    expect(page.locator("#seniority-senior")).not_to_be_visible()

    page.fill("#q", "engineer")
    page.wait_for_url("**q=engineer*")
    expect(page.locator("#seniority-senior")).not_to_be_visible()

    page.tap("#filter-fold > summary")
    page.tap("#seniority-senior")
    expect(page.locator(COUNT)).to_have_text("1 role")
    expect(page.locator("#seniority-senior")).to_be_visible()
    expect(page.locator("#seniority-senior")).to_be_focused()
    assert is_same_document(page)
    page.wait_for_load_state("networkidle")


def test_without_javascript_the_list_is_a_form(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/roles/")
    page.check("#seniority-senior")
    page.check("#seniority-mid")
    page.fill("#q", "complex")
    page.get_by_role("button", name="Show roles").click()

    page.wait_for_url("**?q=complex&seniority=mid&seniority=senior*")
    narrowed = titles(page).all_inner_texts()
    assert 0 < len(narrowed) <= 2
    assert page.locator(COUNT).inner_text().startswith(f"{len(narrowed)} role")
    assert set(narrowed) <= {"Mid-level Backend Engineer", "Senior Backend Engineer"}
    expect(page.locator("#q")).to_have_value("complex")
    expect(page.locator("#seniority-senior")).to_be_checked()


def test_without_javascript_a_chip_is_a_link(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/roles/?seniority=senior&seniority=mid")
    page.get_by_role("link", name="Remove Senior").click()

    page.wait_for_url("**/roles/?seniority=mid")
    expect(titles(page)).to_have_text(["Mid-level Backend Engineer"])
