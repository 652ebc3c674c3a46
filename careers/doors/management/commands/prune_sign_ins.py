from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from careers.doors.models import AccessEvent, Session


class Command(BaseCommand):
    help = "Delete what is too old of the record of sign-ins (SIGN_INS_KEPT_DAYS), and sessions that have ended."

    def handle(self, **options):
        now = timezone.now()
        kept = now - timedelta(days=settings.SIGN_INS_KEPT_DAYS)
        events, _ = AccessEvent.objects.filter(at__lt=kept).delete()
        sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
        AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()
        self.stdout.write(
            f"Deleted: {events} events older than {settings.SIGN_INS_KEPT_DAYS} days, {sessions} ended sessions."
        )
