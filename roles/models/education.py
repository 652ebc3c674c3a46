"""The ways into a role."""

from django.db import models
from django.db.models import Count, Q, UniqueConstraint

from sources.addresses import address
from sources.constraints import filled, known, runs_upwards
from sources.models import Cited, CitedQuerySet
from sources.publication import Status

from .requirement import Choice, check_choice_of_role
from .role import Role


class RouteKind(models.TextChoices):
    DEGREE = "degree", "Degree"
    COURSE = "course", "Course"
    CERTIFICATION = "certification", "Certification"
    SELF_STUDY = "self-study", "Self-study"
    EXPERIENCE = "experience", "Practical experience"
    COMMUNITY = "community", "Community"


class EducationRouteQuerySet(CitedQuerySet):
    def with_role_count(self):
        """Count the published roles that a route leads into, as `role_count`."""
        published = Q(roles__role__status=Status.PUBLISHED)
        # Grouping discards Meta.ordering, so say it again.
        return self.annotate(role_count=Count("roles", filter=published)).order_by("position", "name")


class EducationRoute(Cited):
    """A way of learning what a role takes, whatever the role."""

    slug = models.SlugField(
        unique=True,
        max_length=80,
        help_text="Part of the address; once it is public, an old one leads to the new.",
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=13, choices=RouteKind)
    summary = models.TextField(help_text="What it is, in a sentence or two.")
    covers = models.TextField(blank=True, help_text="What it is said to give, one point a line.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on pages, lowest first.")

    natural_key_fields = ("slug",)
    published_with = ()
    speaks_of = "name"
    says = "summary"
    page = "roles:route"
    page_slug = "slug"

    objects = EducationRouteQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["position", "name"]
        constraints = [*Cited.Meta.constraints, known("kind", RouteKind), filled("slug"), filled("name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("roles:route", self.slug)


class Necessity(models.TextChoices):
    """How much a way in matters; most first."""

    REQUIRED = "required", "Required"
    ACCEPTED = "accepted", "One accepted way"
    HELPFUL = "helpful", "Helpful"
    NOT_REQUIRED = "not-required", "Not required"


class RouteIntoRole(Cited):
    """That a route leads into a role."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="routes")
    route = models.ForeignKey(EducationRoute, on_delete=models.PROTECT, related_name="roles")
    necessity = models.CharField(max_length=12, choices=Necessity)
    choice = models.ForeignKey(
        Choice,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="routes",
        help_text="The choice that this way is one of, if it is: “a degree or equivalent experience”.",
    )
    details = models.TextField(blank=True, help_text="What is said of it for this role, one point a line.")

    natural_key_fields = ("role__slug", "route__slug")
    says = "route__name"

    class Meta(Cited.Meta):
        ordering = ["role__slug", "route__slug"]
        verbose_name_plural = "routes into roles"
        constraints = [
            *Cited.Meta.constraints,
            known("necessity", Necessity),
            UniqueConstraint(fields=["role", "route"], name="routeintorole_unique_role_route"),
        ]

    def __str__(self):
        return f"{self.role}: {self.route}"

    def clean(self):
        super().clean()
        check_choice_of_role(self)


class ExperienceRange(Cited):
    """How many years of experience go with a role."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="experience")
    label = models.CharField(max_length=120, help_text="Experience of what: “software development”.")
    years_from = models.PositiveSmallIntegerField("years, from", null=True, blank=True)
    years_to = models.PositiveSmallIntegerField("years, to", null=True, blank=True, help_text="Empty: open.")
    details = models.TextField(blank=True, help_text="What is said of it, one point a line.")

    natural_key_fields = ("role__slug", "label")
    says = "label"
    violations = Cited.violations | {"years_to_not_below_years_from": ("years_to", "It ends below where it begins.")}

    class Meta(Cited.Meta):
        ordering = ["role__slug", "label"]
        constraints = [
            *Cited.Meta.constraints,
            filled("label"),
            runs_upwards("years_from", "years_to"),
            UniqueConstraint(fields=["role", "label"], name="experiencerange_unique_role_label"),
        ]

    def __str__(self):
        return f"{self.role}: {self.label}"

    @property
    def years(self):
        """The years in words: “1–2 years”; empty where none are stated."""
        return years_in_words(self.years_from, self.years_to)


def years_in_words(lower, upper):
    """Return “3–5 years”, “more than 5 years” or “up to 2 years”; an empty text without either end."""
    if lower is None:
        return f"up to {_years(upper)}" if upper is not None else ""
    if upper is None:
        return f"more than {_years(lower)}"
    return _years(lower) if lower == upper else f"{lower}–{_years(upper)}"


def _years(count):
    return f"{count} year{'' if count == 1 else 's'}"
