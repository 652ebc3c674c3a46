"""Releases of the content for tests."""

from django.utils import timezone

from careers.bulk.documents import documents, line_of
from careers.bulk.keeping import keep
from careers.bulk.models import ContentRelease


def make_content_release(version="2026-11-22", *, lines=None, **fields):
    """Release the content as it is, or documents given as lines of JSON, without files."""
    newest = ContentRelease.objects.first()
    defaults = {"number": newest.number + 1 if newest else 1, "released_at": timezone.now(), "digest": version}
    defaults |= {"site": "https://waymark.example", "counts": {"rows": {}, "documents": {}}, "files": [], "notices": []}
    release = ContentRelease.objects.create(version=version, **defaults | fields)
    release.counts["changes"] = keep(map(line_of, documents()) if lines is None else lines, release)
    release.save()
    return release
