from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = "Careers"

    def ready(self):
        from sources.watching import ensure_triggers

        post_migrate.connect(ensure_triggers, sender=self)
