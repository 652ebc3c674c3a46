from django.core.management.base import BaseCommand, CommandError

from careers import checks
from careers.desk import quality


class Command(BaseCommand):
    help = (
        "Check what the database cannot see to: name what is wrong with the content and what is worth a look, one a "
        "line. The exit status is 1 where something is wrong; with --strict also where something is doubtful."
    )

    def add_arguments(self, parser):
        parser.add_argument("--strict", action="store_true", help="Fail for what is doubtful, too.")

    def handle(self, *, strict=False, **options):
        content = checks.load(checks.unused_claims())
        found = quality.results(checks.find(content))
        for result in found:
            self._print(result)
        wrong, doubtful = (quality.count(found, wrong=is_wrong) for is_wrong in (True, False))
        doubts = f" {doubtful} doubtful." if doubtful else ""
        if wrong or (strict and doubtful):
            raise CommandError(f"{wrong} wrong.{doubts}")
        self.stdout.write(f"{len(content.statements)} statements, {len(content.claims)} claims: nothing wrong.{doubts}")

    def _print(self, result):
        if not result.findings:
            return
        self.stdout.write(f"{result.check.title} ({len(result.findings)} {result.check.severity.value}):")
        for finding in result.findings:
            self.stdout.write(f"  {finding.sentence}")
