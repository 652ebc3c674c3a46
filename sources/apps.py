from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = "Sources"

    def ready(self):
        from .collection import ensure_own_collection
        from .history import changing
        from .history.rows import keep_history
        from .models import Document
        from .old_addresses import keep_addresses
        from .search.tables import forget_what_was_flushed
        from .search_entries import register_kinds
        from .watching import ensure_triggers

        register_kinds()
        keep_history()
        keep_addresses(Document)
        post_migrate.connect(ensure_triggers, sender=self)
        post_migrate.connect(forget_what_was_flushed, sender=self)
        post_migrate.connect(changing.forget_what_was_flushed, sender=self)
        # Rows refer to it by default, so it is there whatever emptied the database.
        post_migrate.connect(ensure_own_collection, sender=self)
