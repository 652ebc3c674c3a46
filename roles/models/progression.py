"""How people move from role to role."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import UniqueConstraint

from sources.collection import Imported
from sources.constraints import known, leads_elsewhere, runs_upwards
from sources.models import Cited, CitedQuerySet

from .education import years_in_words
from .role import NO_COPY, Role


class StepKind(models.TextChoices):
    PROMOTION = "promotion", "Promotion"
    SIDEWAYS = "sideways", "Sideways"
    INTO_MANAGEMENT = "into-management", "Into management"
    INTO_ARCHITECTURE = "into-architecture", "Into architecture"
    ENTRY = "entry", "Entry from elsewhere"


class ProgressionStepQuerySet(CitedQuerySet):
    def promotions(self):
        return self.filter(kind=StepKind.PROMOTION)


class ProgressionStep(Imported, Cited):
    """That people move from one role to another."""

    origin = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="exits", limit_choices_to=NO_COPY)
    target = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="entries", limit_choices_to=NO_COPY)
    kind = models.CharField(max_length=17, choices=StepKind)
    years_from = models.PositiveSmallIntegerField(
        "years of experience, from", null=True, blank=True, help_text="Empty: not stated."
    )
    years_to = models.PositiveSmallIntegerField("years of experience, to", null=True, blank=True)
    details = models.TextField(blank=True, help_text="What it takes, one point a line.")

    natural_key_fields = ("origin__slug", "target__slug")
    published_with = ("origin", "target")
    speaks_of = "origin__title"
    says = "target__title"
    page_slug = "origin__slug"
    violations = Cited.violations | {"years_to_not_below_years_from": ("years_to", "It ends below where it begins.")}

    objects = ProgressionStepQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["origin__slug", "target__slug"]
        constraints = [
            *Cited.Meta.constraints,
            known("kind", StepKind),
            leads_elsewhere("origin", "target"),
            runs_upwards("years_from", "years_to"),
            UniqueConstraint(fields=["origin", "target"], name="progressionstep_unique_origin_target"),
        ]

    def __str__(self):
        return f"{self.origin} → {self.target}"

    @property
    def years(self):
        """The years of experience in words; empty where none are stated."""
        return years_in_words(self.years_from, self.years_to)

    def clean(self):
        super().clean()
        if self.origin_id and self.origin_id == self.target_id:
            raise ValidationError({"target": "A step leads to another role; choose one."})
