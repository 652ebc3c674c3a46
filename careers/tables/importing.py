"""Importing a sheet into a table: what it changes, row by row; all of it or nothing.

Trying an import is importing and taking it back, so that nothing that is shown can turn out otherwise.
"""

import difflib
import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from openpyxl.utils import get_column_letter
from tablib import Dataset

from sources.history import ChangeKind, change
from sources.watching import hold_content

from .errors import FileError
from .parents import parents_first
from .table import NUMBER, table_class


@dataclass(frozen=True)
class Change:
    """What one cell of the database said, and what the file says."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Fault:
    """What is wrong at a cell; place and column are empty where it is the row as a whole."""

    place: str
    column: str
    says: str
    message: str

    @property
    def quotes(self):
        """What the cell says, unless the message says it already."""
        return "" if self.says in self.message else self.says


@dataclass(frozen=True)
class Row:
    """One row of a file that changes something, or cannot be taken."""

    number: int
    key: str
    is_new: bool
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What importing a file does; nothing, where any row cannot be taken."""

    label: str
    total: int
    rows: list[Row]
    left_out: list[str]  # columns that the file does not have

    @property
    def faulty(self):
        return [row for row in self.rows if row.faults]

    @property
    def new(self):
        return [row for row in self.rows if row.is_new and not row.faults]

    @property
    def changed(self):
        return [row for row in self.rows if not row.is_new and not row.faults]

    @property
    def same(self):
        return self.total - len(self.rows)

    @property
    def digest(self):
        """Return a short text that stands for the difference: what was looked at is what is then done."""
        return hashlib.sha256(repr((self.label, self.rows)).encode()).hexdigest()[:32]


class RefusedError(Exception):
    """Nothing was imported; `outcome` says what would have been."""

    def __init__(self, outcome):
        super().__init__(outcome)
        self.outcome = outcome


def outcome_of(label, sheet, editor=None):
    """Return what importing a sheet would do; changes nothing. Raises FileError."""
    with transaction.atomic():
        outcome = write(label, sheet, editor)
        transaction.set_rollback(True)
    return outcome


def import_sheet(label, sheet, editor, digest, message):
    """Import what somebody has looked at (`digest` of its Outcome), all or nothing, and return the Outcome.

    Raises RefusedError, with the present outcome, where a row cannot be taken or the content has changed since.
    """
    with transaction.atomic(), change(editor, message, kind=ChangeKind.TABLE):
        # On PostgreSQL others could still write between what is read here and what is written.
        hold_content()
        outcome = write(label, sheet, editor)
        if outcome.faulty or outcome.digest != digest:
            raise RefusedError(outcome)
    return outcome


def write(label, sheet, editor=None):
    """Write a sheet into its table and return the Outcome; the caller takes it back where it is not wanted."""
    table = table_class(label)(editor)
    _check_headers(sheet.headers, table)
    rows = [(*cells, number) for number, cells in parents_first(table, sheet)]
    result = table.import_data(Dataset(*rows, headers=[*sheet.headers, NUMBER]), use_transactions=False)
    if result.base_errors:
        raise result.base_errors[0].error
    found = sorted((_row(table, row, sheet.headers) for row in result.rows), key=lambda row: row.number)
    left_out = [header for header in table.headers if header not in sheet.headers]
    return Outcome(label, len(rows), found, left_out)


def _check_headers(headers, table):
    """Raise FileError where the columns of a file are not columns of the table."""
    for header, count in Counter(headers).items():
        if count > 1:
            raise FileError(f"There are {count} columns “{header}”: keep one.")
        if header not in table.headers:
            raise FileError(f"There is no column “{header}”. {_advice(header, table.headers)}")
    missing = [column.column_name for column in table.key_columns if column.column_name not in headers]
    if missing:
        raise FileError(
            f"The column “{missing[0]}” is missing, without which nobody knows which row is meant. "
            "Export the list to see its columns."
        )


def _advice(header, headers):
    if similar := difflib.get_close_matches(header, headers, n=1):
        return f"Did you mean “{similar[0]}”?"
    return f"The columns are: {', '.join(headers)}."


def _row(table, result, headers):
    """Return the Row of what the library says of one."""
    key = " / ".join(filter(None, (result.cells[column.column_name] for column in table.key_columns)))
    is_new = table.key_of(result.cells) not in table.there
    faults = sorted(_faults(table, result, headers), key=lambda fault: fault.place)
    changes = [] if faults else [Change(*change) for change in table.changes[result.number]]
    return Row(result.number, key, is_new, changes, faults)


def _faults(table, result, headers):
    for error in result.errors:
        yield Fault("", "", "", str(error.error))
    if result.validation_error:
        error = result.validation_error
        by_column = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for column, messages in by_column.items():
            for message in messages:
                yield _fault(column, message, result, headers)


def _fault(column, message, result, headers):
    if column not in headers:
        return Fault("", "" if column == NON_FIELD_ERRORS else column, "", message)
    letter = get_column_letter(headers.index(column) + 1)
    return Fault(f"{letter}{result.number}", column, result.cells[column], message)
