"""One subject and what is said of it, before it is written in any form."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

Value = Any  # a text, a number, a truth, or a Thing without an address; PROPERTIES says which


class Thing(NamedTuple):
    """A subject, what it is, and its properties in order: {property: values}.

    The address is a path on this site, or empty for a thing that stands within another. What a text is, the address
    of another thing, words of a language or a code, is settled by the property (`vocabulary.PROPERTIES`).
    """

    address: str
    types: tuple[str, ...]
    properties: Mapping[str, tuple[Value, ...]]


def thing(address, types, properties):
    """Return a Thing; properties: {name: a value or a list of values}; what is None, empty or repeated is left out."""
    said = {name: _values(given) for name, given in properties.items()}
    return Thing(address, tuple(types), {name: values for name, values in said.items() if values})


def _values(given):
    values = given if isinstance(given, list | tuple) and not isinstance(given, Thing) else [given]
    filled = [value for value in values if value not in (None, "")]
    return tuple(value for place, value in enumerate(filled) if value not in filled[:place])


def number(amount):
    """Return an amount of money as the number that all forms write alike."""
    return int(amount) if amount == int(amount) else Decimal(amount).normalize()
