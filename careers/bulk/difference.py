"""What was added, changed or is gone since a release."""

from datetime import UTC, datetime, time
from itertools import groupby
from operator import itemgetter

from django.db.models import Q
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware

from roles.models import Role
from skills.models import Skill
from sources.addresses import address
from sources.old_addresses import OldAddress
from sources.publication import Status

from .keeping import differing
from .models import ContentRelease, ReleasedDocument
from .versions import NoSuchVersion, find_release, is_within

_PAGES = {"role": "roles:role", "skill": "skills:skill", "route": "roles:route", "document": "sources:document"}
_KINDS = {"educationroute": "route"}
_FIELDS = ("kind", "slug", "since", "until", "digest", "changed")


def release_before(text):
    """Return the release to compare with: a version, or the last one up to a moment; None before the first.

    Raises NoSuchVersion for what is neither, ValueError for what was not said.
    """
    if not text:
        raise ValueError("Say since when: ?since=2026-11-22 (a version, a day, or a moment such as 2026-11-22T08:00Z).")
    try:
        return find_release(text)
    except NoSuchVersion:
        moment = _moment(text)
        if moment is None:
            raise
    return ContentRelease.objects.filter(released_at__lte=moment).first()


def _moment(text):
    """Return the moment that a text names, of a day its beginning; None for what is none."""
    try:
        if day := parse_date(text):
            return make_aware(datetime.combine(day, time.min))
        # A plus sign that was not written as %2B has become a space.
        moment = parse_datetime(text.replace(" ", "+"))
        return moment and (make_aware(moment) if is_naive(moment) else moment).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def changes(before, newest):
    """Yield what differs between two releases as plain values, in order of kinds and slugs; before None: all is new."""
    yield {"change": "release", "since": before.version if before else None, "version": newest.version}
    number = before.number if before else 0
    rows = ReleasedDocument.objects.filter(Q(since__gt=number) | Q(until__gt=number), since__lte=newest.number)
    moved, retired = _moved(newest), _retired()
    rows = rows.order_by("kind", "slug", "since").values_list(*_FIELDS).iterator(chunk_size=500)
    for (kind, slug), spans in groupby(rows, itemgetter(0, 1)):
        if told := _told(list(spans), number, newest.number):
            yield _named(kind, slug, told, moved, retired)


def _told(spans, before, now):
    """Return what became of a document; None where it is as it was, or came and went."""
    then = next((digest for _, _, since, until, digest, _ in spans if is_within(before, since, until)), None)
    last = next((digest for _, _, since, until, digest, _ in spans if is_within(now, since, until)), None)
    if then == last:
        return None
    if then is None or last is None:
        return {"change": "gone" if last is None else "added"}
    return {"change": "changed", "parts": _parts(spans, before, now)}


def _parts(spans, before, now):
    """Return in which parts a document differs; one that was gone meanwhile is compared with what it was."""
    later = [span for span in spans if span[2] > before]
    if all(changed for *_, changed in later):
        return list(dict.fromkeys(part for *_, changed in later for part in changed.split()))
    kind, slug, *_ = spans[0]
    found = ReleasedDocument.objects.filter(kind=kind, slug=slug)
    then, last = (next(row for row in found if is_within(at, row.since_id, row.until_id)) for at in (before, now))
    return differing(then.document, last.document)


def _moved(newest):
    """Return {(kind, old slug): slug now} of what stands in a release; where a draft is now is told to nobody."""
    rows = OldAddress.objects.values_list("kind", "slug", "replaced_by")
    moved = {(_KINDS.get(kind, kind), slug): now for kind, slug, now in rows}
    there = ReleasedDocument.objects.in_release(newest).filter(slug__in=OldAddress.objects.values("replaced_by"))
    there = set(there.order_by().values_list("kind", "slug"))
    return {(kind, slug): now for (kind, slug), now in moved.items() if (kind, now) in there}


def _retired():
    """Return the (kind, slug) of what is in no release any more while its page stays and says so."""
    kinds = {"role": Role, "skill": Skill}
    return {
        (kind, slug)
        for kind, model in kinds.items()
        for slug in model.objects.filter(status=Status.RETIRED).order_by().values_list("slug", flat=True)
    }


def _named(kind, slug, told, moved, retired):
    named = {"change": told.pop("change"), "kind": kind, "id": slug}
    if kind in _PAGES:
        named["address"] = address(_PAGES[kind], slug)
    if named["change"] == "gone" and (kind, slug) in moved:
        named |= {"change": "moved", "to": moved[kind, slug]}
    elif named["change"] == "gone" and (kind, slug) in retired:
        named["change"] = "retired"
    return named | told
