"""The collections and the newest release of each framework: few, asked for by many pages, and kept in memory."""

from .collection import OWN, Collection
from .kept import Kept
from .models import Document


def collections():
    """Return {slug: Collection}, in their order."""
    return _COLLECTIONS.now()


def newest_releases():
    """Return the last release taken in of each framework, with its collection, in order of the collections."""
    return _RELEASES.now()


def newest_releases_of(collections):
    """Return the last release of each framework among some collections (slugs), for its notice; no query for none."""
    frameworks = set(collections) - {OWN}
    return [release for release in newest_releases() if release.collection_id in frameworks] if frameworks else []


def _collections():
    return {collection.slug: collection for collection in Collection.objects.all()}


def _newest_releases():
    rows = Document.objects.filter(collection__isnull=False).select_related("collection").order_by("-pk")
    newest = {}
    for release in rows:
        newest.setdefault(release.collection_id, release)
    return sorted(newest.values(), key=lambda release: (release.collection.position, release.collection_id))


_COLLECTIONS, _RELEASES = Kept(_collections), Kept(_newest_releases)
