"""What a document says: plain values, in the same order each time, without what is empty."""

from skills.levels import Level

_LEVELS = {level.value: level.label for level in Level}


def said(**fields):
    """Return the fields that say something: what is not stated, empty or no is left out."""
    return {name: value for name, value in fields.items() if not (value is None or value is False or value in ("", []))}


def cited(row, evidence, inherited_from=None):
    """Return what a statement rests on: the claims that speak of its subject, and those of the broader one."""
    readings = sorted({*evidence.own, *evidence.general})
    return said(
        inherited_from=inherited_from and inherited_from.slug,
        basis=row.basis,
        hedge=row.hedge,
        note=row.note,
        claims=sorted({reading.code for reading in evidence.own}),
        broader_claims=sorted({reading.code for reading in evidence.general}),
        documents=list(dict.fromkeys(reading.document_slug for reading in readings)),
    )


def level_said(level):
    """Return a level by its number and its name."""
    return said(level=level and int(level), level_name=_LEVELS.get(level))


def collected(row):
    """Return where something belongs: its collection, and the release of it in which it was last found."""
    return said(
        collection=row.collection_id,
        collection_name=row.collection.short_name,
        release=row.release_id and row.release.slug,
        identifier=row.identifier,
    )


def way_down(row):
    """Return the names from the top down to a row with broader ones: “Computing > Software”."""
    names = []
    while row is not None and len(names) < _DEEPEST:
        names.append(row.name)
        row = row.broader
    return " > ".join(reversed(names))


# Deeper than any framework; a circle ends there.
_DEEPEST = 12


def in_order(rows, *names):
    """Return rows by these of their fields, as code points are ordered: databases differ in that."""
    return sorted(rows, key=lambda row: [str(row.get(name, "")) for name in names])
