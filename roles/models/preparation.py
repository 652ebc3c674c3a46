"""How much preparation a role takes, as frameworks count it, and which roles they call related."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sources.collection import Collected, Imported
from sources.constraints import filled, known, leads_elsewhere
from sources.natural_keys import NaturalKeyModel

from .role import NO_COPY, Role


class PreparationLevel(Collected, NaturalKeyModel):
    """One step of a framework's scale of preparation (O*NET: a job zone)."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0, help_text="Least preparation first.")
    experience = models.TextField(blank=True)
    education = models.TextField(blank=True)
    training = models.TextField(blank=True)
    examples = models.TextField(blank=True)
    vocational_range = models.CharField(
        max_length=40, blank=True, help_text="Specific vocational preparation, in its own code: “(7.0 to < 8.0)”."
    )

    natural_key_fields = ("slug",)

    class Meta:
        ordering = ["collection", "position"]
        constraints = [*Collected.Meta.constraints, filled("slug"), filled("name")]

    def __str__(self):
        return self.name


class PreparationKind(models.TextChoices):
    EDUCATION = "education", "Education"
    EXPERIENCE = "experience", "Related work experience"
    ON_SITE_TRAINING = "on-site", "On-site or in-plant training"
    ON_THE_JOB_TRAINING = "on-the-job", "On-the-job training"


class PreparationCategory(Collected, NaturalKeyModel):
    """One answer to how much education, experience or training a role takes: “Bachelor's degree”."""

    slug = models.SlugField(unique=True, max_length=80)
    kind = models.CharField(max_length=10, choices=PreparationKind)
    position = models.PositiveSmallIntegerField(help_text="Least first, within its kind.")
    label = models.CharField(max_length=250)

    natural_key_fields = ("slug",)

    class Meta:
        ordering = ["collection", "kind", "position"]
        verbose_name_plural = "preparation categories"
        constraints = [
            *Collected.Meta.constraints,
            known("kind", PreparationKind),
            filled("slug"),
            filled("label"),
            UniqueConstraint(
                fields=["collection", "kind", "position"], name="preparationcategory_unique_kind_position"
            ),
        ]

    def __str__(self):
        return self.label


class PreparationShare(Imported, NaturalKeyModel):
    """How many of those asked gave one answer for a role, in per cent."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="preparation_shares")
    category = models.ForeignKey(PreparationCategory, on_delete=models.PROTECT, related_name="shares")
    percent = models.DecimalField(max_digits=5, decimal_places=2, validators=[MaxValueValidator(100)])
    is_imprecise = models.BooleanField(default=False, help_text="The framework calls its own figure imprecise.")

    natural_key_fields = ("role__slug", "category__slug")

    class Meta:
        ordering = ["role__slug", "category__slug"]
        constraints = [
            UniqueConstraint(fields=["role", "category"], name="preparationshare_unique_role_category"),
            CheckConstraint(condition=Q(percent__range=(0, 100)), name="preparationshare_percent_is_a_share"),
        ]

    def __str__(self):
        return f"{self.role}: {self.category}, {self.percent} %"


class RoleRelationKind(models.TextChoices):
    RELATED = "related", "Related"
    BROADER = "broader", "Broader"


class RoleRelation(Imported, NaturalKeyModel):
    """That a framework sets one role beside or below another; nothing is inherited by it."""

    origin = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="related")
    target = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="inverse_related", limit_choices_to=NO_COPY)
    kind = models.CharField(max_length=7, choices=RoleRelationKind, default=RoleRelationKind.RELATED)
    tier = models.CharField(max_length=40, blank=True, help_text="How close, in the framework's word: “Primary-Short”.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Closest first.")

    natural_key_fields = ("origin__slug", "target__slug", "kind")

    class Meta:
        ordering = ["origin__slug", "kind", "position", "target__slug"]
        constraints = [
            known("kind", RoleRelationKind),
            leads_elsewhere("origin", "target"),
            UniqueConstraint(fields=["origin", "target", "kind"], name="rolerelation_unique_origin_target_kind"),
        ]

    def __str__(self):
        return f"{self.origin}: {self.get_kind_display().lower()} {self.target}"
