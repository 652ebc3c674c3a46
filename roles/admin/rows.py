"""Rows of a role one by one: the page of a framework's role has no room for hundreds of them."""

from django.contrib import admin

from roles.models import Duty, RoleAlias, SkillRequirement
from roles.native import requirement_words
from sources.admin import EVIDENCE, CitedMixin, PageAdmin

from .drafted import OfRoleMixin


class RowAdmin(OfRoleMixin, CitedMixin, PageAdmin):
    """Opened from the page of a role, and listed for one role at a time."""

    list_per_page = 100
    list_select_related = ["role"]
    named = ()  # the fields that name a row, beside its role

    def has_module_permission(self, request):
        """Keep it out of the front page: it is opened from the page of a role."""
        return False

    def lookup_allowed(self, lookup, value, request):
        return lookup == "role__id__exact" or super().lookup_allowed(lookup, value, request)

    def get_autocomplete_fields(self, request):
        return ["role", "claims", *self.named]

    def get_readonly_fields(self, request, obj=None):
        named = ["role", *self.named] if obj else []
        return [*super().get_readonly_fields(request, obj), *named]


@admin.register(RoleAlias)
class RoleAliasAdmin(RowAdmin):
    list_display = ["name", "is_hidden", "basis"]
    list_filter = ["is_hidden"]
    search_fields = ["name"]
    ordering = ["name"]
    fieldsets = [(None, {"fields": ["role", "name", "is_hidden"]}), EVIDENCE]


@admin.register(Duty)
class DutyAdmin(RowAdmin):
    list_display = ["responsibility", "priority", "position", "basis"]
    list_filter = ["priority"]
    list_select_related = ["role", "responsibility"]
    search_fields = ["responsibility__title"]
    ordering = ["position", "responsibility__title"]
    named = ["responsibility"]
    fieldsets = [
        (None, {"fields": ["role", "responsibility", "involvement", "is_daily", "priority", "position", "details"]}),
        EVIDENCE,
    ]


@admin.register(SkillRequirement)
class SkillRequirementAdmin(RowAdmin):
    list_display = ["skill", "need", "level", "native_values", "is_relevant", "basis"]
    list_filter = ["is_relevant", "is_imprecise", "is_in_demand", "is_hot", "need", "level"]
    list_select_related = ["role", "skill"]
    search_fields = ["skill__name"]
    ordering = ["skill__name"]
    named = ["skill"]
    readonly_fields = ["native_values"]
    fieldsets = [
        (None, {"fields": ["role", "skill", ("need", "level"), "native_values", "is_relevant", "is_imprecise"]}),
        EVIDENCE,
    ]

    @admin.display(description="in the framework")
    def native_values(self, requirement):
        return requirement_words(requirement, requirement.skill) if requirement.is_imported else ""
