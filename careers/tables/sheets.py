"""A file of rows, whatever its form, as a sheet."""

from dataclasses import dataclass

from .csv_files import read_csv
from .errors import FileError
from .workbooks import read_xlsx


@dataclass(frozen=True)
class Sheet:
    """The cells of a file: texts, as many in each row as there are headers."""

    headers: list[str]
    rows: list[tuple[int, list[str]]]


def sheet_of(rows, most_rows=None):
    """Return the Sheet that rows of a file make up; empty rows are left out."""
    rows = iter(rows)
    _, headers = next(rows, (1, []))
    headers = _without_empty_end([header.strip() for header in headers])
    if not headers:
        raise FileError("The file is empty. Export the list to see which columns it takes.")
    found = []
    for number, cells in rows:
        if not any(cells):
            continue
        if len(found) == most_rows:
            raise FileError(f"The file has more than {most_rows:,} rows. Divide it, and import the parts in turn.")
        found.append((number, _fitted(number, cells, len(headers))))
    return Sheet(headers, found)


def _fitted(number, cells, width):
    """Return the cells of a row, as many as there are headers."""
    cells = _without_empty_end(cells)
    if len(cells) > width:
        raise FileError(
            f"Row {number} has {len(cells)} cells, the headers are {width}. "
            "Is a comma missing its quotation marks, or a header missing?"
        )
    return cells + [""] * (width - len(cells))


def _without_empty_end(cells):
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def read(name, content, most_bytes=None, most_rows=None):
    """Return the Sheet of a file by its name and content, as large as is allowed; raises FileError."""
    if most_bytes and len(content) > most_bytes:
        raise FileError(f"The file is larger than {most_bytes / 1_000_000:g} MB. Divide it, and import the parts.")
    if content[:4] == b"PK\x03\x04":
        return sheet_of(read_xlsx(content, most_bytes), most_rows)
    if content[:4] == b"\xd0\xcf\x11\xe0" or name.lower().endswith((".xls", ".xlsx", ".ods", ".numbers")):
        raise FileError("This is no XLSX workbook that can be read. Save it as XLSX without a password, or as CSV.")
    return sheet_of(read_csv(content), most_rows)
