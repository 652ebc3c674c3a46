"""Light and dark: as the system says until the reader chooses, then as chosen, without a flash."""

import pytest
from playwright.sync_api import expect

PAPER = {"light": "rgb(250, 248, 243)", "dark": "rgb(17, 23, 27)"}
BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor"
STORAGE_FORBIDDEN = """
    Object.defineProperty(window, "localStorage", {
        get() { throw new DOMException("Access is denied", "SecurityError"); }
    });
"""


def looks(page):
    (name,) = [name for name, colour in PAPER.items() if colour == page.evaluate(BACKGROUND)]
    return name


@pytest.mark.parametrize("scheme", PAPER)
def test_without_a_choice_the_page_follows_the_system(new_page, scheme):
    page = new_page(color_scheme=scheme)
    page.goto("/")

    assert looks(page) == scheme
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_the_switch_goes_round_by_keyboard_and_names_its_state(page):
    page.goto("/")
    switch = page.locator(".theme-switch")
    switch.focus()

    names, seen = [], []
    for _ in range(4):
        names.append(switch.get_attribute("aria-label"))
        seen.append(looks(page))
        page.keyboard.press("Enter")

    assert names == [f"Colours: {state}. Change" for state in ("system", "light", "dark", "system")]
    assert seen == ["light", "light", "dark", "light"]
    expect(switch).to_be_focused()


def test_the_choice_is_remembered_over_pages_and_reloads(page):
    page.goto("/")
    for _ in range(2):
        page.click(".theme-switch")
    assert looks(page) == "dark"

    page.reload()
    assert looks(page) == "dark"
    page.goto("/skills/")
    assert looks(page) == "dark"
    assert page.locator(".theme-switch").get_attribute("aria-label") == "Colours: dark. Change"


def test_a_choice_is_there_before_anything_is_painted(page):
    page.goto("/")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    # What the page looks like when its body begins, from which on something could be painted.
    page.add_init_script("""
        new MutationObserver((changes, observer) => {
            if (!document.body) return;
            window.atFirst = document.documentElement.dataset.theme ?? "not chosen yet";
            observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
    """)

    page.goto("/roles/junior-backend-engineer/")

    assert page.evaluate("window.atFirst") == "dark"
    assert page.locator("script[src*='js/theme']:is([defer], [async], [type])").count() == 0


def test_nonsense_in_the_storage_is_no_choice(page):
    page.goto("/")
    page.evaluate("localStorage.setItem('theme', 'purple')")
    page.reload()

    assert looks(page) == "light"
    assert page.locator(".theme-switch").get_attribute("aria-label") == "Colours: system. Change"


def test_where_storage_is_forbidden_the_switch_lasts_for_the_page(page):
    page.add_init_script(STORAGE_FORBIDDEN)
    page.goto("/")
    for _ in range(2):
        page.click(".theme-switch")

    assert looks(page) == "dark"
    page.reload()
    assert looks(page) == "light"


def test_without_javascript_there_is_no_switch_and_the_system_is_followed(new_page):
    page = new_page(java_script_enabled=False, color_scheme="dark")
    page.goto("/")

    expect(page.locator(".theme-switch")).to_be_hidden()
    expect(page.locator("html")).to_have_css("background-color", PAPER["dark"])
