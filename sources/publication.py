"""What readers may see."""

from django.db import models

from .constraints import known
from .natural_keys import NaturalKeyQuerySet


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired"


class PublishableQuerySet(NaturalKeyQuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def with_page(self):
        """Rows whose page readers may open: published ones, and retired ones, whose addresses stay."""
        return self.filter(status__in=[Status.PUBLISHED, Status.RETIRED])

    def drafts(self):
        return self.filter(status=Status.DRAFT)


class Publishable(models.Model):
    """A page of its own, which readers see only once it is published."""

    status = models.CharField(
        max_length=9,
        choices=Status,
        default=Status.DRAFT,
        help_text="Readers see published pages only; a draft is hidden from every page, list and search; "
        "of a retired page only the address stays.",
    )

    class Meta:
        abstract = True
        constraints = [known("status", Status)]

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED

    @property
    def is_retired(self):
        """Whether it is gone from its framework: its page stays and says so, and no list or search shows it."""
        return self.status == Status.RETIRED
