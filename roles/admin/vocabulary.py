"""What roles share: families, kinds of work, ways of learning."""

from django.contrib import admin

from roles.models import EducationRoute, PreparationCategory, PreparationLevel, Responsibility, RoleFamily
from sources.admin import EVIDENCE, CitedMixin, CollectedAdmin, PageAdmin

from .grid import FamilyGridMixin


@admin.register(RoleFamily)
class RoleFamilyAdmin(FamilyGridMixin, CollectedAdmin):
    list_display = ["name", "role_count", "position"]
    list_editable = ["position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description", "position"]
    related_words = {"roles": ("role is of this family", "roles are of this family")}

    def get_queryset(self, request):
        return super().get_queryset(request).with_role_count()

    @admin.display(ordering="role_count", description="roles")
    def role_count(self, family):
        return family.role_count


@admin.register(Responsibility)
class ResponsibilityAdmin(CollectedAdmin):
    list_display = ["title", "area", "duty_count", "position"]
    list_editable = ["position"]
    list_filter = ["collection", "area"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "slug", "area", "position"]
    related_words = {"duties": ("role has this duty", "roles have this duty")}

    def get_queryset(self, request):
        return super().get_queryset(request).with_duty_count()

    @admin.display(ordering="duty_count", description="roles with this duty")
    def duty_count(self, responsibility):
        return responsibility.duty_count


@admin.register(EducationRoute)
class EducationRouteAdmin(CitedMixin, PageAdmin):
    list_display = ["name", "kind", "role_count", "basis", "position"]
    list_editable = ["position"]
    list_filter = ["kind", "basis"]
    search_fields = ["name", "summary"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [(None, {"fields": ["name", "slug", "kind", "summary", "covers", "position"]}), EVIDENCE]
    related_words = {"roles": ("role is entered by this way", "roles are entered by this way")}

    def get_queryset(self, request):
        return super().get_queryset(request).with_role_count()

    @admin.display(ordering="role_count", description="published roles it leads into")
    def role_count(self, route):
        return route.role_count


@admin.register(PreparationLevel)
class PreparationLevelAdmin(CollectedAdmin):
    list_display = ["name", "collection", "position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = [
        "name",
        "slug",
        "position",
        "experience",
        "education",
        "training",
        "examples",
        "vocational_range",
    ]


@admin.register(PreparationCategory)
class PreparationCategoryAdmin(CollectedAdmin):
    list_display = ["label", "kind", "collection", "position"]
    list_filter = ["collection", "kind"]
    search_fields = ["label"]
    prepopulated_fields = {"slug": ["label"]}
    fields = ["label", "slug", "kind", "position"]
