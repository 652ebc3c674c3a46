"""The second step in a browser: set up, shown once, asked for; on a phone, for eyes and ears."""

from django.urls import reverse

from tests.doors import PASSWORD, code_of, code_of_key, make_editor

from .accessibility import EVERY_RULE, found_by_axe

PHONE = {"width": 360, "height": 740}


def faults_of(page):
    """Return what is wrong with a page for eyes and ears, and whether it is wider than the phone."""
    wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found_by_axe(page, EVERY_RULE), *(["wider than the phone"] if wider else [])]


def give(page, *, button, **fields):
    for name, text in fields.items():
        page.fill(f"#id_{name}", text)
    with page.expect_navigation():
        page.click(f"input[type=submit][value='{button}']")


def test_an_editor_sets_the_second_step_up_and_signs_in_with_it(new_page):
    ada = make_editor(is_superuser=True)
    page = new_page(viewport=PHONE, color_scheme="dark")
    faults = {}

    def look():
        faults[page.title()] = faults_of(page)

    page.goto(reverse("doors:account"))
    give(page, button="Log in", username="ada", password=PASSWORD)
    look()
    page.get_by_role("link", name="Set it up").click()
    look()
    code = code_of_key(page.inner_text(".door-key code"))
    give(page, button="Turn two-step sign-in on", code=code, password=PASSWORD)
    look()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as text").click()
    codes = page.locator(".door-codes code").all_inner_texts()
    assert set(codes) < set(download.value.path().read_text().splitlines())

    page.get_by_role("button", name="Log out").click()
    page.goto(reverse("doors:account"))
    give(page, button="Log in", username="ada", password=PASSWORD)
    look()
    # The code of now has been used.
    give(page, button="Log in", code=code_of(ada, seconds=30))
    assert page.get_by_text("10 of 10 recovery codes left").is_visible()
    assert faults == {title: [] for title in faults}
