from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from careers.caching.telling import tell_fronts


class Command(BaseCommand):
    help = "Lets the caches of CACHE_FRONTS forget their pages: after a new version, or when one could not be told."

    def handle(self, **options):
        if untold := tell_fronts():
            raise CommandError("\n".join(untold))
        self.stdout.write(f"{len(settings.CACHE_FRONTS)} told.")
