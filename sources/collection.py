"""Where content belongs: the site's own, or a public framework that was taken in whole."""

from typing import ClassVar

from auditlog.context import disable_auditlog
from django.db import models
from django.db.models import Q, UniqueConstraint

from .constraints import filled
from .natural_keys import NaturalKeyModel

# The slug of the collection that is written here; always there (see sources.apps).
OWN = "waymark"


class Collection(NaturalKeyModel):
    """The site's own content, or a public framework (SKOS: a concept scheme).

    Roles and skills of different collections are never merged by their names; an editor may link them.
    """

    slug = models.SlugField(unique=True, max_length=40, help_text="Part of addresses; permanent.")
    name = models.CharField(max_length=120, help_text="In full: “O*NET, the Occupational Information Network”.")
    short_name = models.CharField(max_length=40, help_text="Short enough to stand beside a role: “O*NET”.")
    description = models.TextField(blank=True, help_text="What it is, and how to read it, in two or three sentences.")
    licence = models.CharField(max_length=120, blank=True)
    attribution = models.TextField(
        blank=True, help_text="The notice that pages with such content show; {release} becomes its release."
    )
    url = models.URLField(blank=True, help_text="Where it is published.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on pages, lowest first; the own is 0.")

    natural_key_fields = ("slug",)

    class Meta:
        ordering = ["position", "slug"]
        constraints = [filled("slug"), filled("name"), filled("short_name")]

    def __str__(self):
        return self.short_name

    @property
    def is_own(self):
        return self.slug == OWN


def ensure_own_collection(using="default", **_):
    """Make the site's own collection where it is missing; a signal's receiver.

    Nobody did it, and the tables of the history may be still to be made.
    """
    with disable_auditlog():
        Collection.objects.using(using).get_or_create(slug=OWN, defaults={"name": "Waymark", "short_name": "Waymark"})


class Imported(models.Model):
    """A row that may come from a framework; one that was written here has no release.

    An import changes and removes its own rows only, and of them only what no editor changed since.
    """

    release = models.ForeignKey(
        "sources.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
        help_text="The release of the framework in which the row was last found; empty: written here.",
    )
    edited_fields = models.CharField(
        max_length=250,
        blank=True,
        editable=False,
        help_text="Names of the fields that an editor changed since, apart by spaces; imports leave them alone.",
    )

    class Meta:
        abstract = True

    # What fixtures never say.
    provenance: ClassVar = ("release", "edited_fields", "collection", "identifier")

    @property
    def is_imported(self):
        return self.release_id is not None

    def mark_edited(self, names):
        """Remember which fields an editor changed, so that imports leave them alone; does not save."""
        if self.is_imported:
            self.edited_fields = " ".join(sorted({*self.edited_fields.split(), *names}))

    def validate_constraints(self, exclude=None):
        """Raise ValidationError for broken constraints; forms lack the provenance, the constraints still need it."""
        super().validate_constraints(exclude=set(exclude or ()) - set(self.provenance))


class Collected(Imported):
    """A row that is a thing of its own in its collection, and has an identifier there."""

    # By its slug, so that what is written here needs no query to know where it belongs.
    collection = models.ForeignKey(
        Collection, on_delete=models.PROTECT, to_field="slug", default=OWN, editable=False, related_name="+"
    )
    identifier = models.CharField(
        max_length=200,
        blank=True,
        editable=False,
        help_text="What the framework itself calls it: a code, an address; empty: written here.",
    )

    class Meta:
        abstract = True
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["collection", "identifier"],
                condition=~Q(identifier=""),
                name="%(class)s_unique_collection_identifier",
            ),
        ]
