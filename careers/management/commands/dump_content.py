from django.core.management.base import BaseCommand

from careers import content


class Command(BaseCommand):
    help = "Write the content of the database to the files of fixtures/."

    def add_arguments(self, parser):
        parser.add_argument("--folder", help="write the files here instead of to fixtures/")

    def handle(self, *, folder, **options):
        for label in content.MODELS:
            path = content.file_of(label, folder)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content.dump(label))
            self.stdout.write(str(path))
