"""The content model: a tree of elements, whose dotted identifiers say which is part of which."""

import re
from typing import NamedTuple

from careers.frameworks.tables import Table
from careers.frameworks.texts import one_line

REFERENCE = Table(
    ("Content Model Reference",),
    {"element": "Element ID", "name": "Element Name", "description": "Description"},
    filled=("element", "name"),
)
TABLES = (REFERENCE,)


class Element(NamedTuple):
    name: str
    description: str


def read(tables):
    """Return {identifier: element}."""
    return {row.element: Element(one_line(row.name), row.description or "") for row in tables.rows(REFERENCE)}


def broader(element):
    """Return the element that one is part of: 2.C.1 of 2.C.1.a; empty at the top."""
    return element.rpartition(".")[0]


def natural_order(element):
    """Return a key that sorts 2.C.10 after 2.C.9."""
    return [(int(number or 0), letters) for number, letters in re.findall(r"(\d+)|([^.\d]+)", element)]
