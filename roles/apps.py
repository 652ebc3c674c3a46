from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RolesConfig(AppConfig):
    name = "roles"
    verbose_name = "Roles"

    def ready(self):
        from sources.watching import ensure_triggers

        from .search_entries import register_kinds

        register_kinds()
        post_migrate.connect(ensure_triggers, sender=self)
