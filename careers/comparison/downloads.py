"""A comparison as CSV and as Markdown."""

import csv
from io import StringIO

from roles.native import flags

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
    for line, cells in _technologies(comparison):
        writer.writerow(map(_safe, ["Technologies", line.statement.area_name, line.name, *cells]))
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
    for found in comparison.technologies:
        names = ", ".join(line.name for line in found.lines)
        lines += [f"## Technologies: {_escaped(found.title)}", "", _escaped(names), ""]
    lines += [_escaped(f"{release.release_name}. {release.notice}") for release in comparison.releases]
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
    asks = enumerate(row.row.asks)
    told = ["rated not relevant" if row.is_refused(place) else ask_words(ask) for place, ask in asks]
    return [*told, *row.changes_in_words]


def _technologies(comparison):
    """Yield the first line of each technology, and for each role what adverts say of it there."""
    steps = [""] * len(comparison.steps_told)
    for found in comparison.technologies:
        for row in found.by_role:
            cells = ["not stated" if line is None else _technology_words(line) for line in row]
            yield next(filter(None, row)), [*cells, *steps]


def _technology_words(line):
    return ", ".join(["in use", *flags(line.statement.native)])


def _safe(text):
    return f"'{text}" if text.startswith(_FORMULA) else text


def _escaped(text):
    """Return text that no Markdown reads as its own signs."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|" else sign for sign in text.replace("\n", " "))
