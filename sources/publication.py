"""What readers may see."""

from django.db import models

from .constraints import known
from .natural_keys import NaturalKeyQuerySet


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


class PublishableQuerySet(NaturalKeyQuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def drafts(self):
        return self.filter(status=Status.DRAFT)


class Publishable(models.Model):
    """A page of its own, which readers see only once it is published."""

    status = models.CharField(
        max_length=9,
        choices=Status,
        default=Status.DRAFT,
        help_text="Readers see published pages only; a draft is hidden from every page, list and search.",
    )

    class Meta:
        abstract = True
        constraints = [known("status", Status)]

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED
