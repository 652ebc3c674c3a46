"""The rows of the grid as HTML: a text field for each cell, which the script makes into a grid.

Written in Python, because there are a thousand cells; whatever was typed by a person is escaped here.
"""

from html import escape

from django.utils.safestring import mark_safe

from sources.collection import OWN

from .changes import PREFIX
from .words import text


def rows(sheet, written, problems):
    """Return the bodies of the table, an area each.

    written: {key of a cell: what an editor has written there}, where it is not what is stored.
    problems: {key of a cell: Problem}.
    """
    bodies = [_area(sheet, name, found, written, problems) for name, found in sheet.areas]
    return mark_safe("".join(bodies))  # noqa: S308 escaped below


def _area(sheet, name, headings, written, problems):
    lines = []
    for heading in headings:
        cells = (_cell(sheet.cell(column.role, heading.pk), column, written, problems) for column in sheet.columns)
        lines.append(f"<tr>{_heading(heading)}{''.join(cells)}</tr>")
    title = f'<th scope="rowgroup" colspan="{len(sheet.columns) + 1}"><span>{escape(name)}</span></th>'
    return f'<tbody><tr class="area">{title}</tr>{"".join(lines)}</tbody>'


def _heading(heading):
    marks = [mark for mark, holds in [("not published", heading.is_hidden)] if holds]
    marks += [] if heading.collection_id == OWN else [heading.collection_id]
    small = f" <small>{escape(', '.join(marks))}</small>" if marks else ""
    return f'<th scope="row" id="s{heading.pk}" data-skill="{heading.pk}">{escape(heading.name)}{small}</th>'


def _cell(cell, column, written, problems):
    stored, above, problem = text(cell.value), text(cell.above), problems.get(cell.key)
    attributes = {
        "data-key": cell.key,
        "data-imported": "" if cell.is_imported else None,
        "data-member": cell.stored.choice_label if cell.value and cell.value.is_member else None,
        "data-above": above or None,
        "data-from": cell.above_role.title if above else None,
        "data-native": cell.native or None,
    }
    field = {
        "name": f"{PREFIX}{cell.key}",
        "value": written.get(cell.key, stored),
        "placeholder": above or None,
        "list": "grid-words",
        "autocomplete": "off",
        "aria-labelledby": f"r{cell.role_id} s{cell.skill_id}",
        "readonly": None if column.may_change else "",
        "aria-invalid": "true" if problem else None,
        "aria-describedby": f"p{cell.key}" if problem else None,
    }
    note = f'<p class="problem" id="p{cell.key}">{escape(problem.message)}</p>' if problem else ""
    return f"<td {_attributes(attributes)}><input {_attributes(field)}>{note}</td>"


def _attributes(values):
    return " ".join(f'{name}="{escape(str(value))}"' for name, value in values.items() if value is not None)
