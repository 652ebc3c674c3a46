"""Importing a table in a browser: what is wrong at a cell, the difference, and the import itself."""

from roles.models import Role

from .accessibility import EVERY_RULE, found_by_axe


def choose(page, rank):
    text = f"slug,title,rank\njunior-backend-engineer,Beginner in Backends,{rank}\n"
    page.set_input_files("#file", {"name": "roles.csv", "mimeType": "text/csv", "buffer": text.encode()})
    with page.expect_navigation():
        page.click(".choose [type=submit]")


def seen(page):
    """Return what a page says of the rows, what breaks a rule of accessibility, and whether it fits the window."""
    return (
        page.locator(".difference :is(.row-name, dt, dd)").all_text_contents(),
        found_by_axe(page, EVERY_RULE),
        page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
    )


def test_an_editor_mends_a_file_and_imports_it(sign_in):
    page = sign_in(color_scheme="light")

    page.goto("/admin/roles/role/")
    page.click("text=Import")
    choose(page, "first")
    wrong = seen(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 800})
    choose(page, 1)
    changed = seen(page)
    with page.expect_navigation():
        page.click("text=Import 1 row")

    assert wrong == (["Row 2 junior-backend-engineer", "C2 rank", "“first” is not a whole number."], [], True)
    assert changed == (
        [
            "Row 2 junior-backend-engineer",
            "title",
            "taken away: Junior Backend Engineerput in: Beginner in Backends",
            "rank",
            "put in: 1",
        ],
        [],
        True,
    )
    assert page.locator(".messagelist").inner_text() == "0 roles added, 1 changed."
    assert Role.objects.get(slug="junior-backend-engineer").title == "Beginner in Backends"
