from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = "Sources"

    def ready(self):
        from .collection import ensure_own_collection

        # Rows refer to it by default, so it is there whatever emptied the database.
        post_migrate.connect(ensure_own_collection, sender=self)
