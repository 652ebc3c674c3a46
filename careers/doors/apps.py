from django.apps import AppConfig, apps
from django.core.checks import register
from django.db.models.signals import post_migrate, pre_migrate


class DoorsConfig(AppConfig):
    name = "careers.doors"
    verbose_name = "Signing in"

    def ready(self):
        from . import notice  # noqa: F401 (listens to what happens to accounts)
        from .checks import check_settings
        from .groups import ensure_groups, remember_permissions

        apps.get_app_config("auth").verbose_name = "Accounts"
        register(check_settings)
        pre_migrate.connect(remember_permissions, sender=self)
        post_migrate.connect(ensure_groups, sender=self)
