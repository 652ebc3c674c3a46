"""XLSX: the same rows give the same bytes, every cell is text, and no cell runs."""

import io
import re
import zipfile
from datetime import date, time
from functools import partial

# Where it is installed, openpyxl reads by it: no entities, neither from outside nor of a thousand parts.
from defusedxml import DefusedXmlException
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from . import archives
from .errors import FileError
from .escaping import kept_by_xml, read_from_xml

LONGEST_CELL = 32_767
_THEN = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def write_xlsx(file, rows):
    """Write rows of texts, the headers first, to a file opened for bytes; raises FileError."""
    headers, *rows = [_kept(number, row) for number, row in enumerate(rows, start=1)]
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Waymark")
    sheet.freeze_panes = "A2"
    for column, header in enumerate(headers, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(16, len(header) + 2)
    _append(sheet, headers, [_header_cell(sheet) for _ in headers])
    # A row is written at once: the next can have the same cells.
    cells = [_text_cell(sheet) for _ in headers]
    for row in rows:
        _append(sheet, row, cells)
    packed = io.BytesIO()
    workbook.save(packed)
    _write_without_times(packed, file)


def _kept(number, row):
    """Return the texts of a row as cells hold them; raises FileError."""
    kept = [kept_by_xml(text) for text in row]
    for column, text in enumerate(kept, start=1):
        if len(text) > LONGEST_CELL:
            raise FileError(
                f"Cell {get_column_letter(column)}{number} is longer than the {LONGEST_CELL:,} characters that a "
                "cell of XLSX holds. Export as CSV."
            )
    return kept


def _header_cell(sheet):
    cell = WriteOnlyCell(sheet)
    cell.font = Font(bold=True)
    return cell


def _text_cell(sheet):
    """Return a cell that stays text when somebody edits it."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.alignment = Alignment(vertical="top")
    return cell


def _append(sheet, row, cells):
    for cell, text in zip(cells, row, strict=True):
        cell.value = text
        cell.data_type = "s"  # Whatever it looks like: a formula, a number, a date.
    sheet.append(cells)


def _write_without_times(packed, file):
    """Pack a workbook again without the time at which it was written."""
    with zipfile.ZipFile(packed) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            after.writestr(zipfile.ZipInfo(name, _THEN), content, zipfile.ZIP_DEFLATED)


def read_xlsx(content, most_bytes=None):
    """Yield (number, cells) of each row of the first sheet of a workbook, the headers first."""
    archives.check(content, most_bytes)
    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, keep_links=False).worksheets[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), start=1):
            yield number, [_text(cell) for cell in row]
    except FileError:
        raise
    except Exception as error:  # What openpyxl raises for a file that is broken is anything.
        # It wraps what its parser complains of.
        if isinstance(error.__cause__ or error.__context__ or error, DefusedXmlException):
            what = "The workbook defines words of its own (XML entities), which no spreadsheet writes."
            raise FileError(f"{what} Save it once more as XLSX, or as CSV.") from error
        raise FileError("The workbook cannot be read. Save it once more as XLSX, or as CSV.") from error


def _text(cell):
    """Return what a cell says; raises FileError for what is no text of its own."""
    wrong = partial(_wrong, cell)
    if cell.data_type == "f":
        raise wrong("holds a formula", "Copy the cells and paste them as values.")
    if cell.data_type == "e":
        raise wrong(f"holds an error ({cell.value})", "Write what it should say.")
    if isinstance(cell.value, (date, time)):
        raise wrong("was made a date by the spreadsheet", "Format the cell as text and write it again.")
    if isinstance(cell.value, str):
        if "\0" in (text := read_from_xml(cell.value)):
            raise wrong("holds a character that is no text", "Remove it.")
        return text
    if isinstance(cell.value, bool):
        return "yes" if cell.value else "no"
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return "" if cell.value is None else str(cell.value)


def _wrong(cell, what, remedy):
    return FileError(f"Cell {cell.coordinate} {what}. {remedy}")
