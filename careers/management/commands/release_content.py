from django.core.management.base import BaseCommand, CommandError

from careers.bulk.releasing import ReleaseError, make_release, missing_releases, write_files


class Command(BaseCommand):
    help = "Release the content as it is now: files to take away under a permanent version (docs/open-data.md)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--files-only",
            action="store_true",
            help="release nothing; write the files of releases that this machine does not have yet",
        )

    def handle(self, *, files_only, **options):
        try:
            self._write_missing() if files_only else self._release()
        except ReleaseError as error:
            raise CommandError(str(error)) from error

    def _release(self):
        release, is_new = make_release()
        if not is_new:
            self.stdout.write(f"Nothing has changed since {release}: no new version.")
            return
        rows, size = sum(release.counts["rows"].values()), sum(file["bytes"] for file in release.files)
        self.stdout.write(f"Released {release}: {rows:,} rows in {len(release.files)} files, {size:,} bytes.")

    def _write_missing(self):
        for release in missing_releases():
            write_files(release)
            self.stdout.write(f"Wrote the files of {release}.")
