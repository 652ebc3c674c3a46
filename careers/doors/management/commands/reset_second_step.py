from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from careers.doors.account_views import reset_second_step


class Command(BaseCommand):
    help = "Turn two-step sign-in off for an account, as when its only administrator has lost their phone."

    def add_arguments(self, parser):
        parser.add_argument("name")

    def handle(self, name, **options):
        account = get_user_model().objects.filter(username=name).first()
        if account is None:
            raise CommandError(f"There is no account “{name}”.")
        reset_second_step(account)
        self.stdout.write(f"{name} signs in with the password alone, and is signed out everywhere.")
