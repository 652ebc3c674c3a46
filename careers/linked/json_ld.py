"""Things as JSON-LD 1.1, in which nothing has to be fetched to be understood."""

import json
from decimal import Decimal
from urllib.parse import quote

from .things import Thing
from .turtle import _OF_ADDRESSES
from .vocabulary import LANGUAGE, OWN_PREFIX, PREFIXES, PROPERTIES, TERMS, Takes

_TAKEN = {
    Takes.LINKS: lambda name: {"@id": name, "@type": "@id"},
    Takes.WORDS: lambda name: {"@id": name, "@language": LANGUAGE},
    Takes.PLAIN: lambda name: {"@id": name},
    Takes.THINGS: lambda name: {"@id": name},
}


def context(base, used=PROPERTIES):
    """Return what the names in nodes mean; used: the properties that are there."""
    terms = {name: _TAKEN[PROPERTIES[name]](name) for name in PROPERTIES if name in used}
    return {"@version": 1.1, "@base": f"{base}/", **PREFIXES, OWN_PREFIX: f"{base}{TERMS}", **terms}


def document(things, base):
    """Return a whole document of some things."""
    nodes = list(map(node, things))
    used = {name for one in nodes for name in _names(one)}
    return {"@context": context(base, used), "@graph": nodes}


def as_text(things, base):
    return json.dumps(document(things, base), ensure_ascii=False, indent=2)


def node(one):
    """Return one thing as a node, without its context."""
    address = {"@id": quote(one.address, safe=_OF_ADDRESSES)} if one.address else {}
    return {
        **address,
        "@type": _one_or_many(one.types),
        **{
            name: _one_or_many([_value(PROPERTIES[name], value) for value in values])
            for name, values in one.properties.items()
        },
    }


def _value(takes, value):
    if isinstance(value, Thing):
        return node(value)
    if takes is Takes.LINKS and value not in PROPERTIES:
        return quote(value, safe=_OF_ADDRESSES)
    # JSON's own numbers with a fraction are read as doubles, and Turtle's as decimals.
    return {"@type": "xsd:decimal", "@value": f"{value:f}"} if isinstance(value, Decimal) else value


def _one_or_many(values):
    return values[0] if len(values) == 1 else list(values)


def _names(one):
    """Yield the names in a node and in those within it."""
    for name, value in one.items():
        yield name
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from _names(inner)
