"""All tables at once, as files of a folder: `roles/role.csv`, `skills/skill.xlsx`…"""

from pathlib import Path

from django.apps import apps
from django.db import transaction

from careers.content import own_rows
from sources.history import change
from sources.search.index import refresh

from .csv_files import write_csv
from .errors import FileError
from .importing import RefusedError, write
from .sheets import read
from .table import TABLES, table_class
from .workbooks import write_xlsx

WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def file_of(label, folder, form):
    room, model = label.split(".")
    return Path(folder, room, f"{model.lower()}.{form}")


def export_folder(folder, form):
    """Write the site's own rows of every table, and return {table: how many rows}; raises FileError."""
    counts = {}
    for label in TABLES:
        path = file_of(label, folder, form)
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = list(table_class(label)().lines(own_rows(apps.get_model(label))))
        with path.open("wb") as file:
            WRITERS[form](file, rows)
        counts[label] = len(rows) - 1
    return counts


def import_folder(folder, *, dry_run=False):
    """Import the files of a folder, all or nothing, and return their outcomes.

    Raises FileError, and RefusedError with the outcome of the first table of which a row cannot be taken.
    """
    paths = {label: path for label in TABLES if (path := _path(label, folder))}
    if not paths:
        raise FileError(f"{folder} has no tables: they would be files like {file_of(TABLES[2], '', 'csv')}.")
    with transaction.atomic(), change(None, f"Imported the tables of {Path(folder).name}"):
        outcomes = [_import_file(label, path) for label, path in paths.items()]
        if any(outcome.rows for outcome in outcomes):
            refresh()
        transaction.set_rollback(dry_run)
    return outcomes


def _path(label, folder):
    """Return the file of a table, None if there is none."""
    there = [path for form in WRITERS if (path := file_of(label, folder, form)).exists()]
    if len(there) > 1:
        raise FileError(f"{there[0]} and {there[1].name} are the same table: keep one.")
    return there[0] if there else None


def _import_file(label, path):
    try:
        outcome = write(label, read(path.name, path.read_bytes(), most_bytes=None))
    except FileError as error:
        raise FileError(f"{path}: {error}") from error
    if outcome.faulty:
        raise RefusedError(outcome)
    return outcome
