from django.core.management.base import BaseCommand

from roles.drafts.review import publish_due


class Command(BaseCommand):
    help = "Publishes the drafts whose time has come. Run it every minute, from cron or a systemd timer."

    def handle(self, **options):
        done = publish_due()
        for draft, problem in done:
            title = draft.role.title
            self.stdout.write(f"Not published: {title}. {problem}" if problem else f"Published: {title}.")
        failed = sum(bool(problem) for _, problem in done)
        if failed:
            self.stderr.write(f"{failed} of {len(done)} went back to their authors; each page says why.")
            raise SystemExit(1)
