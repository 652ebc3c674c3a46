"""The vocabulary of skills."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Count, OuterRef, Q, Subquery, UniqueConstraint
from django.db.models.functions import Coalesce

from sources.addresses import address
from sources.collection import OWN, Collected, Imported
from sources.constraints import filled, known, leads_elsewhere
from sources.hierarchy import ancestors
from sources.models import Cited
from sources.natural_keys import NaturalKeyModel, NaturalKeyQuerySet
from sources.publication import Publishable, PublishableQuerySet, Status

from .levels import Level


class SkillAreaQuerySet(NaturalKeyQuerySet):
    def with_skill_count(self):
        """Count the skills of each area, as `skill_count`."""
        # Grouping discards Meta.ordering, so say it again.
        return self.annotate(skill_count=Count("skills")).order_by("position", "name")


class SkillArea(Collected, NaturalKeyModel):
    """A room of the skills page: languages, databases, security… (SKOS: a collection within a scheme)."""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    broader = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        help_text="The area that this one is a part of.",
    )
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on pages, lowest first.")

    natural_key_fields = ("slug",)

    objects = SkillAreaQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            *Collected.Meta.constraints,
            filled("slug"),
            filled("name"),
            leads_elsewhere("id", "broader"),
            UniqueConstraint(fields=["name"], condition=Q(collection=OWN), name="skillarea_unique_own_name"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        # The page of skills shows the site's own by area, the others as a list.
        return f"{address('skills:skills')}{'#' if self.collection_id == OWN else '?area='}{self.slug}"


class SkillKind(models.TextChoices):
    LANGUAGE = "language", "Language"
    FRAMEWORK = "framework", "Framework"
    DATABASE = "database", "Database"
    CLOUD_PLATFORM = "cloud-platform", "Cloud platform"
    TOOL = "tool", "Tool"
    CONCEPT = "concept", "Concept"
    PRACTICE = "practice", "Practice"
    BEHAVIOUR = "behaviour", "Behaviour"
    # How frameworks divide theirs; "technology" takes in languages, frameworks, databases and tools.
    SKILL = "skill", "Skill"
    KNOWLEDGE = "knowledge", "Knowledge"
    TECHNOLOGY = "technology", "Technology"


class SkillQuerySet(PublishableQuerySet):
    def with_role_count(self):
        """Count the published roles that ask for each skill by name, as `role_count`."""
        # Counted one skill at a time: a list shows few of thousands.
        requirements = self.model._meta.get_field("requirements").related_model._default_manager
        asking = requirements.filter(skill=OuterRef("pk"), role__status=Status.PUBLISHED, is_relevant=True).order_by()
        counted = asking.values("skill").annotate(count=Count("pk")).values("count")
        return self.annotate(role_count=Coalesce(Subquery(counted), 0))


class Skill(Publishable, Collected, NaturalKeyModel):
    """Something a person can be good at."""

    slug = models.SlugField(
        unique=True,
        max_length=80,
        help_text="Part of the address; once it is public, an old one leads to the new.",
    )
    name = models.CharField(max_length=250, help_text="The preferred name, as a reader would look for it.")
    kind = models.CharField(
        max_length=16, choices=SkillKind, blank=True, help_text="Empty only where a framework does not say."
    )
    area = models.ForeignKey(SkillArea, on_delete=models.PROTECT, related_name="skills")
    broader = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        help_text="The skill that this one is a part or a kind of: PostgreSQL → relational databases.",
    )
    description = models.TextField(blank=True, help_text="What it is, in a sentence or two, in our own words.")

    natural_key_fields = ("slug",)

    objects = SkillQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["name"]
        constraints = [
            *Publishable.Meta.constraints,
            *Collected.Meta.constraints,
            CheckConstraint(
                condition=Q(kind__in=SkillKind.values) | (Q(kind="") & ~Q(collection=OWN)),
                name="skill_kind_is_known",
            ),
            filled("slug"),
            filled("name"),
            leads_elsewhere("id", "broader"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("skills:skill", self.slug)

    def clean(self):
        super().clean()
        if self.broader and self in [self.broader, *ancestors(self.broader)]:
            raise ValidationError({"broader": f"{self.broader} is {self} itself or narrower than it; choose another."})


class SkillInArea(Imported, NaturalKeyModel):
    """That a skill belongs to one more area than its own."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="further_areas")
    area = models.ForeignKey(SkillArea, on_delete=models.CASCADE, related_name="further_skills")

    natural_key_fields = ("skill__slug", "area__slug")

    class Meta:
        ordering = ["skill__slug", "area__slug"]
        verbose_name = "further area of a skill"
        verbose_name_plural = "further areas of skills"
        constraints = [UniqueConstraint(fields=["skill", "area"], name="skillinarea_unique_skill_area")]

    def __str__(self):
        return f"{self.skill}: {self.area}"


class SkillAlias(Imported, NaturalKeyModel):
    """Another name under which a skill is looked for: NodeJS, GCP, HTML5."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=250)
    is_hidden = models.BooleanField(default=False, help_text="Found by the search, shown nowhere (SKOS: hidden label).")

    natural_key_fields = ("skill__slug", "name")

    class Meta:
        ordering = ["skill__slug", "name"]
        verbose_name_plural = "skill aliases"
        constraints = [
            filled("name"),
            UniqueConstraint(fields=["skill", "name"], name="skillalias_unique_skill_name"),
        ]

    def __str__(self):
        return self.name


class LevelDescriptor(Imported, Cited):
    """What somebody at one level of one skill can do."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="descriptors")
    level = models.PositiveSmallIntegerField(choices=Level)
    text = models.TextField(help_text="Goes on from “You can…”: “write queries that join several tables”.")
    native_level = models.CharField(
        max_length=40, blank=True, editable=False, help_text="Where it stands on the framework's own scale: “2”."
    )

    natural_key_fields = ("skill__slug", "level")
    published_with = ("skill",)
    speaks_of = "skill__name"
    says = "text"
    page = "skills:skill"
    page_slug = "skill__slug"

    class Meta(Cited.Meta):
        ordering = ["skill__slug", "level"]
        constraints = [
            *Cited.Meta.constraints,
            known("level", Level),
            filled("text"),
            UniqueConstraint(fields=["skill", "level"], name="leveldescriptor_unique_skill_level"),
        ]

    def __str__(self):
        return f"{self.skill}, {self.get_level_display()}"


class RelationKind(models.TextChoices):
    RELATED = "related", "goes with"
    BUILDS_ON = "builds-on", "builds on"
    BROADER = "broader", "is a part or a kind of"
    # Between collections, as in SKOS.
    EXACT = "exact", "is the same as"
    CLOSE = "close", "is nearly the same as"
    BROAD_MATCH = "broad-match", "is narrower than"
    NARROW_MATCH = "narrow-match", "is broader than"


# The kinds that link skills of different collections.
MATCHES = (RelationKind.EXACT, RelationKind.CLOSE, RelationKind.BROAD_MATCH, RelationKind.NARROW_MATCH)


class SkillRelation(Imported, Cited):
    """That one skill goes with another, builds on it, or is its like in another collection."""

    origin = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="relations")
    target = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="inverse_relations")
    kind = models.CharField(max_length=12, choices=RelationKind, default=RelationKind.RELATED)

    natural_key_fields = ("origin__slug", "target__slug", "kind")
    published_with = ("origin", "target")
    speaks_of = "origin__name"
    says = "target__name"
    page = "skills:skill"
    page_slug = "origin__slug"

    class Meta(Cited.Meta):
        ordering = ["origin__slug", "target__slug", "kind"]
        constraints = [
            *Cited.Meta.constraints,
            known("kind", RelationKind),
            leads_elsewhere("origin", "target"),
            UniqueConstraint(fields=["origin", "target", "kind"], name="skillrelation_unique_origin_target_kind"),
        ]

    def __str__(self):
        return f"{self.origin} {self.get_kind_display()} {self.target}"

    def clean(self):
        super().clean()
        if self.origin_id and self.origin_id == self.target_id:
            raise ValidationError({"target": "A skill cannot be related to itself; choose another."})


class GlossaryTerm(Cited):
    """A word of the field, explained."""

    slug = models.SlugField(unique=True, max_length=80)
    term = models.CharField(max_length=80)
    definition = models.TextField()
    skill = models.ForeignKey(
        Skill,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="glossary_terms",
        help_text="The skill whose page says more, if there is one.",
    )

    natural_key_fields = ("slug",)
    published_with = ()
    speaks_of = "term"
    says = "definition"
    page_slug = "slug"

    class Meta(Cited.Meta):
        ordering = ["term"]
        constraints = [*Cited.Meta.constraints, filled("slug"), filled("term"), filled("definition")]

    def __str__(self):
        return self.term

    def get_absolute_url(self):
        return self.address(self.slug)

    @classmethod
    def address(cls, slug):
        return f"{address('skills:glossary')}#{slug}"
