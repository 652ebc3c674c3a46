"""Which entries meet a query, best first; the same on both databases."""

from contextlib import contextmanager
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from django.db import transaction

from sources.collection import OWN

from .expression import names_match, text_matches
from .index import LONGEST_COMPACT
from .spelling import SHORTEST, begins, connection


class Tier(IntEnum):
    """How an entry meets a query, best first."""

    EXACT_TITLE = 0
    EXACT_NAME = 1
    TITLE_BEGINS = 2
    TITLE_WORD_BEGINS = 3
    TITLE = 4
    NAME = 5
    TEXT = 6


class Row(NamedTuple):
    id: int
    kind: str
    collection: str
    tier: int
    weight: int
    length: int
    title: str
    object_id: int
    slug: str

    @property
    def order(self):
        return self.tier, self.collection != OWN, -self.weight, self.length, self.title, self.id


_COLUMNS = "id, kind, collection, tier, weight, length, title, object_id, slug"
# Of a name that meets the query: its parameters are those of _tier_parameters.
_TIER = f"""CASE WHEN compact = %s THEN CASE WHEN is_title THEN {Tier.EXACT_TITLE} ELSE {Tier.EXACT_NAME} END
    WHEN NOT is_title THEN {Tier.NAME}
    WHEN substr(words || ' ', 1, %s) = %s THEN {Tier.TITLE_BEGINS}
    WHEN substr(words, 1, %s) = %s THEN {Tier.TITLE_WORD_BEGINS}
    ELSE {Tier.TITLE} END"""


def ranked(query, chosen_kinds, collections, start, count, *, is_by_kind=False):
    """Return {(kind, collection): how many entries meet the query}, and some rows of the chosen ones, best first.

    By kind, start and count are places among the rows of the same kind.
    """
    names, names_parameters = _names(query)
    condition, text = text_matches(query)
    matched = f"""SELECT entry_id, tier FROM ({names}) names
        UNION ALL SELECT entry_id, {Tier.TEXT} FROM sources_entrytext WHERE {condition}"""
    chosen, values = _chosen(chosen_kinds, collections)
    page, limits = _page(chosen), [count, start]
    if is_by_kind:
        page, limits = _page_of_each_kind(chosen), [start, start + count]
    sql = f"""WITH found AS ({_found(matched)})
        SELECT NULL AS id, kind, collection, COUNT(*) AS tier, 0 AS weight, 0 AS length, '' AS title,
            0 AS object_id, '' AS slug FROM found GROUP BY kind, collection
        UNION ALL SELECT * FROM ({page}) page"""
    rows = _rows(sql, [*names_parameters, text, *values, *limits])
    counts = {(row.kind, row.collection): row.tier for row in rows if row.id is None}
    return counts, sorted((row for row in rows if row.id is not None), key=lambda row: row.order)


def best_by_name(query, chosen_kinds, collections, count):
    """Return the best rows by their names alone."""
    chosen, values = _chosen(chosen_kinds, collections)
    # What begins so is before everything else; where that is enough, as with one letter, nothing else is read.
    names, parameters = _names(query)
    words = f"SELECT entry_id, tier FROM ({names}) names {chosen}", [*parameters, *values]
    for matched, parameters in (_beginnings(query, chosen, values, count), words):
        rows = _rows(f"WITH found AS ({_found(matched)}) {_page('')}", [*parameters, count, 0])
        if len(rows) == count:
            break
    return rows


def meeting(query, kind, collections):
    """Return the keys of the objects of one kind that meet a query, in no order."""
    names, name = names_match(query)
    texts, text = text_matches(query)
    chosen, values = _chosen([kind], collections)
    sql = f"""SELECT object_id FROM sources_entry {chosen} AND id IN (
        SELECT entry_id FROM sources_entryname WHERE {names} UNION
        SELECT entry_id FROM sources_entryname WHERE compact = %s UNION
        SELECT entry_id FROM sources_entrytext WHERE {texts})"""
    with connection().cursor() as cursor:
        cursor.execute(sql, [*values, name, _compact(query), text])
        return [key for (key,) in cursor.fetchall()]


@contextmanager
def planned():
    """Keep PostgreSQL to the indexes of words, however common a word is or old its statistics are."""
    if connection().vendor != "postgresql":
        yield
        return
    with transaction.atomic(connection().alias), connection().cursor() as cursor:
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")
        yield
        if len(connection().savepoint_ids):  # The transaction is not ours and goes on.
            cursor.execute("SET LOCAL enable_seqscan = on")


def _names(query):
    """Return the SQL for the names that meet a query, with their tiers, and its parameters."""
    condition, name = names_match(query)
    compact = _compact(query)
    exact = f"CASE WHEN is_title THEN {Tier.EXACT_TITLE} ELSE {Tier.EXACT_NAME} END"
    sql = f"""SELECT entry_id, kind, collection, {_TIER} AS tier FROM sources_entryname WHERE {condition}
        UNION ALL SELECT entry_id, kind, collection, {exact} FROM sources_entryname WHERE compact = %s"""
    return sql, [*_tier_parameters(query), name, compact]


def _beginnings(query, chosen, values, count):
    """Return the SQL for the best titles that begin with a query, and for all other names that are the same."""
    compact = _compact(query)
    condition, limits = begins("compact", compact)
    chosen = chosen.replace("WHERE", "AND")
    sql = f"""SELECT entry_id, tier FROM (
        SELECT entry_id, {_TIER} AS tier FROM sources_entryname WHERE is_title AND {condition} {chosen}
        ORDER BY tier, collection <> '{OWN}', weight DESC, length(name), name{_collation()}, entry_id LIMIT %s) titles
        UNION ALL SELECT entry_id, {Tier.EXACT_NAME} FROM sources_entryname
            WHERE NOT is_title AND compact = %s {chosen}"""
    return sql, [*_tier_parameters(query), *limits, *values, count, compact, *values]


def _tier_parameters(query):
    compact, spaced = _compact(query), query.spaced
    goes_on = query.is_typing or len(query.words[-1]) >= SHORTEST
    return [compact, len(spaced) + 1, f"{spaced} ", len(spaced), spaced if goes_on else None]


def _compact(query):
    return query.compact[:LONGEST_COMPACT]


def _found(matched):
    return f"""SELECT {_COLUMNS} FROM (SELECT entry_id, MIN(tier) AS tier FROM ({matched}) ways GROUP BY entry_id) best
        JOIN sources_entry ON id = entry_id"""


def _order():
    return f"tier, collection <> '{OWN}', weight DESC, length, title{_collation()}, id"


def _page(chosen):
    return f"SELECT {_COLUMNS} FROM found {chosen} ORDER BY {_order()} LIMIT %s OFFSET %s"


def _page_of_each_kind(chosen):
    place = f"ROW_NUMBER() OVER (PARTITION BY kind ORDER BY {_order()})"
    return f"""SELECT {_COLUMNS} FROM (SELECT *, {place} AS place FROM found {chosen}) placed
        WHERE place > %s AND place <= %s"""


def _collation():
    """Return how text is compared letter by letter, whatever the language of the database."""
    return ' COLLATE "C"' if connection().vendor == "postgresql" else ""


def _chosen(chosen_kinds, collections):
    """Return the condition for these kinds and collections, none meaning all, and its parameters."""
    given = {"kind": list(chosen_kinds), "collection": list(collections)}
    conditions = [f"{name} IN ({', '.join(['%s'] * len(values))})" for name, values in given.items() if values]
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", list(chain(*given.values()))


def _rows(sql, parameters):
    with connection().cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Row(*row) for row in cursor.fetchall()]
