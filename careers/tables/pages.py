"""What the pages of tables show: which rows can be exported, what a column takes, what an import does."""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.urls import reverse
from django.utils.text import capfirst

from careers.content import own_rows
from sources.publication import Status

from .columns import OptionWidget, References, YesNoWidget
from .difference import pieces
from .table import TABLES, table_class

# More rows than this make a page too long to read; the figures above them count all.
MOST_SHOWN = 500


@dataclass(frozen=True)
class TableEntry:
    """A table as pages name it, and what an editor may do with it."""

    label: str
    editor: object

    @property
    def model(self):
        return apps.get_model(self.label)

    @property
    def name(self):
        return capfirst(self.model._meta.verbose_name_plural)

    def counted(self, number):
        """Return a number of rows in words: “1 skill”, “2 skills”."""
        options = self.model._meta
        return f"{number} {options.verbose_name if number == 1 else options.verbose_name_plural}"

    @property
    def export_address(self):
        return self.address("export") if self.may_export else ""

    @property
    def import_address(self):
        return self.address("import") if self.may_import else ""

    @property
    def list_address(self):
        """The list of the admin, empty where there is none."""
        if self.model not in admin.site._registry:
            return ""
        return reverse(f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_changelist")

    @property
    def may_export(self):
        return self._may("view") or self._may("change")

    @property
    def may_import(self):
        return self._may("add") and self._may("change")

    def address(self, page):
        return reverse(f"tables:{self.model._meta.app_label}_{self.model._meta.model_name}_{page}")

    def _may(self, action):
        options = self.model._meta
        return self.editor.has_perm(f"{options.app_label}.{get_permission_codename(action, options)}")


def entries(editor):
    """Return the tables that an editor may export or import, in the order of importing."""
    found = [TableEntry(label, editor) for label in TABLES]
    return [entry for entry in found if entry.may_export or entry.may_import]


@dataclass(frozen=True)
class Choice:
    """Rows that can be exported together."""

    rows: str
    title: str
    count: int

    @property
    def fits_a_workbook(self):
        return self.count <= settings.TABLES_MOST_ROWS


def choices(entry, listed):
    """Return what can be exported: the site's own rows, and those of a list (a queryset) where they are others."""
    own, all_listed = own_rows(entry.model).count(), listed.count()
    name = entry.model._meta.verbose_name_plural
    found = [Choice("own", f"The site's own {name}", own)]
    if all_listed != own or listed.exclude(pk__in=own_rows(entry.model).order_by().values("pk")).exists():
        found.insert(0, Choice("listed", f"The {name} of the list, as it is filtered", all_listed))
    return found


def column_help(label):
    """Yield (column, whether it is part of the key, what it takes) of a table."""
    table = table_class(label)()
    for column in table.columns:
        yield column.column_name, column in table.key_columns, " ".join(filter(None, _takes(column)))


def _takes(column):
    yield str(column.field.help_text)
    if isinstance(column, References):
        yield "Codes, apart by spaces."
    elif column.field.is_relation:
        key = "/".join(path.replace("__", " ") for path in column.field.related_model.natural_key_fields)
        yield f"The {key} of a {column.field.related_model._meta.verbose_name}."
    elif isinstance(column.widget, OptionWidget):
        yield f"One of: {column.widget.options_in_words}."
    elif isinstance(column.widget, YesNoWidget):
        yield "yes or no."


class ImportPage:
    """What importing a file would do, as its page shows it."""

    def __init__(self, outcome):
        self.outcome = outcome
        self.faulty = outcome.faulty[:MOST_SHOWN]
        self.changed = outcome.changed[:MOST_SHOWN]
        self.new = outcome.new[:MOST_SHOWN]
        self.left_out = ", ".join(outcome.left_out)

    @property
    def fault_count(self):
        return sum(len(row.faults) for row in self.outcome.faulty)

    @property
    def changed_rows(self):
        """Pairs of a row and [(column, pieces)]."""
        return [(row, [(cell.column, pieces(cell.before, cell.after)) for cell in row.changes]) for row in self.changed]

    @property
    def hidden(self):
        """How many rows the page leaves out."""
        shown = len(self.faulty) + len(self.changed) + len(self.new)
        return len(self.outcome.rows) - shown

    @property
    def writes(self):
        """How many rows an import writes; none where any cannot be taken."""
        return 0 if self.outcome.faulty else len(self.outcome.rows)

    @property
    def published(self):
        """How many rows readers will see that they do not see now."""
        return sum(
            change.column == "status" and change.after == Status.PUBLISHED
            for row in self.outcome.rows
            for change in row.changes
        )

    @property
    def unpublished(self):
        """How many rows readers will no longer see."""
        return sum(
            change.column == "status" and change.before == Status.PUBLISHED
            for row in self.outcome.rows
            for change in row.changes
        )
