from django.core.management.base import BaseCommand, CommandError

from careers import checks


class Command(BaseCommand):
    help = "Check what the database cannot see to: name what is wrong with the content, one problem a line."

    def handle(self, **options):
        content = checks.load(checks.unused_claims())
        found = checks.problems(content)
        for problem in found:
            self.stdout.write(problem)
        if found:
            raise CommandError(f"{len(found)} wrong.")
        self.stdout.write(f"{len(content.statements)} statements, {len(content.claims)} claims: nothing wrong.")
