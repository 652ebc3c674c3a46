"""The content as CSV: a file for each table, in UTF-8 without a mark, as RFC 4180 has it."""

import csv
import io
from collections import defaultdict
from contextlib import ExitStack

from careers.tables.escaping import without_formula

from .packed import ENDING, packed
from .tables import TABLES

_WORDS = {True: "true", False: "false", None: ""}


def write_csv(documents, folder):
    """Write the tables of some documents into a folder; return {name of a table: how many rows}."""
    counts = dict.fromkeys((table.name for table in TABLES), 0)
    with ExitStack() as stack:
        writers = defaultdict(list)
        for table in TABLES:
            writers[table.kind].append((table, _opened(table, folder, stack)))
        for document in documents:
            for table, writer in writers[document["kind"]]:
                rows = [[_cell(value) for value in row] for row in table.rows(document)]
                writer.writerows(rows)
                counts[table.name] += len(rows)
    return counts


def file_of(table):
    return f"{table.name}.csv{ENDING}"


def _opened(table, folder, stack):
    file = stack.enter_context(packed(folder / file_of(table)))
    writer = csv.writer(stack.enter_context(io.TextIOWrapper(file, "utf-8", newline="")))
    writer.writerow(column.name for column in table.columns)
    return writer


def _cell(value):
    """Return a cell; a text that a spreadsheet would run is quoted, as in the tables of editors."""
    if isinstance(value, str):
        return without_formula(value)
    return _WORDS[value] if value is None or isinstance(value, bool) else value
