"""What was released: each version for good, and of its content only what differs from the version before."""

import json
import zlib

from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from sources.constraints import filled


class ContentRelease(models.Model):
    """The whole content as it was when it was released; what it says never changes afterwards."""

    number = models.PositiveIntegerField(unique=True, help_text="1 for the first.")
    version = models.CharField(max_length=20, unique=True, help_text="The day: “2026-11-22”, then “2026-11-22.2”.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of all documents; the same for the same content.")
    released_at = models.DateTimeField()
    site = models.CharField(max_length=200, help_text="The address of the site that the files name.")
    counts = models.JSONField(help_text="How many rows each table has, and how many documents there are of each kind.")
    files = models.JSONField(help_text="Name, bytes and SHA-256 of each file.")
    notices = models.JSONField(help_text="Licence and attribution of each collection.")

    is_content = False
    is_shown = True

    class Meta:
        ordering = ["-number"]
        default_permissions = ()
        constraints = [filled("version")]

    def __str__(self):
        return self.version

    @property
    def released_on(self):
        return localdate(self.released_at)


class ReleasedDocumentQuerySet(models.QuerySet):
    def in_release(self, release):
        """The documents of a release."""
        return self.filter(Q(until=None) | Q(until__gt=release.number), since__lte=release.number)

    def newest(self):
        return self.filter(until=None)


class ReleasedDocument(models.Model):
    """A document as the releases say it from `since` up to, but not with, `until`; empty: up to the newest."""

    kind = models.CharField(max_length=16)
    slug = models.CharField(max_length=80)
    since = models.ForeignKey(ContentRelease, on_delete=models.CASCADE, to_field="number", related_name="+")
    until = models.ForeignKey(ContentRelease, on_delete=models.CASCADE, to_field="number", null=True, related_name="+")
    digest = models.BinaryField(max_length=16)
    packed = models.BinaryField(help_text="The document as a line of JSON, compressed.")
    changed = models.CharField(
        max_length=400, blank=True, help_text="The parts in which it differs from what it was before, apart by spaces."
    )

    is_content = False

    objects = ReleasedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "slug", "since"]
        default_permissions = ()
        constraints = [
            filled("slug"),
            UniqueConstraint(fields=["kind", "slug", "since"], name="releaseddocument_unique_kind_slug_since"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="releaseddocument_until_is_after_since"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}, since {self.since_id}"

    @cached_property
    def line(self):
        """The document as a line of JSON."""
        return unpacked(self.packed)

    @property
    def document(self):
        return json.loads(self.line)


def pack(line):
    return zlib.compress(line, 6)


def unpacked(body):
    return zlib.decompress(bytes(body))
