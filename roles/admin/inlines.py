"""What is said of a role, row by row, in the order of its page."""

from roles import models
from sources.admin import StatementInline

from .formsets import ChoiceFormSet, StepFormSet


class RoleAliasInline(StatementInline):
    model = models.RoleAlias
    verbose_name = "other title"
    verbose_name_plural = "other titles"
    fields = ["name"]


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


class SkillRequirementInline(MemberInline):
    model = models.SkillRequirement
    verbose_name = "skill asked for"
    verbose_name_plural = "skills asked for"
    fields = [("skill", "level", "need", "choice")]
    joined = ["skill"]
    ordering = ["skill__area__position", "skill__name"]


class ChoiceInline(StatementInline):
    model = models.Choice
    formset = ChoiceFormSet
    verbose_name_plural = "choices: some of several suffice"
    fields = [("label", "slug"), ("minimum", "need", "level")]
    prepopulated_fields = {"slug": ["label"]}


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


class EntryInline(StatementInline):
    model = models.ProgressionStep
    formset = StepFormSet
    fk_name = "target"
    verbose_name = "step into this role"
    verbose_name_plural = "steps into this role"
    fields = [("origin", "kind", "years_from", "years_to"), "details"]
    joined = ["origin"]


class ExitInline(StatementInline):
    model = models.ProgressionStep
    formset = StepFormSet
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
