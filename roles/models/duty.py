"""What somebody in a role does."""

from django.db import models
from django.db.models import CheckConstraint, Count, Q, UniqueConstraint

from sources.collection import OWN, Collected, Imported
from sources.constraints import filled, known
from sources.models import Cited
from sources.natural_keys import NaturalKeyModel, NaturalKeyQuerySet

from .role import Role


class DutyArea(models.TextChoices):
    """The kinds of work, in the order of pages."""

    CODE = "code", "Code"
    INTERFACES = "interfaces", "Interfaces"
    DATA = "data", "Data"
    SECURITY = "security", "Security"
    PERFORMANCE = "performance", "Performance and reliability"
    OPERATIONS = "operations", "Running it"
    COLLABORATION = "collaboration", "Working together"
    DIRECTION = "direction", "Design and direction"
    LEARNING = "learning", "Learning"


class ResponsibilityQuerySet(NaturalKeyQuerySet):
    def with_duty_count(self):
        """Count the roles that take part in each kind of work, as `duty_count`."""
        # Grouping discards Meta.ordering, so say it again.
        counted = Count("duties", filter=Q(duties__role__draft_of=None))
        return self.annotate(duty_count=counted).order_by("position", "title")


class Responsibility(Collected, NaturalKeyModel):
    """A kind of work, shared by roles so that their duties can be compared."""

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=1000, help_text="As a verb: “Review code”.")
    area = models.CharField(
        max_length=13, choices=DutyArea, blank=True, help_text="Empty only where a framework does not say."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order within its area, lowest first.")

    natural_key_fields = ("slug",)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]
        verbose_name_plural = "responsibilities"
        constraints = [
            *Collected.Meta.constraints,
            CheckConstraint(
                condition=Q(area__in=DutyArea.values) | (Q(area="") & ~Q(collection=OWN)),
                name="responsibility_area_is_known",
            ),
            filled("slug"),
            filled("title"),
        ]

    def __str__(self):
        return self.title


class Involvement(models.IntegerChoices):
    """How far somebody answers for a duty; least first."""

    ASSISTS = 1, "Assists"
    CONTRIBUTES = 2, "Contributes"
    OWNS = 3, "Owns"
    LEADS = 4, "Leads"


class Priority(models.TextChoices):
    """How far a task belongs to the heart of an occupation (O*NET)."""

    CORE = "core", "Core"
    SUPPLEMENTAL = "supplemental", "Supplemental"


class Duty(Imported, Cited):
    """That a role takes part in a kind of work."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="duties")
    responsibility = models.ForeignKey(Responsibility, on_delete=models.PROTECT, related_name="duties")
    involvement = models.PositiveSmallIntegerField(
        choices=Involvement, null=True, blank=True, help_text="Empty: not stated."
    )
    details = models.TextField(blank=True, help_text="What it comes to in this role, one point a line.")
    is_daily = models.BooleanField("part of a typical day", default=False)
    priority = models.CharField(
        max_length=12, choices=Priority, blank=True, help_text="Of a framework's tasks; empty: not stated."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order within the role, where there is one.")
    identifier = models.CharField(
        max_length=40, blank=True, editable=False, help_text="What the framework itself calls it."
    )

    natural_key_fields = ("role__slug", "responsibility__slug")
    says = "responsibility__title"

    class Meta(Cited.Meta):
        ordering = ["role__slug", "responsibility__slug"]
        verbose_name_plural = "duties"
        constraints = [
            *Cited.Meta.constraints,
            known("involvement", Involvement, optional=True),
            CheckConstraint(condition=Q(priority__in=["", *Priority.values]), name="duty_priority_is_known"),
            UniqueConstraint(fields=["role", "responsibility"], name="duty_unique_role_responsibility"),
        ]

    def __str__(self):
        return f"{self.role}: {self.responsibility}"
