"""Roles, their families and other names."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Count, F, Func, Index, OuterRef, Q, Subquery, UniqueConstraint, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from sources.addresses import address
from sources.collection import OWN, Collected, Imported
from sources.constraints import filled, known, leads_elsewhere
from sources.hierarchy import ancestors
from sources.history.public import last_changed
from sources.models import Cited, Document
from sources.natural_keys import NaturalKeyModel, NaturalKeyQuerySet
from sources.publication import Publishable, PublishableQuerySet, Status

# Nothing refers to the copy of a role in which a draft is written.
NO_COPY = {"draft_of": None}

# How many broader roles a role may have above it: the role at large, and one above that.
DEEPEST_CHAIN = 2

COPY_STAYS_HIDDEN = "This is the copy of a role that a draft is written in: publish the draft, and the role changes."


class RoleFamilyQuerySet(NaturalKeyQuerySet):
    def with_role_count(self):
        """Count the roles of each family, as `role_count`."""
        # Grouping discards Meta.ordering, so say it again.
        counted = Count("roles", filter=Q(roles__draft_of=None))
        return self.annotate(role_count=counted).order_by("position", "name")


class RoleFamily(Collected, NaturalKeyModel):
    """Roles that belong together: backend engineering, data, management…"""

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    broader = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        help_text="The family that this one is a part of.",
    )
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on pages, lowest first.")

    natural_key_fields = ("slug",)

    objects = RoleFamilyQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = "role families"
        constraints = [
            *Collected.Meta.constraints,
            filled("slug"),
            filled("name"),
            leads_elsewhere("id", "broader"),
            UniqueConstraint(fields=["name"], condition=Q(collection=OWN), name="rolefamily_unique_own_name"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{address('roles:roles')}?family={self.slug}"


class Seniority(models.IntegerChoices):
    """How far along a career a role stands."""

    JUNIOR = 1, "Junior"
    MID = 2, "Mid-level"
    SENIOR = 3, "Senior"
    BEYOND = 4, "Beyond senior"


class RoleQuerySet(PublishableQuerySet):
    def for_page(self):
        """Roles with a page, with their family and broader roles, and with how many documents there are to agree."""
        return self.with_page().joined_for_page()

    def joined_for_page(self):
        """What `for_page` loads, of any roles: editors look at drafts, too."""
        documents = Document.objects.without_frameworks().order_by().annotate(count=Func(F("pk"), function="COUNT"))
        return self.select_related("family", "broader__broader").annotate(
            document_count=Subquery(documents.values("count"))
        )

    def with_last_change(self):
        """Say of each role when it last changed so that it means something to readers, as `changed_at`."""
        return self.annotate(changed_at=Subquery(last_changed("roles.role", OuterRef("pk"))))

    def without_copies(self):
        """Roles as such: without the copies in which drafts of them are written."""
        # Of draft_of=None, SQLite believes that it finds a single row by the unique index, and sorts all that it finds.
        return self.filter(Exact(Coalesce("draft_of", 0), 0))

    def with_counts(self):
        """Count what each role asks for and does, as `requirement_count` and `duty_count`."""
        return self.annotate(requirement_count=self._count("requirements"), duty_count=self._count("duties"))

    def _count(self, relation):
        # Counted one role at a time: joining both relations would multiply their rows.
        rows = self.model._meta.get_field(relation).related_model.objects.filter(role=OuterRef("pk")).order_by()
        return Coalesce(Subquery(rows.values("role").annotate(count=Count("pk")).values("count")), 0)


def of_outer_role():
    """Return the conditions that a row is of the outer role of a query, of its broader role, of the one above that.

    A draft ends the chain.
    """
    near = Exact(OuterRef("broader__status"), Value(Status.PUBLISHED))
    far = Exact(OuterRef("broader__broader__status"), Value(Status.PUBLISHED))
    return (
        Q(role=OuterRef("pk")),
        Q(near, role=OuterRef("broader")),
        Q(near, far, role=OuterRef("broader__broader")),
    )


class Role(Publishable, Collected, Cited):
    """What somebody is hired as.

    What is asked of the broader role is asked of its levels, too, unless the level says otherwise.
    As a statement it is its summary that is cited.
    """

    slug = models.SlugField(
        unique=True,
        max_length=80,
        help_text="Part of the address; once it is public, an old one leads to the new.",
    )
    title = models.CharField(max_length=250)
    family = models.ForeignKey(RoleFamily, on_delete=models.PROTECT, related_name="roles")
    seniority = models.PositiveSmallIntegerField(
        choices=Seniority,
        null=True,
        blank=True,
        help_text="Leave empty for a role at large, whatever the level.",
    )
    broader = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        limit_choices_to=NO_COPY,
        help_text="The role that this one is a level of; all that is asked there is asked here, too.",
    )
    summary = models.TextField(blank=True, help_text="What it is, in two or three sentences, in our own words.")
    rank = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Place among the levels of its broader role, lowest first, where there are more levels than "
        "seniorities; empty: its seniority says it.",
    )
    code = models.CharField(
        max_length=40, blank=True, editable=False, help_text="Its code in its framework's classification: “2512.4”."
    )
    is_regulated = models.BooleanField(
        default=False, help_text="The framework says that a licence or a qualification is asked for by law."
    )
    preparation = models.ForeignKey(
        "roles.PreparationLevel",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        help_text="How much preparation it takes, on the framework's scale (O*NET: a job zone).",
    )
    known_only_by_relation = models.BooleanField(
        default=False, help_text="The documents name it beside another role and say nothing else of it."
    )

    draft_of = models.OneToOneField(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="draft_copy",
        help_text="The role of which this row is the copy that a draft is written in.",
    )

    natural_key_fields = ("slug",)
    provenance = (*Collected.provenance, "draft_of")
    published_with = ()
    speaks_of = "title"
    says = "summary"
    page_slug = "slug"
    violations = Cited.violations | {"copy_is_never_published": ("status", COPY_STAYS_HIDDEN)}

    objects = RoleQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["family__position", "known_only_by_relation", F("seniority").asc(nulls_first=True), "title"]
        constraints = [
            *Publishable.Meta.constraints,
            *Collected.Meta.constraints,
            *Cited.Meta.constraints,
            known("seniority", Seniority, optional=True),
            filled("slug"),
            filled("title"),
            leads_elsewhere("id", "broader"),
            leads_elsewhere("id", "draft_of"),
            CheckConstraint(
                condition=Q(draft_of__isnull=True) | Q(status=Status.DRAFT),
                name="role_copy_is_never_published",
                violation_error_message=COPY_STAYS_HIDDEN,
            ),
        ]
        indexes = [Index(fields=["title", "-id"], name="role_in_order_of_admin")]
        permissions = [("publish_role", "Can publish roles")]

    def __str__(self):
        return f"{self.title} (draft)" if self.draft_of_id else self.title

    def get_absolute_url(self):
        return address("roles:role", self.slug)

    @property
    def is_copy(self):
        """Whether it is no role of its own, but where a draft of one is written."""
        return self.draft_of_id is not None

    @classmethod
    def is_published_condition(cls, prefix=""):
        return Q(**{f"{prefix}status": Status.PUBLISHED})

    def clean(self):
        super().clean()
        if self.broader and self in [self.broader, *ancestors(self.broader)]:
            raise ValidationError({"broader": f"{self.broader} is {self} itself or a level of it; choose another."})
        if self.height() + self.depth() > DEEPEST_CHAIN:
            raise ValidationError(
                {"broader": f"At most {DEEPEST_CHAIN} roles may stand above another; choose a broader one, or none."}
            )

    def height(self):
        """Return how many broader roles stand above this one."""
        return 1 + len(ancestors(self.broader)) if self.broader else 0

    def depth(self):
        """Return how many levels of roles stand below this one, as far as that matters."""
        depth, level = 0, [self.pk]
        while depth <= DEEPEST_CHAIN and (level := self._below(level)):
            depth += 1
        return depth

    def _below(self, above):
        # It may stand below itself in the database, in a circle that is about to be undone.
        return list(Role.objects.filter(broader__in=above).exclude(pk=self.pk).order_by().values_list("pk", flat=True))


class RoleAlias(Imported, Cited):
    """Another title for a role; one title may belong to several roles."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=250)
    is_hidden = models.BooleanField(default=False, help_text="Found by the search, shown nowhere (SKOS: hidden label).")

    natural_key_fields = ("role__slug", "name")
    says = "name"

    class Meta(Cited.Meta):
        ordering = ["role__slug", "name"]
        verbose_name_plural = "role aliases"
        constraints = [
            *Cited.Meta.constraints,
            filled("name"),
            UniqueConstraint(fields=["role", "name"], name="rolealias_unique_role_name"),
        ]

    def __str__(self):
        return self.name
