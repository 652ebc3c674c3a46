"""What is said of a role, row by row, in the order of its page."""

from django.contrib import admin

from roles import models
from roles.native import requirement_words
from sources.admin import RowInline, StatementInline

from .formsets import ChoiceFormSet, StepFormSet


class RoleAliasInline(StatementInline):
    model = models.RoleAlias
    verbose_name = "other title"
    verbose_name_plural = "other titles"
    fields = [("name", "is_hidden")]


class MemberInline(StatementInline):
    """Rows that may be one of a choice of their role."""

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields["choice"]
        field.queryset = models.Choice.objects.filter(role=obj)
        field.error_messages["invalid_choice"] = "This is a choice of another role: choose one of this role."
        # Read once here; each row would read it again.
        field.choices = [("", field.empty_label), *((choice.pk, choice.label) for choice in field.queryset)]
        return formset


FLAGS = [("in demand", "is_in_demand"), ("hot technology", "is_hot")]


class SkillRequirementInline(MemberInline):
    model = models.SkillRequirement
    verbose_name = "skill asked for"
    verbose_name_plural = "skills asked for"
    fields = [("skill", "level", "need", "choice")]
    joined = ["skill"]
    ordering = ["skill__area__position", "skill__name"]

    def get_fieldsets(self, request, obj=None):
        """Show what the framework itself says of the rows of an imported role."""
        if not (obj and obj.is_imported):
            return super().get_fieldsets(request, obj)
        first, *others = super().get_fieldsets(request, obj)
        return [first, (None, {"fields": ["native_values"]}), *others]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "native_values"]

    @admin.display(description="in the framework")
    def native_values(self, requirement):
        words = requirement_words(requirement, requirement.skill) if requirement.is_imported else ""
        marks = [] if requirement.is_relevant else ["rated not relevant"]
        marks += [word for word, holds in FLAGS if getattr(requirement, holds)]
        return " · ".join(filter(None, [words, *marks])) or "nothing"


class ChoiceInline(StatementInline):
    model = models.Choice
    formset = ChoiceFormSet
    verbose_name_plural = "choices: some of several suffice"
    fields = [("label", "slug"), ("minimum", "need", "level")]
    prepopulated_fields = {"slug": ["label"]}


class PreparationShareInline(RowInline):
    """What those said whom a framework asked; it is theirs, and only shown."""

    model = models.PreparationShare
    verbose_name_plural = "preparation, in per cent of those asked"
    fields = [("category", "percent", "is_imprecise")]
    readonly_fields = ["category", "percent", "is_imprecise"]
    joined = ["category"]
    ordering = ["category__kind", "category__position"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class RoleRelationInline(RowInline):
    model = models.RoleRelation
    fk_name = "origin"
    verbose_name_plural = "roles that the framework calls related"
    fields = [("target", "kind", "tier", "position")]
    joined = ["target"]
    autocomplete_fields = ["target"]


class DutyInline(StatementInline):
    model = models.Duty
    fields = [("responsibility", "involvement", "is_daily"), "details"]
    joined = ["responsibility"]
    ordering = ["responsibility__position", "responsibility__title"]


class RouteInline(MemberInline):
    model = models.RouteIntoRole
    verbose_name = "way in"
    verbose_name_plural = "ways in"
    fields = [("route", "necessity", "choice"), "details"]
    joined = ["route"]


class ExperienceInline(StatementInline):
    model = models.ExperienceRange
    verbose_name_plural = "years of experience"
    fields = [("label", "years_from", "years_to"), "details"]


class StepInline(StatementInline):
    """Steps; those of drafts of other roles are no steps yet."""

    model = models.ProgressionStep
    formset = StepFormSet

    def get_queryset(self, request):
        [other] = self.joined
        return super().get_queryset(request).filter(**{f"{other}__draft_of": None})


class EntryInline(StepInline):
    fk_name = "target"
    verbose_name = "step into this role"
    verbose_name_plural = "steps into this role"
    fields = [("origin", "kind", "years_from", "years_to"), "details"]
    joined = ["origin"]


class ExitInline(StepInline):
    fk_name = "origin"
    verbose_name = "step onwards"
    verbose_name_plural = "steps onwards"
    fields = [("target", "kind", "years_from", "years_to"), "details"]
    joined = ["target"]


class PayFigureInline(StatementInline):
    model = models.PayFigure
    fields = [("label", "kind"), ("amount_from", "amount_to", "currency", "period"), ("place", "year")]


class PayFactorInline(StatementInline):
    model = models.PayFactor
    verbose_name_plural = "what pay depends on"
    fields = ["name"]


class BenefitInline(StatementInline):
    model = models.Benefit
    fields = ["name"]


class EmploymentTermInline(StatementInline):
    model = models.EmploymentTerm
    verbose_name_plural = "terms of employment"
    fields = [("name", "kind")]


class WorkingRelationInline(StatementInline):
    model = models.WorkingRelation
    fk_name = "role"
    verbose_name_plural = "whom it works with"
    fields = [("kind", "other_role", "other_party"), "purpose"]
    joined = ["other_role"]


class QuestionInline(StatementInline):
    model = models.Question
    verbose_name_plural = "questions people ask"
    fields = [("question", "slug"), "answer", "position"]
    prepopulated_fields = {"slug": ["question"]}


class HiringNoteInline(StatementInline):
    model = models.HiringNote
    verbose_name_plural = "notes for whoever hires"
    fields = ["text", ("slug", "position")]
    prepopulated_fields = {"slug": ["text"]}


class TrendInline(StatementInline):
    model = models.Trend
    fields = ["text", ("slug", "position")]
    prepopulated_fields = {"slug": ["text"]}
