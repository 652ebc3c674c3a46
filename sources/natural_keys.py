"""Rows that fixtures name by what they are, never by a number."""

from functools import reduce
from typing import ClassVar

from django.db import models


class NaturalKeyQuerySet(models.QuerySet):
    def get_by_natural_key(self, *key):
        """Return the row with these values in `natural_key_fields`; raises DoesNotExist."""
        return self.get(**dict(zip(self.model.natural_key_fields, key, strict=True)))


class NaturalKeyModel(models.Model):
    """A row known by the values of `natural_key_fields`, which may follow foreign keys ("role__slug")."""

    natural_key_fields: ClassVar[tuple[str, ...]]

    objects = NaturalKeyQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self):
        """Return the values of `natural_key_fields` in order; queries for foreign keys not loaded."""
        return tuple(self._follow(path) for path in self.natural_key_fields)

    def _follow(self, path):
        return reduce(lambda row, name: row and getattr(row, name), path.split("__"), self)
