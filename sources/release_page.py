"""What the page of a framework's release shows, and how much of each framework is here."""

from functools import cached_property

from django.apps import apps
from django.db.models import Count

from .collection import Collected
from .models import Document
from .publication import Publishable


class ReleasePage:
    """A release of a framework with its figures and the other releases that were taken in; three queries."""

    def __init__(self, release):
        self.release = release
        self.releases = list(Document.objects.releases_of(release.collection_id))

    @property
    def newest(self):
        return self.releases[0]

    @cached_property
    def figures(self):
        """What there is of the framework: [“1,016 roles”, “8,817 skills”]."""
        return figures_of(self.release.collection_id, page_counts())


def page_counts():
    """Return [(model of what has pages, {slug of a collection: how many})], roles first; a query for each model."""
    models = [model for model in apps.get_models() if issubclass(model, Collected) and issubclass(model, Publishable)]
    return [(model, _counts(model)) for model in sorted(models, key=lambda model: model._meta.model_name)]


def _counts(model):
    rows = model.objects.published().order_by()
    return dict(rows.values_list("collection_id").annotate(Count("pk")))


def figures_of(collection, counts):
    """Return the counts of a collection (its slug) in words."""
    found = [(model._meta, of_model.get(collection, 0)) for model, of_model in counts]
    return [f"{count:,} {meta.verbose_name if count == 1 else meta.verbose_name_plural}" for meta, count in found]
