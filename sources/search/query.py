"""Finding entries by their names and by what they say."""

from collections import Counter, defaultdict

from django.db import router

from sources.collection import OWN
from sources.watching import content_stamp

from . import expression, spelling
from .index import catch_up
from .kinds import kinds as known_kinds
from .marking import marked, snippet
from .models import Entry, EntryName, EntryText
from .ranking import Tier, best_by_name, meeting, planned, ranked
from .recall import Recall
from .results import Hit, Matching, Results, Suggestion, Why

MOST_ON_A_PAGE, MOST_SUGGESTIONS = 100, 20
# Where so few are found, something else may have been meant, if many more entries have it.
FEW, MANY_MORE = 3, 10

_FOUND = Recall(most=300)


def search(text, *, kinds=(), collections=(OWN,), page=1, per_page=20, is_by_kind=False):
    """Return one page of Results, a page behind the last being the last; no kinds or collections means all.

    By kind, a page has so many hits of each kind, the kinds in their order.
    """
    # Read before the index is brought up to date: what is written meanwhile has another stamp.
    stamp = content_stamp()
    is_current = catch_up()
    plain, is_cut = expression.clean(text)
    page, per_page = max(page, 1), min(max(per_page, 1), MOST_ON_A_PAGE)
    wanted = (router.db_for_read(Entry), plain, is_cut, tuple(kinds), tuple(collections), page, per_page, is_by_kind)
    return _FOUND.get(
        wanted,
        stamp if is_current else None,
        lambda: _search(text, kinds, collections, page, per_page, is_by_kind=is_by_kind),
    )


def _search(text, kinds, collections, page, per_page, *, is_by_kind):
    with planned():
        query = expression.parse(text)
        told = {"text": query.text, "corrected": query.corrected, "ignored": query.ignored, "is_cut": query.is_cut}
        if not query:
            return Results(**told, per_page=per_page)
        counts, rows = ranked(query, kinds, collections, (page - 1) * per_page, per_page, is_by_kind=is_by_kind)
        by_kind, by_collection = _counted(counts, kinds, collections)
        total = sum(count for kind, count in by_kind.items() if not kinds or kind in kinds)
        if not rows and total:
            page = -(-total // per_page)
            _, rows = ranked(query, kinds, collections, (page - 1) * per_page, per_page)
        if is_by_kind:
            rows.sort(key=lambda row: known_kinds()[row.kind].number)
        return Results(
            **told,
            hits=_hits(rows, query),
            total=total,
            page=page if total else 1,
            per_page=per_page,
            kind_counts=by_kind,
            collection_counts=by_collection,
            did_you_mean="" if total > FEW or query.corrected else _did_you_mean(query),
            ways_on=() if counts else _ways_on(query),
        )


def suggest(text, *, kinds=(), collections=(OWN,), limit=8):
    """Return the best Suggestions for what somebody has typed so far."""
    catch_up()
    with planned():
        query = expression.parse(text, is_typing=True)
        if not query:
            return []
        rows = best_by_name(query, kinds, collections, min(max(limit, 1), MOST_SUGGESTIONS))
        names = _names_found(rows, query)
        qualifiers = _qualifiers(rows)
    return [
        Suggestion(
            row.kind,
            row.object_id,
            row.title,
            known_kinds()[row.kind].address(row.slug),
            row.collection,
            names.get(row.id, ""),
            marked(names.get(row.id) or row.title, query),
            qualifiers.get(row.id, ""),
        )
        for row in rows
    ]


def matching(text, kind, collections=(OWN,)):
    """Return a Matching of all objects of one kind that `search` would find; no words find nothing."""
    catch_up()
    with planned():
        query = expression.parse(text)
        keys = meeting(query, kind, collections) if query else []
    return Matching(keys, query.corrected, query.ignored)


def _counted(counts, chosen_kinds, collections):
    """Return {kind: count} in the chosen collections, and {collection: count} of the chosen kinds."""
    by_kind, by_collection = Counter(), Counter()
    for (kind, collection), count in counts.items():
        if not collections or collection in collections:
            by_kind[kind] += count
        if not chosen_kinds or kind in chosen_kinds:
            by_collection[collection] += count
    return {kind: by_kind[kind] for kind in known_kinds() if by_kind[kind]}, dict(by_collection)


def _hits(rows, query):
    names = _names_found(rows, query)
    texts = dict(EntryText.objects.filter(pk__in=[row.id for row in rows]).values_list("pk", "text"))
    links, qualifiers = _links(rows), _qualifiers(rows)
    return tuple(
        _hit(row, query, names.get(row.id, ""), texts.get(row.id, ""), links, qualifiers.get(row.id, ""))
        for row in rows
    )


def _hit(row, query, name, text, links, qualifier):
    pages, page_count = links.get((row.kind, row.object_id), ((), 0))
    return Hit(
        kind=row.kind,
        object_id=row.object_id,
        title=row.title,
        address=pages[0].address if pages else known_kinds()[row.kind].address(row.slug),
        collection=row.collection,
        why=_why(row, query, name, text),
        title_parts=marked(row.title, query),
        summary=snippet(text),
        links=tuple(pages),
        link_count=page_count,
        qualifier=qualifier,
    )


def _why(row, query, name, text):
    if row.tier in (Tier.EXACT_NAME, Tier.NAME):
        return Why("name", marked(name, query))
    if row.tier != Tier.TEXT:
        return Why("title")
    parts = snippet(text, query)
    return Why("text", parts if any(part.is_marked for part in parts) else ())


def _names_found(rows, query):
    """Return {entry: the name for which it was found} for those found by another name; nothing of a hidden one."""
    wanted = [row.id for row in rows if row.tier in (Tier.EXACT_NAME, Tier.NAME)]
    names = EntryName.objects.filter(entry__in=wanted, is_title=False, is_hidden=False).order_by("name")
    best = {}
    for entry, name, words, compact in names.values_list("entry", "name", "words", "compact"):
        is_exact = compact == query.compact
        if is_exact or query.is_met_by(words.split()):
            rank = (not is_exact, len(name), name)
            best[entry] = min(best.get(entry, rank), rank)
    return {entry: name for entry, (*_, name) in best.items()}


def _links(rows):
    """Return {(kind, object): (some of the pages that show it, how many there are)} where it has none of its own."""
    keys = defaultdict(list)
    for row in rows:
        if known_kinds()[row.kind].leads_to:
            keys[row.kind].append(row.object_id)
    return {
        (kind, key): links for kind, some in keys.items() for key, links in known_kinds()[kind].leads_to(some).items()
    }


def _qualifiers(rows):
    """Return {entry: what tells it from the others} of rows that share a name, a kind and a collection."""
    alike = defaultdict(list)
    for row in rows:
        alike[row.kind, row.collection, row.title.casefold()].append(row)
    by_kind = defaultdict(list)
    for (kind, *_), group in alike.items():
        if len(group) > 1:
            by_kind[kind] += group
    found = {kind: known_kinds()[kind].told_apart([row.object_id for row in group]) for kind, group in by_kind.items()}
    return {row.id: found[kind].get(row.object_id, "") for kind, group in by_kind.items() for row in group}


def _did_you_mean(query):
    """Return the text with a rare word replaced by one that looks like it and is far more common; else nothing."""
    known = spelling.frequencies(query.words)
    for word in query.words:
        near = spelling.nearest(word, most=1) if len(word) >= spelling.LONG_ENOUGH else None
        if near and near[2] >= MANY_MORE * max(known.get(word, 0), 1):
            return expression.replaced(query.text, word, near[0])
    return ""


def _ways_on(query):
    """Return the words of a query that find something by themselves."""
    known = spelling.frequencies(query.words)
    return tuple(word for word in dict.fromkeys(query.words) if word in known) if len(query.words) > 1 else ()
