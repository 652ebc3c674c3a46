"""Texts that a spreadsheet would run or cannot hold, written so that nothing is lost."""

import re

# What makes a spreadsheet read a cell of a CSV file as a formula (OWASP: CSV injection), after quotes of our own.
_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_QUOTED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
# What XML cannot hold or does not keep, and texts that look like the escape itself (ECMA-376, 22.9.2.19).
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\r\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# Halves of a pair are no characters; nobody writes them so.
_ESCAPED = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")


def without_formula(text):
    """Return a text with a quote before it, where a spreadsheet would run it; `with_formula` takes the quote away."""
    return f"'{text}" if _RUNS.match(text) else text


def with_formula(cell):
    return cell[1:] if _QUOTED.match(cell) else cell


def kept_by_xml(text):
    """Return a text as cells of a workbook write it (“_x000D_”); `read_from_xml` is the way back."""
    return _UNKEPT.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def read_from_xml(cell):
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), cell)
