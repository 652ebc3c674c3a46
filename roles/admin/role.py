"""A role, with all that is said of it on one page."""

from django.contrib import admin

from roles.models import Role
from sources.admin import CitedMixin, PageAdmin, PublishableMixin

from . import inlines


@admin.register(Role)
class RoleAdmin(CitedMixin, PublishableMixin, PageAdmin):
    list_display = ["title", "family", "seniority", "requirement_count", "duty_count", "status"]
    list_filter = ["status", "family", "seniority", "basis", "known_only_by_relation"]
    list_select_related = ["family"]
    search_fields = ["title", "aliases__name"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["broader", "claims"]
    save_on_top = True
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "slug",
                    ("family", "seniority"),
                    "broader",
                    "status",
                    "known_only_by_relation",
                ]
            },
        ),
        ("Summary and its evidence", {"fields": ["summary", "claims", ("basis", "hedge"), "note"]}),
    ]
    inlines = [
        inlines.DutyInline,
        inlines.SkillRequirementInline,
        inlines.ChoiceInline,
        inlines.RouteInline,
        inlines.ExperienceInline,
        inlines.EntryInline,
        inlines.ExitInline,
        inlines.PayFigureInline,
        inlines.PayFactorInline,
        inlines.BenefitInline,
        inlines.EmploymentTermInline,
        inlines.WorkingRelationInline,
        inlines.QuestionInline,
        inlines.HiringNoteInline,
        inlines.TrendInline,
        inlines.RoleAliasInline,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts()

    def _create_formsets(self, request, obj, change):
        """Let each list of the page see the others: promotions in and out, choices and their members."""
        formsets, inline_instances = super()._create_formsets(request, obj, change)
        for formset in formsets:
            formset.siblings = formsets
        return formsets, inline_instances

    @admin.display(ordering="requirement_count", description="skills")
    def requirement_count(self, role):
        return role.requirement_count

    @admin.display(ordering="duty_count", description="duties")
    def duty_count(self, role):
        return role.duty_count
