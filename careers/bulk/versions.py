"""What a role or a skill was in a release: `?version=2026-11-22` in the address of any form of it."""

from typing import NamedTuple

from django.http import Http404

from careers.jinja import printable
from sources.old_addresses import OldAddress

from .models import ContentRelease, ReleasedDocument

PARAMETER, LATEST = "version", "latest"
# So many are named where an unknown one was asked for.
MOST_NAMED = 20


class NoSuchVersion(Http404):
    """An unknown version, or one in which something was not there; the message says which versions there are."""


class AsOf(NamedTuple):
    """What a release says of a role or a skill: a plain document (docs/open-data.md says what is in it)."""

    release: ContentRelease
    document: dict
    newest: ContentRelease

    @property
    def is_newest(self):
        return self.release.number == self.newest.number

    @property
    def notice(self):
        """What a page with this content has to say; empty where its collection asks for nothing."""
        asked = self.document.get("collection")
        return next((told["attribution"] for told in self.release.notices if told["collection"] == asked), "")


def as_of(request, kind, slug):
    """Return the AsOf that a request asks for by its `version`, None where it asks for none; three queries at most.

    kind: "role", "skill" or another name of `careers.bulk.documents.KINDS`. slug: its present one, or that of then.
    Raises NoSuchVersion.
    """
    asked = request.GET.get(PARAMETER)
    return read_as_of(asked, kind, slug) if asked else None


def read_as_of(version, kind, slug):
    """Return what a version says; raises NoSuchVersion."""
    release = find_release(version)
    found = _find(release, kind, slug)
    if found is None:
        known = _versions_with(kind, slug)
        told = f"It stands in {_listed(known)}." if known else "No release has it."
        raise NoSuchVersion(f"There was no {kind} “{slug}” in version {release.version}. {told}")
    return AsOf(release, found.document, ContentRelease.objects.first())


def find_release(version):
    """Return the release of this name, or the newest for “latest”; raises NoSuchVersion."""
    releases = ContentRelease.objects.all()
    found = releases.first() if version == LATEST else releases.filter(version=_storable(version)).first()
    if found is None:
        known = list(releases.values_list("version", flat=True)[: MOST_NAMED + 1])
        told = f"There are: {_listed(known)}." if known else "None has been released yet."
        raise NoSuchVersion(f"There is no version “{printable(version[:40])}”. {told}")
    return found


def _find(release, kind, slug):
    rows = ReleasedDocument.objects.in_release(release).filter(kind=kind)
    if found := rows.filter(slug=_storable(slug)).first():
        return found
    # It had another name then.
    former = OldAddress.objects.filter(kind=_MODELS.get(kind, kind), replaced_by=_storable(slug))
    return rows.filter(slug__in=former.values("slug")).order_by("-since").first()


# What the models of kinds are called where that differs.
_MODELS = {"route": "educationroute"}


def _versions_with(kind, slug):
    rows = ReleasedDocument.objects.filter(kind=kind, slug=_storable(slug))
    spans = list(rows.values_list("since", "until"))
    releases = ContentRelease.objects.values_list("number", "version") if spans else ()
    return [version for number, version in releases if any(is_within(number, *span) for span in spans)]


def is_within(number, since, until):
    """Tell whether a release (its number) has a document that is there since one release and until another."""
    return since <= number and (until is None or number < until)


def _storable(text):
    # PostgreSQL takes no text with this sign.
    return text.replace("\0", "")


def _listed(versions):
    more = " and earlier ones" if len(versions) > MOST_NAMED else ""
    return ", ".join(versions[:MOST_NAMED]) + more
