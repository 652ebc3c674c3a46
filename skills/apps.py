from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SkillsConfig(AppConfig):
    name = "skills"
    verbose_name = "Skills"

    def ready(self):
        from sources.old_addresses import keep_addresses
        from sources.watching import ensure_triggers

        from .history import keep_history
        from .models import Skill, SkillArea
        from .search_entries import register_kinds

        register_kinds()
        keep_history()
        keep_addresses(Skill, SkillArea)
        post_migrate.connect(ensure_triggers, sender=self)
