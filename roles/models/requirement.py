"""What a role asks for."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Exists, OuterRef, Q, UniqueConstraint

from skills.levels import Level
from skills.models import Skill
from sources.collection import Imported
from sources.constraints import filled, known
from sources.models import Cited, CitedQuerySet
from sources.publication import Status

from .role import Role, of_outer_role


class Need(models.TextChoices):
    """How much a skill matters to a role; least first."""

    MENTIONED = "mentioned", "Mentioned"
    DESIRABLE = "desirable", "Desirable"
    ESSENTIAL = "essential", "Essential"


class Choice(Cited):
    """Alternatives of which some suffice: at least one of Java, Python, Ruby…

    How much it matters, and at what level, belongs to the whole and not to its members.
    """

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="choices")
    slug = models.SlugField(
        max_length=80,
        help_text="The same slug at a level of a role replaces the choice of the role at large.",
    )
    label = models.CharField(max_length=120, help_text="What is chosen, without the members: “a backend language”.")
    minimum = models.PositiveSmallIntegerField(default=1, help_text="How many of them suffice.")
    need = models.CharField(max_length=9, choices=Need)
    level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True, help_text="Empty: not stated.")

    natural_key_fields = ("role__slug", "slug")
    says = "label"
    violations = Cited.violations | {"minimum_is_positive": ("minimum", "At least one of them has to suffice.")}

    class Meta(Cited.Meta):
        ordering = ["role__slug", "slug"]
        constraints = [
            *Cited.Meta.constraints,
            known("need", Need),
            known("level", Level, optional=True),
            filled("slug"),
            filled("label"),
            CheckConstraint(condition=Q(minimum__gte=1), name="choice_minimum_is_positive"),
            UniqueConstraint(fields=["role", "slug"], name="choice_unique_role_slug"),
        ]

    def __str__(self):
        return f"{self.role}: {self.label}"


class SkillRequirementQuerySet(CitedQuerySet):
    def of_outer_role(self):
        """Rows by which the outer role of a query asks for published skills, inherited ones included.

        The same rows as on the role's page (`roles.profile.asks`): what a nearer role says of a skill settles it, and
        a choice replaces the broader one of its slug. What is not relevant is not asked for.
        """
        own, near, far = of_outer_role()
        near &= ~_spoken_of_by("pk") & ~_replaced_by("pk")
        far &= ~_spoken_of_by("pk") & ~_replaced_by("pk") & ~_spoken_of_by("broader") & ~_replaced_by("broader")
        return self.filter(own | near | far, skill__status=Status.PUBLISHED, is_relevant=True)


def _spoken_of_by(role):
    """Return the condition that the outer role of a query (or its broader one) says something of a row's skill."""
    return Exists(SkillRequirement.objects.filter(role=OuterRef(OuterRef(role)), skill=OuterRef("skill")))


def _replaced_by(role):
    """Return the condition that a row's choice is replaced by one of the outer role (or its broader one)."""
    # A choice without a member that readers may see, and that is relevant, is no choice.
    shown = Choice.objects.filter(requirements__skill__status=Status.PUBLISHED, requirements__is_relevant=True)
    return Exists(shown.filter(role=OuterRef(OuterRef(role)), slug=OuterRef("choice__slug")))


class SkillRequirement(Imported, Cited):
    """That a role asks for a skill.

    One of a framework keeps the framework's own values: `native_need` is O*NET's importance ("4.12", of 1 to 5) or
    ESCO's and the UK framework's word ("essential"), `native_level` O*NET's level ("4.88", of 0 to 7) or the UK
    framework's word ("Practitioner"); empty where the framework has none.
    """

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="requirements")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="requirements")
    level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True, help_text="Empty: not stated.")
    need = models.CharField(  # noqa: DJ001 an empty text would be one more value of the enumeration
        max_length=9,
        choices=Need,
        null=True,
        blank=True,
        help_text="Empty for a member of a choice, which has its own.",
    )
    choice = models.ForeignKey(
        Choice,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="requirements",
        help_text="The choice that this skill is one of, if it is.",
    )
    native_need = models.CharField(max_length=20, blank=True, editable=False)
    native_level = models.CharField(max_length=20, blank=True, editable=False)
    is_relevant = models.BooleanField(
        default=True, help_text="No: the framework rated the skill and found it not relevant to the role."
    )
    is_imprecise = models.BooleanField(default=False, help_text="The framework calls its own figure imprecise.")
    is_hot = models.BooleanField("hot technology", default=False, help_text="Often asked for in adverts of any role.")
    is_in_demand = models.BooleanField("in demand", default=False, help_text="Often asked for in adverts of this role.")

    natural_key_fields = ("role__slug", "skill__slug")
    published_with = ("role", "skill")
    says = "skill__name"
    violations = Cited.violations | {
        "need_or_choice": ("need", "Say how much it is needed, or choose the choice it is one of; not both."),
    }

    objects = SkillRequirementQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["role__slug", "skill__slug"]
        constraints = [
            *Cited.Meta.constraints,
            known("need", Need, optional=True),
            known("level", Level, optional=True),
            CheckConstraint(
                # A framework may leave the need open.
                condition=Q(choice__isnull=True, need__isnull=False)
                | Q(choice__isnull=False, need__isnull=True)
                | Q(choice__isnull=True, release__isnull=False),
                name="skillrequirement_need_or_choice",
                violation_error_message="Say how much it is needed, or choose the choice it is one of; not both.",
            ),
            UniqueConstraint(fields=["role", "skill"], name="skillrequirement_unique_role_skill"),
        ]

    def __str__(self):
        return f"{self.role}: {self.skill}"

    def clean(self):
        super().clean()
        check_choice_of_role(self)

    def mark_edited(self, names):
        """Remember what an editor changed; a member of a choice is given no need by an import."""
        super().mark_edited([*names, "need"] if "choice" in names else names)


def check_choice_of_role(member):
    """Raise ValidationError where a row's choice is another role's."""
    if member.choice and member.choice.role_id != member.role_id:
        raise ValidationError(
            {"choice": f"“{member.choice}” is a choice of another role; choose one of {member.role}."}
        )
