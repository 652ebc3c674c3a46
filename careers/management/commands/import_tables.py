from django.core.management.base import BaseCommand, CommandError

from careers.tables.errors import FileError
from careers.tables.folders import import_folder
from careers.tables.importing import RefusedError


class Command(BaseCommand):
    help = "Import the tables of a folder, as export_tables writes them: all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")

    def handle(self, *, folder, dry_run, **options):
        try:
            outcomes = import_folder(folder, dry_run=dry_run)
        except FileError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        except RefusedError as error:
            raise CommandError(f"{_faults(error.outcome)}\nNothing was changed.") from error
        for outcome in outcomes:
            self._report(outcome)
        new, changed = (sum(len(getattr(outcome, kind)) for outcome in outcomes) for kind in ("new", "changed"))
        would = "would be " if dry_run else ""
        self.stdout.write(f"{new} rows {would}added, {changed} {would}changed.")

    def _report(self, outcome):
        if outcome.new:
            self.stdout.write(f"{outcome.label}: {len(outcome.new)} new")
        for row in outcome.changed:
            changes = "; ".join(f"{change.column}: {change.before!r} → {change.after!r}" for change in row.changes)
            self.stdout.write(f"{outcome.label}, row {row.number}, {row.key}: {changes}")


def _faults(outcome):
    """Return a line for each thing that is wrong."""
    return "\n".join(
        f"{outcome.label}, {fault.place or f'row {row.number}'} {fault.column}: {fault.message}"
        for row in outcome.faulty
        for fault in row.faults
    )
