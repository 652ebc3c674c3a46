"""A role, with all that is said of it on one page."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from roles.models import Role
from sources.admin import CitedMixin, CollectedAdmin, OwnOptionsFilter, PublishableMixin

from . import inlines
from .drafted import DraftedMixin
from .grid import RoleGridMixin

# So many rows of a kind can be edited on the page of their role; a framework's role may have thousands.
MOST_ROWS = 100
MAY_BE_MANY = (inlines.DutyInline, inlines.SkillRequirementInline, inlines.RoleAliasInline)


@admin.register(Role)
class RoleAdmin(DraftedMixin, RoleGridMixin, CitedMixin, PublishableMixin, CollectedAdmin):
    list_display = ["title", "family", "seniority", "requirement_count", "duty_count", "status"]
    list_filter = ["collection", "status", ("family", OwnOptionsFilter), "seniority", "basis", "known_only_by_relation"]
    list_select_related = ["family"]
    ordering = ["title"]
    search_fields = ["title", "aliases__name"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["family", "broader", "claims"]
    actions = [*PublishableMixin.actions, "edit_in_grid"]
    can_be_merged = True
    save_on_top = True
    related_words = {
        "requirements": ("skill asked for", "skills asked for"),
        "routes": ("way in", "ways in"),
        "entries": ("step into this role", "steps into this role"),
        "exits": ("step onwards", "steps onwards"),
        "aliases": ("other title", "other titles"),
        "narrower": ("role is a level of this one", "roles are levels of this one"),
        "draft_copy": ("copy that a draft is written in", "copies that drafts are written in"),
        "drafts": ("draft, open or past", "drafts, open or past"),
        "inverse_working_relations": ("role works with this one", "roles work with this one"),
    }
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "slug",
                    ("family", "seniority"),
                    ("broader", "rank"),
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

    def get_inlines(self, request, obj):
        """A role of a framework has rows of its own kinds, and may have more rows than a page holds."""
        found = super().get_inlines(request, obj)
        if not (obj and obj.is_imported):
            return found
        found = [inline for inline in found if inline not in _long_lists(obj)]
        return [*found, inlines.RoleRelationInline, inlines.PreparationShareInline]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not (obj and obj.is_imported):
            return fieldsets
        lists = ["long_lists"] if _long_lists(obj) else []
        return [*fieldsets, ("In the framework", {"fields": ["preparation", "is_regulated", *lists]})]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "long_lists"]

    @admin.display(description="too many for this page")
    def long_lists(self, role):
        """Link to lists of the rows of which there are too many, and to what adds one."""
        return format_html_join("", "<p>{} · {}</p>", (_links(role, *item) for item in _long_lists(role).items()))

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


def _long_lists(role):
    """Return {inline: how many rows} of those with more rows than a page holds; counted once a page."""
    if not hasattr(role, "counted_lists"):
        counts = {inline: inline.model._default_manager.filter(role=role).count() for inline in MAY_BE_MANY}
        role.counted_lists = {inline: count for inline, count in counts.items() if count > MOST_ROWS}
    return role.counted_lists


def _links(role, inline, count):
    options = inline.model._meta
    pages = f"admin:{options.app_label}_{options.model_name}"
    name = inline.verbose_name_plural or options.verbose_name_plural
    return (
        format_html(
            '<a href="{}?role__id__exact={}">All {} {}, to search and to edit</a>',
            reverse(f"{pages}_changelist"),
            role.pk,
            f"{count:,}",
            name,
        ),
        format_html('<a href="{}?role={}">Add one</a>', reverse(f"{pages}_add"), role.pk),
    )
