"""The career map in a browser: seen whole, zoomed, dragged, printed; and the list for those who do not see it."""

import pytest
from playwright.sync_api import expect

from .accessibility import EVERY_RULE, OPEN_FOLDS, found_by_axe
from .test_access import NARROW, WIDE

PATHS = {"map": "/map/", "way": "/map/junior-backend-engineer/senior-backend-engineer/"}
SIZES = {"wide": WIDE, "narrow": NARROW}
SENIOR = ".map .station[href='/roles/senior-backend-engineer/']"
# How far the box scrolls each way.
SCROLL = "[mapBox.scrollWidth - mapBox.clientWidth, mapBox.scrollHeight - mapBox.clientHeight]"
PLACE = "[mapBox.scrollLeft, mapBox.scrollTop]"
OUTSIDE = """() => {
    const width = document.documentElement.clientWidth;
    const isWider = document.documentElement.scrollWidth > width;
    const items = [...document.querySelectorAll("body *")]
        .filter(item => item.checkVisibility() && !item.closest(".map-box > *, .visually-hidden"))
        .filter(item => item.getBoundingClientRect().width > 0 && item.getBoundingClientRect().right > width + 0.5)
        .map(item => item.outerHTML.slice(0, 90));
    return isWider ? ["the page is wider", ...items] : items;
}"""


def open_map(page):
    page.goto("/map/")
    page.evaluate("window.mapBox = document.querySelector('#map-box')")
    return page


@pytest.fixture
def career_map(page):
    return open_map(page)


def width(page):
    return page.locator(".map").bounding_box()["width"]


def press(page, name, times=1):
    for _ in range(times):
        page.get_by_role("button", name=name, exact=True).click()


def drag(page, start, by, release=True):
    """Press the mouse in the middle of an element, move it and let go; return where the box was scrolled before."""
    page.locator(start).scroll_into_view_if_needed()
    box = page.locator(start).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    place = page.evaluate(PLACE)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=5)
    if release:
        page.mouse.up()
    return place


# --- Seen whole -----------------------------------------------------------------------------------------------


def test_on_a_wide_screen_the_whole_map_is_seen(career_map):
    assert career_map.evaluate(SCROLL) == [0, 0]
    box = career_map.locator("#map-box").bounding_box()
    for station in career_map.locator(".map .station").all():
        place = station.bounding_box()
        assert box["x"] <= place["x"]
        assert place["x"] + place["width"] <= box["x"] + box["width"]
        assert box["y"] <= place["y"]
        assert place["y"] + place["height"] <= box["y"] + box["height"]


def test_buttons_make_the_map_larger_and_smaller_and_whole_again(career_map):
    whole = width(career_map)

    press(career_map, "Larger")
    larger = width(career_map)
    press(career_map, "Larger", times=2)
    press(career_map, "Smaller")
    twice = width(career_map)
    press(career_map, "Whole map")

    assert (larger, twice) == (pytest.approx(whole * 1.25, abs=1), pytest.approx(whole * 1.25**2, abs=1))
    assert width(career_map) == pytest.approx(whole, abs=1)
    assert career_map.evaluate(SCROLL) == [0, 0]


def test_map_becomes_no_smaller_than_whole_and_no_larger_than_can_be_read(career_map):
    whole, natural = width(career_map), career_map.evaluate("document.querySelector('.map').viewBox.baseVal.width")

    press(career_map, "Smaller", times=3)
    smallest = width(career_map)
    press(career_map, "Larger", times=12)

    assert (smallest, width(career_map)) == (pytest.approx(whole, abs=1), pytest.approx(natural * 2.5, abs=1))


def test_zoom_keeps_what_is_in_the_middle(career_map):
    press(career_map, "Larger", times=3)
    career_map.evaluate("mapBox.scrollTo({ left: 200, top: 100, behavior: 'instant' })")
    middle = """() => {
        const { width } = document.querySelector(".map").getBoundingClientRect();
        return (mapBox.scrollLeft + mapBox.clientWidth / 2) / width;
    }"""
    before = career_map.evaluate(middle)

    press(career_map, "Larger")

    assert career_map.evaluate(middle) == pytest.approx(before, abs=0.01)


# --- By mouse -------------------------------------------------------------------------------------------------


def test_dragging_scrolls_and_follows_no_link(career_map):
    press(career_map, "Larger", times=4)

    left, top = drag(career_map, SENIOR, (40, -60), release=False)
    expect(career_map.locator("#map-box")).to_contain_class("is-dragged")
    career_map.mouse.up()

    assert career_map.evaluate(PLACE) == [pytest.approx(left - 40, abs=2), pytest.approx(top + 60, abs=2)]
    expect(career_map.locator("#map-box")).not_to_contain_class("is-dragged")
    # A link that had been followed would have led away by then.
    career_map.wait_for_timeout(200)
    assert career_map.url.endswith("/map/")


def test_after_a_drag_the_mouse_moves_freely_and_a_click_is_a_click(career_map):
    press(career_map, "Larger", times=4)
    drag(career_map, SENIOR, (-60, 0))
    # The drag ends after the click that the release makes.
    career_map.wait_for_timeout(100)
    place = career_map.evaluate(PLACE)
    career_map.mouse.move(300, 300)
    assert career_map.evaluate(PLACE) == place

    career_map.locator(SENIOR).click()

    career_map.wait_for_url("**/roles/senior-backend-engineer/")


def test_click_on_a_station_opens_the_role(career_map):
    career_map.locator(SENIOR).click()

    career_map.wait_for_url("**/roles/senior-backend-engineer/")
    expect(career_map.locator("h1")).to_have_text("Senior Backend Engineer")


def test_hand_that_trembles_still_clicks(career_map):
    drag(career_map, SENIOR, (2, 1))

    career_map.wait_for_url("**/roles/senior-backend-engineer/")


def test_click_on_a_line_opens_the_comparison(career_map):
    career_map.locator(".map .label[href*='/junior-backend-engineer/mid']").click()

    career_map.wait_for_url("**/compare/junior-backend-engineer/mid-level-backend-engineer/")


def test_form_leads_to_the_way(career_map):
    career_map.get_by_label("From").select_option("Frontend Developer")
    career_map.get_by_label("To", exact=True).select_option("Engineering Manager")
    career_map.get_by_role("button", name="Find the way").click()

    career_map.wait_for_url("**/map/frontend-developer/engineering-manager/")
    expect(career_map.locator(".way > li")).to_have_count(4)


# --- By keyboard, and heard -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_tab_never_enters_the_drawing_but_reaches_every_role_in_the_list(new_page, size):
    page = open_map(new_page(viewport=size))
    stops = []
    # Until the focus leaves the page.
    while page.keyboard.press("Tab") or page.evaluate("document.activeElement !== document.body"):
        assert len(stops) < 300
        stops.append(
            page.evaluate("""() => {
                const { activeElement } = document;
                const isInList = activeElement.closest(".map-list") !== null;
                return [activeElement.closest("svg.map") !== null, isInList && activeElement.getAttribute("href")];
            }""")
        )

    assert [stop for stop in stops if stop[0]] == []
    stations = page.locator(".map .station").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    lines = page.locator(".map .label").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert len(stations) > 5
    assert set(stations) | set(lines) <= {href for _, href in stops}


def test_screen_reader_hears_the_list_and_not_the_drawing(career_map):
    heard = career_map.locator("main").aria_snapshot()

    # Once in each of the two lists of the form, as the origin of a step and as the target of another.
    assert heard.count('"Senior Backend Engineer"') + heard.count("link Senior Backend Engineer") >= 3
    assert "named only" not in heard
    assert "107 shared" not in heard


# --- Without JavaScript, on a phone, on paper -----------------------------------------------------------------


def test_without_javascript_the_tools_are_hidden_and_the_box_scrolls(new_page):
    page = new_page(viewport=NARROW, java_script_enabled=False)
    page.goto("/map/")

    expect(page.locator(".map-tools")).to_be_hidden()
    drawn, box = (page.locator(selector).bounding_box() for selector in (".map", "#map-box"))
    assert drawn["width"] > box["width"]
    expect(page.locator("#map-box")).to_have_css("overflow-x", "auto")
    page.locator("#map-box").evaluate("box => box.scrollTo({ left: 9999, behavior: 'instant' })")
    drawn = page.locator(".map").bounding_box()
    assert drawn["x"] + drawn["width"] <= box["x"] + box["width"]


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_on_a_phone_only_the_box_of_the_map_scrolls_sideways(new_page, path, scripts):
    page = new_page(viewport=NARROW, has_touch=True, is_mobile=True, java_script_enabled=scripts)
    page.goto(path)

    assert page.evaluate(OUTSIDE) == []
    page.evaluate(OPEN_FOLDS)
    assert page.evaluate(OUTSIDE) == []


def test_on_a_phone_letters_stay_large_and_fingers_scroll(new_page):
    page = open_map(new_page(viewport=NARROW, has_touch=True, is_mobile=True))

    assert width(page) == page.evaluate("document.querySelector('.map').viewBox.baseVal.width")
    assert page.evaluate(SCROLL)[0] > 0
    page.locator("#map-box").scroll_into_view_if_needed()
    page.locator(".map .station").first.tap()
    page.wait_for_url("**/roles/junior-backend-engineer/")


@pytest.mark.parametrize("zoomed", [False, True], ids=["as it comes", "zoomed"])
@pytest.mark.parametrize("paper", [700, 1000])
def test_on_paper_the_map_fits_the_page(new_page, zoomed, paper):
    page = open_map(new_page())
    if zoomed:
        press(page, "Larger", times=6)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": paper, "height": 1000})

    drawn = page.locator(".map").bounding_box()
    assert (drawn["x"] >= 0, drawn["x"] + drawn["width"] <= paper) == (True, True)
    assert drawn["width"] > paper * 0.8
    natural = page.evaluate("(({ width, height }) => width / height)(document.querySelector('.map').viewBox.baseVal)")
    assert drawn["width"] / drawn["height"] == pytest.approx(natural, rel=0.01)
    assert page.evaluate(SCROLL) == [0, 0]
    expect(page.locator(".map-tools")).to_be_hidden()


# --- What a program can tell ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_axe_finds_nothing(new_page, path, size):
    page = new_page(viewport=size)
    page.goto(path)

    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme, "as it comes"] = found_by_axe(page, EVERY_RULE)
    page.evaluate(OPEN_FOLDS)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found[scheme, "folds open"] = found_by_axe(page, EVERY_RULE)

    assert {look: nodes for look, nodes in found.items() if nodes} == {}
