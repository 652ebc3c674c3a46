from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RolesConfig(AppConfig):
    name = "roles"
    verbose_name = "Roles"

    def ready(self):
        from sources.old_addresses import keep_addresses
        from sources.watching import ensure_triggers

        from .history import keep_history
        from .models import EducationRoute, Role, RoleFamily
        from .search_entries import register_kinds

        register_kinds()
        keep_history()
        keep_addresses(Role, RoleFamily, EducationRoute)
        post_migrate.connect(ensure_triggers, sender=self)
