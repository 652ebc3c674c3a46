"""What else is said of a role: questions people ask, hiring, trends."""

from django.db import models
from django.db.models import UniqueConstraint

from sources.constraints import filled
from sources.models import Cited

from .role import Role


class Question(Cited):
    """A question people ask of a role, and the answer that the documents give."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="questions")
    slug = models.SlugField(max_length=80)
    question = models.CharField(max_length=200)
    answer = models.TextField()
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on the page, lowest first.")

    natural_key_fields = ("role__slug", "slug")
    says = "question"

    class Meta(Cited.Meta):
        ordering = ["role__slug", "position", "slug"]
        constraints = [
            *Cited.Meta.constraints,
            filled("slug"),
            filled("question"),
            filled("answer"),
            UniqueConstraint(fields=["role", "slug"], name="question_unique_role_slug"),
        ]

    def __str__(self):
        return self.question


class HiringNote(Cited):
    """Something worth knowing for whoever hires."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="hiring_notes")
    slug = models.SlugField(max_length=80)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on the page, lowest first.")

    natural_key_fields = ("role__slug", "slug")
    says = "text"

    class Meta(Cited.Meta):
        ordering = ["role__slug", "position", "slug"]
        constraints = [
            *Cited.Meta.constraints,
            filled("slug"),
            filled("text"),
            UniqueConstraint(fields=["role", "slug"], name="hiringnote_unique_role_slug"),
        ]

    def __str__(self):
        return self.text


class Trend(Cited):
    """Where things are moving for a role."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="trends")
    slug = models.SlugField(max_length=80)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on the page, lowest first.")

    natural_key_fields = ("role__slug", "slug")
    says = "text"

    class Meta(Cited.Meta):
        ordering = ["role__slug", "position", "slug"]
        constraints = [
            *Cited.Meta.constraints,
            filled("slug"),
            filled("text"),
            UniqueConstraint(fields=["role", "slug"], name="trend_unique_role_slug"),
        ]

    def __str__(self):
        return self.text
