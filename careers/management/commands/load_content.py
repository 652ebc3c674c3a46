from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from careers import content
from sources.models import Document


class Command(BaseCommand):
    help = "Load the content files of fixtures/ into the database and say what that changed."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is content already")
        parser.add_argument("--folder", help="read the files from here instead of fixtures/")

    def handle(self, *, if_empty, folder, **options):
        if if_empty and Document.objects.exists():
            self.stdout.write("Content is there already and stays as it is (make content reloads it).")
            return
        try:
            changes = content.load(folder)
        except content.ContentError as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        self._report(changes)

    def _report(self, changes):
        added = Counter(change.model for change in changes if change.fields is None)
        for label in content.MODELS:
            if added[label]:
                self.stdout.write(f"{label}: {added[label]} added")
        for change in changes:
            if change.fields is not None:
                self.stdout.write(f"{change.model} {change.key}: changed {', '.join(change.fields)}")
        self.stdout.write(f"{sum(added.values())} rows added, {len(changes) - sum(added.values())} changed.")
