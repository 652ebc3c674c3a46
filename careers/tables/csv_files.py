"""CSV: UTF-8 with its mark, commas, lines as in RFC 4180; read with more patience."""

import csv
import io
import sys

from .errors import FileError
from .escaping import with_formula, without_formula

# A cell may be as long as the file.
csv.field_size_limit(sys.maxsize)

MARK = b"\xef\xbb\xbf"  # Without it, Excel takes the text for the alphabet of its country.
REMEDY = "Save it as “CSV UTF-8” in your spreadsheet, or as XLSX."


def write_csv(file, rows):
    """Write rows of texts, the headers first, to a file opened for bytes."""
    file.writelines(csv_lines(rows))


def csv_lines(rows):
    """Yield the parts of a CSV file as bytes."""
    yield MARK
    line = io.StringIO()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([without_formula(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def read_csv(content):
    """Yield (number, cells) of each row of a CSV file, the headers first."""
    text = _decoded(content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, row in enumerate(rows, start=1):
            yield number, [with_formula(cell) for cell in row]
    except csv.Error as error:
        raise FileError(f"Line {rows.line_num} is not CSV: {error}. {REMEDY}") from error


def _decoded(content):
    # “Unicode text” of Excel begins with one of these.
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileError(f"The file is not in UTF-8: line {line} has a letter of another encoding. {REMEDY}") from error
    if "\0" in text:
        raise FileError(f"The file is not text. {REMEDY}")
    return text


def _delimiter(text):
    """Return what stands between the cells: a header is one word, so its line tells."""
    headers = text.split("\n", 1)[0]
    return max(",;\t", key=headers.count)
