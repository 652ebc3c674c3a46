"""What the documents say, and the statements that rest on it."""

from collections import defaultdict
from typing import ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import CheckConstraint, Count, Prefetch, Q, UniqueConstraint

from .addresses import address
from .collection import Collection
from .constraints import REPEATED, filled, known
from .history.models import Change, ChangedRow  # noqa: F401 Django looks for models here
from .natural_keys import NaturalKeyModel, NaturalKeyQuerySet
from .old_addresses import OldAddress  # noqa: F401 Django looks for models here
from .publication import Status
from .search.models import Entry, EntryName, EntryText, Word  # noqa: F401 Django looks for models here
from .watching import ContentStamp, Outdated  # noqa: F401 Django looks for models here


class DocumentKind(models.TextChoices):
    ARTICLE = "article", "Article"
    JOB_GUIDE = "job-guide", "Job guide"
    JOB_DESCRIPTION = "job-description", "Job description"
    FRAMEWORK = "framework", "Framework release"


class DocumentQuerySet(NaturalKeyQuerySet):
    def without_frameworks(self):
        """The documents that were read and compared; a framework's release is taken in whole."""
        return self.exclude(kind=DocumentKind.FRAMEWORK)

    def releases_of(self, collection):
        """The releases of a framework (its slug), the one that was taken in last first, with their collection."""
        rows = self.filter(kind=DocumentKind.FRAMEWORK, collection=collection)
        return rows.select_related("collection").order_by("-pk")

    def with_claim_count(self):
        """Count the claims of each document, as `claim_count`."""
        # Grouping discards Meta.ordering, so say it again.
        return self.annotate(claim_count=Count("claims")).order_by("position", "slug")


class Document(NaturalKeyModel):
    """A source that the content is drawn from."""

    slug = models.SlugField(
        unique=True,
        max_length=80,
        help_text="Part of the address; once it is public, an old one leads to the new.",
    )
    title = models.CharField(max_length=200, help_text="What the document is called on this site.")
    short_title = models.CharField(max_length=60, help_text="A name short enough to stand beside a statement.")
    kind = models.CharField(max_length=16, choices=DocumentKind)
    speaks_of = models.CharField(max_length=200, help_text="Whom it speaks of: junior engineers, engineers at large…")
    summary = models.TextField(help_text="What it is and how to read it, in two or three sentences.")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Leave empty where it is not stated.")
    licence = models.CharField(max_length=200, blank=True, help_text="Leave empty where it is not stated.")
    attribution = models.CharField(max_length=200, blank=True, help_text="How its makers ask to be named.")
    file_name = models.CharField(max_length=120, blank=True, help_text="The file that was read.")
    url = models.URLField(blank=True, help_text="Where it is published, if known.")
    collection = models.ForeignKey(
        Collection,
        on_delete=models.PROTECT,
        to_field="slug",
        null=True,
        blank=True,
        related_name="releases",
        help_text="The framework that this is a release of.",
    )
    version = models.CharField(max_length=40, blank=True, help_text="Of a framework's release: “29.0”.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Place in the list of documents.")

    natural_key_fields = ("slug",)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        constraints = [
            known("kind", DocumentKind),
            filled("slug"),
            filled("title"),
            filled("short_title"),
            UniqueConstraint(
                fields=["collection", "version"],
                condition=Q(collection__isnull=False),
                name="document_unique_collection_version",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("sources:document", self.slug)

    @property
    def release_name(self):
        """A framework's release as pages name it: “O*NET 29.0”."""
        return f"{self.collection.short_name} {self.version}".rstrip()

    @property
    def notice(self):
        """What a page with content of this release has to say; empty where it asks for nothing."""
        return self.collection.attribution.replace("{release}", self.version)


class Strength(models.TextChoices):
    """How strongly a document puts a thing; weakest first."""

    MENTIONED = "mentioned", "mentions it"
    PREFERRED = "preferred", "prefers it"
    REQUIRED = "required", "requires it"


class Wording(models.TextChoices):
    """How far a document's own wording of a level reaches; lowest first."""

    AWARENESS = "awareness", "awareness"
    BASIC = "basic", "basic"
    FAMILIAR = "familiar", "familiar"
    WORKING = "working", "working"
    PROFICIENT = "proficient", "proficient"
    STRONG = "strong", "strong"
    ADVANCED = "advanced", "advanced"


class Claim(NaturalKeyModel):
    """One thing that one document says, in our words."""

    code = models.SlugField(unique=True, max_length=40, help_text="Permanent; never used again for another claim.")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="claims")
    position = models.PositiveIntegerField(default=0, help_text="Place in the document, first to last.")
    section = models.CharField(max_length=120, blank=True, help_text="The heading it stands under.")
    locator = models.CharField(max_length=120, help_text="Paragraph and sentence under that heading.")
    also_at = models.TextField(blank=True, help_text="Other places that say the same, one a line.")
    subject = models.CharField(max_length=80, help_text="Whom or what the document is speaking of here.")
    statement = models.TextField(help_text="What it says, in our own words.")
    strength = models.CharField(max_length=9, choices=Strength)
    wording = models.CharField(
        max_length=10,
        choices=Wording,
        blank=True,
        help_text="How far that reaches, on the scale of wordings.",
    )
    level_text = models.CharField(
        max_length=80,
        blank=True,
        help_text="The document's own words for the level: “basic”, “strong command”.",
    )
    hedge = models.CharField(max_length=40, blank=True, help_text="The document's caution: “typically”, “may”.")

    natural_key_fields = ("code",)

    class Meta:
        ordering = ["document__position", "position", "code"]
        constraints = [
            known("strength", Strength),
            CheckConstraint(condition=Q(wording__in=["", *Wording.values]), name="claim_wording_is_known"),
            filled("code"),
            filled("statement"),
            filled("locator"),
        ]

    def __str__(self):
        return f"{self.code}: {self.statement}"

    def get_absolute_url(self):
        return f"{self.document.get_absolute_url()}#{self.code}"


class Basis(models.TextChoices):
    STATED = "stated", "Stated"
    INFERRED = "inferred", "Inferred"
    EDITORIAL = "editorial", "Editorial"


class CitedQuerySet(NaturalKeyQuerySet):
    def published(self):
        """Rows whose every role and skill readers may see."""
        return self.filter(self.model.is_published_condition())

    def with_claims(self):
        """Load the claims and their documents, in one more query however many rows."""
        return self.prefetch_related(Prefetch("claims", Claim.objects.select_related("document")))


class Cited(NaturalKeyModel):
    """A statement, resting on what documents say.

    A model that inherits names, as look-ups from itself, the roles and skills it needs to be public
    (`published_with`), what it speaks of (`speaks_of`), what it says of it (`says`), and the slug of the page
    (`page_slug`) that shows it (`page`, the name of an address).
    """

    basis = models.CharField(
        max_length=9,
        choices=Basis,
        default=Basis.STATED,
        help_text="Stated: a document says so. Inferred: it follows from what documents say. Editorial: our own word.",
    )
    claims = models.ManyToManyField(
        Claim, blank=True, related_name="+", help_text="What documents say that this rests on."
    )
    hedge = models.CharField(
        max_length=40, blank=True, help_text="The documents' caution, shown to readers: “often”, “may”."
    )
    note = models.TextField(
        blank=True, help_text="Why this is inferred or editorial, or what to know about it; readers see it."
    )

    published_with: ClassVar[tuple[str, ...]] = ("role",)
    speaks_of: ClassVar[str] = "role__title"
    says: ClassVar[str]
    page: ClassVar[str] = "roles:role"
    page_slug: ClassVar[str] = "role__slug"
    # End of a constraint's name -> the field an editor mends, and what is wrong with it.
    violations: ClassVar[dict[str, tuple[str, str]]] = {
        "unstated_has_note": ("note", "An inferred or editorial statement says why in its note."),
    }

    objects = CitedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            known("basis", Basis),
            CheckConstraint(
                condition=Q(basis=Basis.STATED) | ~Q(note=""),
                name="%(class)s_unstated_has_note",
                violation_error_message="An inferred or editorial statement says why in its note.",
            ),
        ]

    def validate_constraints(self, exclude=None):
        """Raise ValidationError with what each broken constraint says, at the field that an editor mends."""
        errors = defaultdict(list)
        for constraint in self._meta.constraints:
            try:
                constraint.validate(type(self), self, exclude=exclude)
            except ValidationError as error:
                field, message = self._violation(constraint, error)
                errors[field].append(message)
        if errors:
            raise ValidationError(errors)

    def _violation(self, constraint, error):
        if isinstance(constraint, UniqueConstraint):
            return constraint.fields[-1], REPEATED
        ending = constraint.name.removeprefix(f"{self._meta.model_name}_")
        return self.violations.get(ending, (NON_FIELD_ERRORS, error))

    @classmethod
    def is_published_condition(cls, prefix=""):
        """Return the condition that readers may see a statement; `prefix` is the way to it from another row."""
        return Q(**{f"{prefix}{path}__status": Status.PUBLISHED for path in cls.published_with})

    @classmethod
    def address(cls, slug):
        """Return the address of the page that shows the statements with this `page_slug`."""
        return address(cls.page, slug)
