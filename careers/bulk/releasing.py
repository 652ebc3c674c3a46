"""Making a release: all files in a folder of their own, which is there as a whole or not at all."""

import fcntl
import hashlib
import json
import shutil
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from .documents import documents, line_of, one_moment
from .files import write_around, write_forms
from .keeping import keep, lines_of
from .models import ContentRelease
from .notices import notices

_HALF_MADE = ".making-"


class ReleaseError(Exception):
    """Nothing was released; the message says why."""


def make_release():
    """Release the content as it is now; return (the newest release, whether it is a new one).

    Raises ReleaseError where somebody else is releasing.
    """
    with _alone() as folder, TemporaryDirectory(prefix=_HALF_MADE, dir=folder) as space:
        lines, forms = Path(space, "documents.jsonl"), Path(space, "files")
        digest = _write_lines(lines)
        before = ContentRelease.objects.first()
        if before and before.digest == digest:
            return before, False
        forms.mkdir()
        counts = write_forms(lambda: map(json.loads, _read(lines)), forms, settings.SITE_ADDRESS)
        return _record(before, lines, forms, folder, {"digest": digest, "counts": counts}), True


def folder_of(release):
    return Path(settings.DATA_DIR, release.version)


@contextmanager
def _alone():
    """Hold the folder of releases; what somebody left half made there is deleted."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ReleaseError(
                "Somebody else is releasing now: nothing was done. Try again when it is over."
            ) from error
        for left in folder.glob(f"{_HALF_MADE}*"):
            shutil.rmtree(left)
        yield folder


def _write_lines(path):
    """Write all documents to a file; return their digest."""
    digest = hashlib.sha256()
    with one_moment(), path.open("wb") as file:
        for line in map(line_of, documents()):
            digest.update(line)
            file.write(line)
    return digest.hexdigest()


def _read(path):
    with path.open("rb") as file:
        yield from file


def _record(before, lines, forms, folder, told):
    """Give the release its number and version, and put its files where readers find them."""
    number = before.number + 1 if before else 1
    told |= {"released_at": timezone.now(), "site": settings.SITE_ADDRESS, "notices": notices()}
    try:
        with transaction.atomic():
            release = ContentRelease.objects.create(number=number, version=_next_version(), files=[], **told)
            release.counts |= {"changes": keep(_read(lines), release)}
            release.files = write_around(forms, release.version, release.site, release.notices)
            release.save()
            _put(forms, folder / release.version)
    except IntegrityError as error:
        raise ReleaseError("Another machine has released meanwhile: nothing was done.") from error
    return release


def _next_version():
    """Return the day, with a number from the second release of it on."""
    day = timezone.localdate().isoformat()
    taken = set(ContentRelease.objects.filter(version__startswith=day).values_list("version", flat=True))
    names = (day if number == 1 else f"{day}.{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _put(forms, place):
    """Move files to their place; what stands there belongs to no release: one that could not be recorded."""
    if place.exists():
        shutil.rmtree(place)
    forms.rename(place)


def missing_releases():
    """Return the releases whose files are not in the folder of this machine, oldest first."""
    return [release for release in ContentRelease.objects.order_by("number") if not folder_of(release).exists()]


def write_files(release):
    """Write the files of a release again, from its documents; raises ReleaseError where they come out otherwise."""
    with _alone() as folder, TemporaryDirectory(prefix=_HALF_MADE, dir=folder) as space:
        forms = Path(space, "files")
        forms.mkdir()
        write_forms(lambda: map(json.loads, lines_of(release)), forms, release.site)
        if write_around(forms, release.version, release.site, release.notices) != release.files:
            raise ReleaseError(
                f"The files of {release} would differ from those that were released: this machine runs another version "
                f"of the site. Copy {folder_of(release)} from the machine that made it."
            )
        _put(forms, folder_of(release))
