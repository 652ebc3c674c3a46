"""The documents of releases in the database: of each release only what differs from the one before."""

import json
from collections import Counter
from hashlib import blake2b
from itertools import groupby

from .documents import KINDS
from .models import ReleasedDocument, pack

_BATCH = 500


def keep(lines, release):
    """Keep the documents of a new release, given as lines of JSON in the order of kinds.

    Return {"added", "changed", "gone": how many}.
    """
    by_kind = groupby(map(_read, lines), lambda read: read[0]["kind"])
    told = {kind: _keep_kind(kind, read, release) for kind, read in by_kind}
    told |= {kind.name: _keep_kind(kind.name, [], release) for kind in KINDS if kind.name not in told}
    return {change: sum(of_kind[change] for of_kind in told.values()) for change in ("added", "changed", "gone")}


def _read(line):
    return json.loads(line), line


def _keep_kind(kind, read, release):
    before = ReleasedDocument.objects.newest().filter(kind=kind).values_list("slug", "pk", "digest")
    present = {slug: (pk, bytes(digest)) for slug, pk, digest in before}
    told, ended, added = Counter(), [], []
    for document, line in read:
        pk, digest = present.pop(document["id"], (None, b""))
        if digest == (now := _digest(line)):
            continue
        told["changed" if pk else "added"] += 1
        ended += [pk] if pk else []
        changed = _changed(pk, document) if pk else ""
        row = {"kind": kind, "slug": document["id"], "since": release, "changed": changed}
        added.append(ReleasedDocument(**row, digest=now, packed=pack(line)))
        if len(added) == _BATCH:
            _write(ended, added, release)
            ended, added = [], []
    _write([*ended, *(pk for pk, _ in present.values())], added, release)
    return told + Counter(gone=len(present))


def _digest(line):
    return blake2b(line, digest_size=16).digest()


def _changed(pk, document):
    """Return the names of the fields and parts in which a document differs from a kept one, apart by spaces."""
    return " ".join(differing(ReleasedDocument.objects.get(pk=pk).document, document))


def differing(before, document):
    """Return the names of the fields and parts in which two documents differ."""
    names = dict.fromkeys([*before, *document])
    return [name for name in names if before.get(name) != document.get(name)]


def _write(ended, added, release):
    for start in range(0, len(ended), _BATCH):
        ReleasedDocument.objects.filter(pk__in=ended[start : start + _BATCH]).update(until=release)
    ReleasedDocument.objects.bulk_create(added, batch_size=_BATCH)


def lines_of(release):
    """Yield the documents of a release as lines of JSON, in the order in which they were released."""
    rows = ReleasedDocument.objects.in_release(release)
    for kind in KINDS:
        slugs = sorted(rows.filter(kind=kind.name).order_by().values_list("slug", "pk"))
        for start in range(0, len(slugs), _BATCH):
            batch = slugs[start : start + _BATCH]
            found = ReleasedDocument.objects.in_bulk([pk for _, pk in batch])
            yield from (found[pk].line for _, pk in batch)
