"""Keeping the index of the search: only what changed is read anew."""

from collections import Counter, defaultdict
from contextlib import contextmanager, suppress

from django.db import InternalError, OperationalError, connections, router, transaction

from sources.watching import Outdated

from .folding import fold_name, words_of_text
from .kinds import kinds
from .models import Entry, EntryText
from .tables import add_counts, delete, empty, insert, settle, tell_fts5

BATCH = 1000
# As much as a reader who searches waits for; what is left comes with the next search.
MOST_AT_ONCE = 300
WORTH_SETTLING = 5000
LONGEST_COMPACT = 120
# Any number that nothing else in this database uses as the key of an advisory lock.
_LOCK = 7_262_011


def catch_up():
    """Bring the index up to date before a search, if that is quickly done; return whether it was up to date before."""
    if not Outdated.objects.exists():
        return True
    database = router.db_for_write(Entry)
    # Read-only, or somebody else is writing: the index is as good as it was.
    with suppress(OperationalError, InternalError), _impatient(connections[database]):
        refresh(limit=MOST_AT_ONCE, wait=False)
    return False


def refresh(*, limit=None, wait=True):
    """Read anew what changed, inside the caller's transaction or one of its own; return how many entries it was."""
    database = router.db_for_write(Entry)
    with transaction.atomic(database):
        if not _lock(connections[database], wait):
            return 0
        changed = _with_followers(_take(connections[database], limit))
        for name, keys in changed.items():
            _read_anew(database, kinds()[name], sorted(keys))
        count = sum(map(len, changed.values()))
        if count >= WORTH_SETTLING:
            settle(connections[database])
        return count


def rebuild(report=lambda kind, done, total: None):
    """Make the whole index anew, in one transaction; return how many entries it has."""
    database = router.db_for_write(Entry)
    with transaction.atomic(database):
        _lock(connections[database], True)
        _take(connections[database], None)
        empty(connections[database])
        counts = Counter()
        for kind in kinds().values():
            keys = sorted(kind.keys())
            for start in range(0, len(keys), BATCH):
                counts += _write(database, kind, keys[start : start + BATCH])
                report(kind, min(start + BATCH, len(keys)), len(keys))
        _count_words(database, counts)
        settle(connections[database])
        return Entry.objects.using(database).count()


@contextmanager
def _impatient(connection):
    """Fail at once, instead of after seconds, where SQLite is being written to."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        [patience] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")


def _lock(connection, wait):
    """Return whether this transaction may write to the index; one does at a time."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return cursor.fetchone()[0]


def _take(connection, limit):
    """Take rows from the queue and return {kind: keys of objects}."""
    # All of them without asking which: what the database believes of a queue that was just filled is out of date.
    some = f"WHERE id IN (SELECT id FROM sources_outdated ORDER BY id LIMIT {limit:d})" if limit else ""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What is deleted is what is returned, whatever others commit meanwhile.
            cursor.execute(
                f"WITH taken AS (DELETE FROM sources_outdated {some} RETURNING kind, object_id) "
                "SELECT DISTINCT kind, object_id FROM taken"
            )
            rows = cursor.fetchall()
        else:
            cursor.execute(f"SELECT DISTINCT kind, object_id FROM sources_outdated {some}")
            rows = cursor.fetchall()
            cursor.execute(f"DELETE FROM sources_outdated {some}")
    taken = defaultdict(set)
    for kind, key in rows:
        taken[kind].add(key)
    return taken


def _with_followers(changed):
    """Return {kind: keys} with the objects that change because others did."""
    every = defaultdict(set, {kind: set(keys) for kind, keys in changed.items()})
    for kind in kinds().values():
        for name, followers in kind.follows.items():
            if name in changed:
                every[kind.name].update(followers(sorted(changed[name])))
    return every


def _read_anew(database, kind, keys):
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        counts = _remove(database, [kind.key(key) for key in batch])
        new = _write(database, kind, batch)
        new.subtract(counts)
        _count_words(database, new)


def _remove(database, ids):
    """Remove entries and return how often words stood in them."""
    connection, these = connections[database], f"({', '.join(['%s'] * len(ids))})"
    texts = EntryText.objects.using(database).filter(pk__in=ids).values_list("words", flat=True)
    counts = Counter(word for words in texts for word in words.split())
    delete(connection, "sources_entryname", f"entry_id IN {these}", ids)
    delete(connection, "sources_entrytext", f"entry_id IN {these}", ids)
    delete(connection, "sources_entry", f"id IN {these}", ids)
    return counts


def _write(database, kind, keys):
    """Write the entries of the objects that readers may see, and return how often words stand in them."""
    entries, names, texts, counts = [], [], [], Counter()
    for found in kind.read(keys):
        key, telling = kind.key(found.object_id), words_of_text(found.text)
        about = (kind.name, found.collection, found.weight)
        entries.append((key, *about, found.object_id, found.title, found.slug, len(found.title)))
        for place, (name, is_hidden) in enumerate([(found.title, False), *found.other_names]):
            folded = fold_name(name)
            telling |= folded.telling
            words = " ".join(folded.words + folded.pairs)
            compact = "".join(folded.words)[:LONGEST_COMPACT]
            names.append((key, name, words, compact, *about, place == 0, is_hidden))
        counts.update(telling)
        texts.append((key, found.text, " ".join(sorted(telling))))
    _insert(connections[database], entries, names, texts)
    return counts


def _insert(connection, entries, names, texts):
    insert(connection, "sources_entry", "id kind collection weight object_id title slug length", entries)
    insert(
        connection, "sources_entryname", "entry_id name words compact kind collection weight is_title is_hidden", names
    )
    insert(connection, "sources_entrytext", "entry_id text words", texts)
    keys = [key for key, *_ in entries]
    these = f"entry_id IN ({', '.join(['%s'] * len(keys))})"
    tell_fts5(connection, "sources_entryname", these, keys)
    tell_fts5(connection, "sources_entrytext", these, keys)


def _count_words(database, counts):
    """Add to the numbers of entries that have these words."""
    # In one order, so that two writers never wait for each other in a circle.
    add_counts(connections[database], sorted((word, count) for word, count in counts.items() if count))
