"""The grid in a browser: by keys, with the clipboard, undone, reviewed and saved; by touch; for eyes and ears."""

import random

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from roles.grid.words import PHRASES, VOCABULARY, UnclearError, parse, text
from roles.models import Role, SkillRequirement
from tests import factories

from .accessibility import EVERY_RULE, found_by_axe

CELL = '[data-key="{}.{}"]'


@pytest.fixture
def open_grid(new_page, client, django_user_model, live_site):
    """Return a function that opens the grid of some roles for an editor who may do everything."""
    client.force_login(django_user_model.objects.create(username="ada", is_staff=True, is_superuser=True))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_site}

    def open_page(*roles, **options):
        page = new_page(**options)
        page.context.add_cookies([session])
        page.goto(f"{reverse('admin:roles_role_grid')}?{'&'.join(f'role={role.pk}' for role in roles)}")
        return page

    return open_page


@pytest.fixture
def ladder(live_site):
    """Two levels of a role, and three skills that the lower one asks for."""
    large = factories.make_role("baker")
    junior, senior = (
        factories.make_role(f"{s}-baker", broader=large, seniority=n) for n, s in ((1, "junior"), (3, "senior"))
    )
    area = factories.make_area("breads")
    skills = [factories.make_skill(name, area=area) for name in ("ciabatta", "focaccia", "rye")]
    for skill in skills:
        factories.make_requirement(role=junior, skill=skill, level=2)
    return junior, senior, skills


def asked(role):
    rows = SkillRequirement.objects.filter(role=role).select_related("skill")
    return {row.skill.name: (row.need, row.level, row.note) for row in rows}


def paste(page, written):
    page.evaluate(
        """written => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", written);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
        }""",
        written,
    )


def words_of(page, role, skills):
    """Return what the cells of a role say; what cannot be understood with an exclamation mark."""
    cells = [page.locator(CELL.format(role.pk, skill.pk)) for skill in skills]
    said = [(cell.locator(".said").all_text_contents() or [""])[0] for cell in cells]
    return [f"{word}!" if cell.locator(".problem").count() else word for word, cell in zip(said, cells, strict=True)]


def test_a_role_is_filled_by_keys_and_from_a_spreadsheet_and_nothing_is_saved_unseen(open_grid, ladder):
    junior, senior, skills = ladder
    further = factories.make_skill("pretzel")
    page = open_grid(junior, senior)
    key = page.keyboard.press

    # What is copied from one role is pasted into the next.
    page.click(CELL.format(junior.pk, skills[0].pk))
    for press in ("Shift+ArrowDown", "Shift+ArrowDown", "Control+c", "Control+Home", "ArrowRight", "Control+v"):
        key(press)
    assert words_of(page, senior, skills) == ["essential, working"] * 3
    key("Control+z")
    assert words_of(page, senior, skills) == [""] * 3
    key("Control+y")

    # A table that names skills and roles finds them, whatever the order.
    paste(page, "Skill\tSenior Baker\nRye\te4\nMuffin\te\nCiabatta\tm\n")
    assert words_of(page, senior, skills) == ["mentioned", "essential, working", "essential, expert"]
    assert page.inner_text(".grid-status") == (
        "Pasted: 2 cells. Not in the grid: Muffin. Add a row for each, then paste again."
    )
    key("Control+z")

    # A spreadsheet's words; one is wrong, and more come than there are rows.
    key("ArrowUp")
    page.click(CELL.format(senior.pk, skills[1].pk))
    paste(page, "nice to have / expert\nprofficient\ne\n")
    assert words_of(page, senior, skills) == ["essential, working", "desirable, expert", "profficient!"]
    assert page.inner_text(".grid-status") == (
        "Pasted: 2 cells. 1 cell cannot be understood: what to do stands in each. "
        "1 cell did not fit: the grid ends before."
    )
    page.click("[name=_review]")
    assert page.evaluate("document.activeElement.dataset.key") == f"{senior.pk}.{skills[2].pk}"
    key("F2")
    key("Control+a")
    page.keyboard.type("x e")
    key("Escape")
    page.keyboard.type("e4")
    key("Enter")

    # One more skill, found by its name.
    page.click(".grid-add .select2")
    page.locator(".select2-search__field").last.press_sequentially("pretz")
    page.locator(".select2-results__option--highlighted", has_text="Pretzel").click()
    expect(page.locator("td:focus")).to_be_attached()
    key("ArrowRight")
    page.keyboard.type("d1")
    key("Tab")

    key("Control+s")
    page.wait_for_selector("#grid-review h2")
    assert page.inner_text("#grid-review h2") == "This will be saved: 4 added"
    assert asked(senior) == {}
    page.click("[name=_save]")
    page.wait_for_selector("#grid-review .errorlist")
    assert asked(senior) == {}
    page.fill("[name=note]", "Our own word.")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist")

    note = "Our own word."
    assert asked(senior) == {
        "Ciabatta": ("essential", 2, note),
        "Focaccia": ("desirable", 4, note),
        "Rye": ("essential", 4, note),
        "Pretzel": ("desirable", 1, note),
    }
    assert asked(junior) == {skill.name: ("essential", 2, "") for skill in skills}
    assert further.requirements.count() == 1


def test_of_two_words_for_one_cell_an_editor_chooses(open_grid, ladder):
    junior, _, skills = ladder
    page = open_grid(junior)
    for skill in skills[:2]:
        page.click(CELL.format(junior.pk, skill.pk))
        page.keyboard.type("e3")
        page.keyboard.press("Enter")
    SkillRequirement.objects.filter(role=junior).update(level=4)

    page.click("[name=_review]")
    page.click("text=Keep mine >> nth=0")
    page.click("text=Take theirs")
    page.wait_for_selector("#grid-review h3")

    assert page.locator(".grid-summary li").all_inner_texts() == ["Ciabatta lowered from expert to practitioner"]
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist")
    assert [level for _, level, _ in asked(junior).values()] == [3, 4, 4]


def test_who_has_signed_in_again_goes_on_with_what_they_wrote(open_grid, ladder):
    junior, _, skills = ladder
    page = open_grid(junior, may_fail=True)
    page.click(CELL.format(junior.pk, skills[0].pk))
    page.keyboard.type("e3")
    page.keyboard.press("Enter")
    # As signing in does: the page that is open has a token that no longer holds.
    page.context.clear_cookies(name="csrftoken")

    page.click("[name=_review]")
    page.wait_for_selector("#grid-review h3")

    assert page.locator(".grid-summary li").all_inner_texts() == ["Ciabatta raised from working to practitioner"]


@pytest.mark.parametrize(
    "look",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark", "viewport": {"width": 360, "height": 800}, "has_touch": True},
    ],
    ids=["desktop", "phone"],
)
def test_the_grid_is_accessible_and_scrolls_within_itself(open_grid, look):
    row = SkillRequirement.objects.filter(need="mentioned", role__slug="backend-engineer").first()
    page = open_grid(*Role.objects.filter(slug__endswith="backend-engineer"), **look)
    cell = page.locator(CELL.format(row.role_id, row.skill_id))
    choose = cell.tap if look.get("has_touch") else cell.click

    choose()
    page.select_option("#grid-need", "desirable")
    assert cell.locator(".said").text_content().startswith("desirable")
    if look.get("has_touch"):
        choose()
        choose()
        page.keyboard.type("often")
        page.keyboard.press("Enter")
        assert cell.locator(".problem").count() == 1
    else:
        page.click("[name=_review]")
        page.wait_for_selector("#grid-review h3")

    assert found_by_axe(page, EVERY_RULE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_script_understands_what_the_server_understands(open_grid, ladder):
    page = open_grid(ladder[0])
    draw = random.Random(5)  # noqa: S311 examples, not secrets
    parts = [*PHRASES, *VOCABULARY["nothing"], "–", "/", ", ", "5", "often", "É", "½", "_", " "]
    written = ["".join(draw.choices(parts, k=draw.randint(1, 3))) for _ in range(400)]
    written += [" ".join(draw.choices(parts, k=draw.randint(1, 3))).upper() for _ in range(400)]

    said = page.evaluate(
        """async written => {
            const { Words } = await import("/static/js/admin/grid/words.js");
            const words = new Words(JSON.parse(document.querySelector("#grid-vocabulary").textContent));
            return written.map(text => {
                try { return words.text(words.parse(text)); } catch ({ message }) { return `!${message}`; }
            });
        }""",
        written,
    )

    assert dict(zip(written, said, strict=True)) == {words: _said(words) for words in written}


def _said(written):
    try:
        return text(parse(written))
    except UnclearError as error:
        return f"!{error}"


def test_copying_and_undoing_lose_nothing(open_grid, ladder):
    page = open_grid(ladder[0])

    faults = page.evaluate(
        """async () => {
            const { toText, toTable } = await import("/static/js/admin/grid/tsv.js");
            const { Steps } = await import("/static/js/admin/grid/steps.js");
            const any = list => list[Math.floor(Math.random() * list.length)];
            const times = (most, make) => Array.from({ length: 1 + Math.floor(Math.random() * most) }, make);
            const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
            const faults = [];
            for (let round = 0; round < 2000; round++) {
                const width = times(3, () => 0);
                const cell = () => times(3, () => any(["", "a", '"', "\\t", "\\n", "–"])).join("");
                const table = times(4, () => width.map(cell));
                if (!same(toTable(toText(table)), table)) faults.push(table);
                const steps = new Steps(new Map([["1", "e"]]));
                const states = [[...steps.texts]];
                for (const cells of times(5, () => times(4, () => [any(["1", "2", "3"]), any(["", "e", "d2"])]))) {
                    if (steps.write(cells).length) states.push([...steps.texts]);
                }
                const filled = state => state.filter(([, text]) => text).sort();
                for (const state of states.slice(0, -1).reverse()) {
                    steps.undo();
                    if (!same(filled([...steps.texts]), filled(state))) faults.push(["undo", state]);
                }
                for (const state of states.slice(1)) {
                    steps.redo();
                    if (!same(filled([...steps.texts]), filled(state))) faults.push(["redo", state]);
                }
            }
            return faults;
        }"""
    )

    assert faults == []
