from time import monotonic

from django.core.management.base import BaseCommand

from sources.search.index import rebuild


class Command(BaseCommand):
    help = "Make the index of the search anew from the content; readers search the old one meanwhile."

    def handle(self, **options):
        start = monotonic()
        count = rebuild(self._report)
        self.stdout.write(f"{count} entries indexed in {monotonic() - start:.1f} s.")

    def _report(self, kind, done, total):
        end = "\r" if self.stdout.isatty() and done < total else "\n"
        if self.stdout.isatty() or done == total:
            self.stdout.write(f"{kind.label}: {done} of {total}", ending=end)
            self.stdout.flush()
