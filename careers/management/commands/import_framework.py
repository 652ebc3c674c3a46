import os
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from careers.frameworks import ddat, esco, onet, report
from careers.frameworks.files import FrameworkError, open_files
from careers.frameworks.importing import import_release, plan_import
from careers.frameworks.progress import Progress

READERS = {"onet": onet.read, "esco": esco.read, "ddat": ddat.read}
SHOWN = 20


class Command(BaseCommand):
    help = "Take in a release of a public framework, all or nothing; the same release again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("framework", choices=READERS)
        parser.add_argument("path", help="the folder or the zip of the publisher's files")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument(
            "--differences", metavar="FILE", help="write all differences and rejected rows to this file"
        )
        parser.add_argument("--release", metavar="VERSION", help="which release it is, where the files do not say")
        parser.add_argument("--allow-older", action="store_true", help="go back behind a release that is there")

        parser.add_argument(
            "--allow-losses", action="store_true", help="go on where more than a third of the rows of a kind are gone"
        )

    def handle(self, *, framework, path, dry_run, differences, release, allow_older, allow_losses, **options):
        progress = Progress(self._write, self.stdout.isatty())
        try:
            _check_writable(Path(differences or "."))
            taken = _read(framework, path, release, progress)
            act = plan_import if dry_run else partial(import_release, allow_losses=allow_losses)
            plan = act(taken, allow_older=allow_older, progress=progress)
        except (FrameworkError, KeyboardInterrupt) as error:
            progress.break_off()
            raise CommandError(f"{str(error) or 'Interrupted.'} Nothing was changed.") from error
        progress.finish()
        if dry_run and not differences:
            differences = f"differences-{framework}-{plan.version}.md"
        self._tell(plan, dry_run, differences)

    def _write(self, text):
        self.stdout.write(text, ending="")
        self.stdout.flush()

    def _tell(self, plan, dry_run, differences):
        self.stdout.write(f"\n{report.summary(plan)}\n")
        for note in (*plan.notes, *plan.losses):
            self.stdout.write(note)
        self._tell_rejected(report.rejected_lines(plan), differences)
        if differences:
            _write_differences(plan, Path(differences), dry_run)
            self.stdout.write(f"All differences: {differences}")
        if dry_run:
            self.stdout.write("Nothing was changed.")
        elif plan.is_empty:
            self.stdout.write("Nothing to change: 0 rows changed.")

    def _tell_rejected(self, lines, differences):
        self.stdout.write(f"{len(lines):,} rows rejected{':' if lines else '.'}")
        for line in lines[:SHOWN]:
            self.stdout.write(f"  {line}")
        if more := lines[SHOWN:]:
            where = f"see {differences}" if differences else "--differences FILE writes them all"
            self.stdout.write(f"  … and {len(more):,} more; {where}.")


def _read(framework, path, version, progress):
    """Return the Release that lies in a folder or zip; raises FrameworkError."""
    with open_files(path) as files:
        return READERS[framework](files, progress, version)


def _write_differences(plan, path, dry_run):
    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in report.differences(plan))
    except OSError as error:
        done = "Nothing was changed" if dry_run else "The import itself is done"
        raise CommandError(f"{path} cannot be written: {error.strerror}. {done}.") from error


def _check_writable(path):
    """Raise FrameworkError where a file cannot be written, before the work begins."""
    if not os.access(path if path.exists() else path.parent, os.W_OK) or (path.name and path.is_dir()):
        raise FrameworkError(f"{path} cannot be written; name a file in a folder of yours.")
