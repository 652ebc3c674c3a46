"""The terms of work, and whom a role works with."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sources.constraints import filled, known
from sources.models import Cited
from sources.publication import Status

from .role import NO_COPY, Role


class TermKind(models.TextChoices):
    CONTRACT = "contract", "Contract"
    HOURS = "hours", "Hours"
    PLACE = "place", "Place of work"
    TRAVEL = "travel", "Travel"
    TEAM = "team", "Team"


class EmploymentTerm(Cited):
    """One condition of employment: full-time, hybrid, some travel…"""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="employment_terms")
    kind = models.CharField(max_length=8, choices=TermKind)
    name = models.CharField(max_length=120)

    natural_key_fields = ("role__slug", "name")
    says = "name"

    class Meta(Cited.Meta):
        ordering = ["role__slug", "name"]
        constraints = [
            *Cited.Meta.constraints,
            known("kind", TermKind),
            filled("name"),
            UniqueConstraint(fields=["role", "name"], name="employmentterm_unique_role_name"),
        ]

    def __str__(self):
        return self.name


class WorkingRelationKind(models.TextChoices):
    REPORTS_TO = "reports-to", "Reports to"
    GUIDED_BY = "guided-by", "Guided by"
    WORKS_WITH = "works-with", "Works with"
    GUIDES = "guides", "Guides"


class WorkingRelation(Cited):
    """Whom a role works with: another role, or a party that is none (clients, stakeholders)."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="working_relations")
    kind = models.CharField(max_length=10, choices=WorkingRelationKind)
    other_role = models.ForeignKey(
        Role,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inverse_working_relations",
        limit_choices_to=NO_COPY,
    )
    other_party = models.CharField(max_length=120, blank=True, help_text="Only where the other side is no role.")
    purpose = models.TextField(blank=True, help_text="What for, in a sentence.")

    natural_key_fields = ("role__slug", "kind", "other_role__slug", "other_party")
    says = "purpose"
    violations = Cited.violations | {
        "role_or_party": ("other_party", "Name another role, or a party that is no role; not both."),
    }

    class Meta(Cited.Meta):
        ordering = ["role__slug", "kind", "other_role__slug", "other_party"]
        constraints = [
            *Cited.Meta.constraints,
            known("kind", WorkingRelationKind),
            CheckConstraint(
                condition=Q(other_role__isnull=False, other_party="")
                | (Q(other_role__isnull=True) & ~Q(other_party="")),
                name="workingrelation_role_or_party",
                violation_error_message="Name another role, or a party that is no role; not both.",
            ),
            CheckConstraint(
                condition=Q(other_role__isnull=True) | ~Q(other_role=F("role")),
                name="workingrelation_other_is_another",
            ),
            UniqueConstraint(
                fields=["role", "kind", "other_role"],
                condition=Q(other_role__isnull=False),
                name="workingrelation_unique_other_role",
            ),
            UniqueConstraint(
                fields=["role", "kind", "other_party"],
                condition=~Q(other_party=""),
                name="workingrelation_unique_other_party",
            ),
        ]

    def __str__(self):
        return f"{self.role} {self.get_kind_display().lower()} {self.other}"

    @property
    def other(self):
        """The role or party on the other side."""
        return self.other_role or self.other_party

    @classmethod
    def is_published_condition(cls, prefix=""):
        # A party that is no role has no page to be hidden.
        others = Q(**{f"{prefix}other_role__isnull": True}) | Q(**{f"{prefix}other_role__status": Status.PUBLISHED})
        return super().is_published_condition(prefix) & others

    @property
    def other_name(self):
        return self.other_role.title if self.other_role else f"{self.other_party[:1].upper()}{self.other_party[1:]}"

    @property
    def other_address(self):
        """The page of the other role; empty for a party that is none."""
        return self.other_role.get_absolute_url() if self.other_role else ""

    def clean(self):
        super().clean()
        if self.other_role_id and self.other_role_id == self.role_id:
            raise ValidationError({"other_role": "A role does not work with itself; choose another."})
