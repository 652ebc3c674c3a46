"""A comparison as CSV and as Markdown."""

import csv
from io import StringIO

from .page import Comparison
from .wording import ask_words

_HEADINGS = ("Section", "Area", "Subject")
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(comparison: Comparison) -> str:
    """Return a line for every row: section, area, subject, for each role what it asks, for each step what changes."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(_safe, [*_HEADINGS, *_columns(comparison)]))
    for section, row in _rows(comparison):
        subject = row.row.subject
        writer.writerow(map(_safe, [section.section.title, subject.group, subject.title, *_cells(row)]))
    return out.getvalue()


def as_markdown(comparison: Comparison, address: str) -> str:
    """Return the tally, the sentences and a table for each section; `address` is that of the page."""
    titles = [role.title for role in comparison.roles]
    lines = [f"# {_escaped(' → '.join(titles))}", "", f"<{address}>", ""]
    for step in comparison.steps_told:
        lines += [f"**{_escaped(step.title)}**: {step.tally_in_words}", ""]
        lines += [f"- {_escaped(sentence)}" for sentence in step.highlights] + [""]
    for section in comparison.sections:
        lines += _section_lines(comparison, section)
    return "\n".join(lines)


def _section_lines(comparison, section):
    lines = [f"## {section.section.title}", ""]
    if not section.rows:
        return [*lines, "Not stated in the sources.", ""]
    columns = ["Subject", *_columns(comparison)]
    lines += [f"| {' | '.join(map(_escaped, columns))} |", f"|{' --- |' * len(columns)}"]
    for row in section.rows:
        lines.append(f"| {' | '.join(map(_escaped, [row.row.subject.title, *_cells(row)]))} |")
    return [*lines, ""]


def _columns(comparison):
    return [*(role.title for role in comparison.roles), *(f"Change: {step.title}" for step in comparison.steps_told)]


def _rows(comparison):
    return ((section, row) for section in comparison.sections for row in section.rows)


def _cells(row):
    return [*map(ask_words, row.row.asks), *row.changes_in_words]


def _safe(text):
    return f"'{text}" if text.startswith(_FORMULA) else text


def _escaped(text):
    """Return text that no Markdown reads as its own signs."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|" else sign for sign in text.replace("\n", " "))
