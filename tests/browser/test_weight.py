"""What a first visit of a role's page costs, and that nothing on it moves once it is shown."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.test_settings import PRODUCTION, run

LEVELS = "junior-backend-engineer/mid-level-backend-engineer/senior-backend-engineer"
PAGES = [
    "/roles/junior-backend-engineer/",
    "/roles/backend-engineer/",
    "/compare/junior-backend-engineer/senior-backend-engineer/",
    f"/compare/{LEVELS}/backend-engineer/",
    "/map/",
]
HTML_BYTES, ALL_BYTES = 21_000, 60_000
SHIFTS = """() => new Promise(resolve => {
    const shifts = [];
    new PerformanceObserver(list => shifts.push(...list.getEntries())).observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(shifts.map(shift => [
        shift.value, ...shift.sources.map(source => source.node?.outerHTML?.slice(0, 90) ?? "text")
    ])), 300);
})"""


@pytest.fixture(scope="session")
def as_published(tmp_path_factory):
    """Return a function that says how many bytes of a static file travel from a production site to a browser."""
    folder = tmp_path_factory.mktemp("static")
    collected = run("manage.py", "collectstatic", "--noinput", "-v0", STATIC_ROOT=str(folder), **PRODUCTION)
    assert collected.stderr == ""
    published = json.loads((folder / "staticfiles.json").read_text())["paths"]

    def size(name):
        file = folder / published[name]
        compressed = Path(f"{file}.br")
        return (compressed if compressed.exists() else file).stat().st_size

    return size


@pytest.mark.parametrize("address", PAGES)
def test_a_first_visit_is_light(page, live_site, as_published, address):
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")

    weight = {}
    for answer in answers:
        host, path = urlsplit(answer.url)[1:3]
        assert f"http://{host}" == live_site
        if path.startswith("/static/"):
            weight[path] = as_published(path.removeprefix("/static/"))
        else:
            assert answer.headers["content-encoding"] in {"br", "gzip"}
            weight[path] = answer.request.sizes()["responseBodySize"]

    assert any(path.endswith(".woff2") for path in weight)
    assert 2_000 < weight[address] <= HTML_BYTES, weight
    assert sum(weight.values()) <= ALL_BYTES, weight


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", [*PAGES, "/", "/roles/"])
@pytest.mark.parametrize("font", ["in time", "late"])
def test_nothing_shifts(new_page, address, width, font):
    page = new_page(viewport={"width": width, "height": 800})
    if font == "late":
        page.route("**/*.woff2", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.goto(address, wait_until="networkidle")

    assert page.evaluate(SHIFTS) == []


def test_text_is_set_in_the_sites_own_face(page):
    page.goto(PAGES[0], wait_until="networkidle")
    page.reload(wait_until="networkidle")
    assert fonts_of(page, "h1") == {"Figtree"}
    assert fonts_of(page, ".statement-title") == {"Figtree"}


def fonts_of(page, selector):
    browser = page.context.new_cdp_session(page)
    browser.send("DOM.enable")
    browser.send("CSS.enable")
    root = browser.send("DOM.getDocument")["root"]["nodeId"]
    node = browser.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = browser.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"].removesuffix(" Light") for font in fonts}
