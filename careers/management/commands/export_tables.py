from django.core.management.base import BaseCommand, CommandError

from careers.tables.errors import FileError
from careers.tables.folders import WRITERS, export_folder


class Command(BaseCommand):
    help = "Write the site's own content as tables, one file for each kind, into a folder."

    def add_arguments(self, parser):
        parser.add_argument("folder")
        parser.add_argument("--format", choices=WRITERS, default="csv")

    def handle(self, *, folder, format, **options):  # noqa: A002 the name of the option
        try:
            counts = export_folder(folder, format)
        except FileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{sum(counts.values())} rows in {len(counts)} files of {folder}.")
