"""What the database has of a collection, in the same plain terms as a release: identifiers instead of numbers."""

from typing import NamedTuple

from .kinds import KINDS


class Row(NamedTuple):
    """A row of the database; release: its number, None where an editor wrote it."""

    pk: int
    release: int | None
    edited: str
    values: tuple


def present_rows(collection):
    """Return ({row type: {key: Row}}, {row type: {identifier: pk}}); one query a kind."""
    rows, identifiers = {}, {}
    for row_type, kind in KINDS.items():
        found = list(_query(kind, collection))
        if kind.is_thing:
            identifiers[row_type] = {row[0]: row[3] for row in found}
        rows[row_type] = _by_key(kind, found, identifiers)
    numbers = {row_type: {name: pk for pk, name in names.items()} for row_type, names in identifiers.items()}
    return rows, numbers


def _query(kind, collection):
    within = "collection" if kind.is_thing else f"{kind.key[0]}__collection"
    columns = [kind.attname(name) for name in (*kind.key, *kind.fields)]
    rows = kind.model._default_manager.filter(**{within: collection}).order_by()
    if kind.is_thing:
        rows = rows.exclude(identifier="")
    return rows.values_list("pk", "release_id", "edited_fields", *columns).iterator(chunk_size=5000)


def _by_key(kind, found, identifiers):
    """Return {key: Row}; rows with an end in another collection are the editors' and left out."""
    ends = [(index, identifiers[kind.references[n]]) for index, n in enumerate(kind.key) if n in kind.references]
    fields = [(i, identifiers[kind.references[n]]) for i, n in enumerate(kind.fields) if n in kind.references]
    split = 3 + len(kind.key)
    rows = {}
    for pk, release, edited, *plain in found:
        key, values = plain[: split - 3], plain[split - 3 :]
        for index, names in ends:
            key[index] = names.get(key[index])
        for index, names in fields:
            values[index] = _identifier(values[index], names)
        if None not in key:
            rows[tuple(key)] = Row(pk, release, edited, tuple(values))
    return rows


def _identifier(pk, names):
    """Return the identifier of what a row refers to; what is of another collection has none here."""
    return None if pk is None else names.get(pk, f"no. {pk}, of another collection")
