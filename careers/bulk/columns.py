"""What stands in a column of a table, and how a cell of it is written."""

from typing import NamedTuple


class Column(NamedTuple):
    """A column; of the types `text`, `integer`, `number`, `boolean`, `codes` (several, apart by spaces)."""

    name: str
    type: str
    description: str

    def plain(self, value):
        """Return what a field of a document says as one value of a table; None: not stated."""
        if self.type == "boolean":
            return bool(value)
        if self.type == "codes":
            return " ".join(value or ()) or None
        return value


def text(name, description):
    return Column(name, "text", description)


def integer(name, description):
    return Column(name, "integer", description)


def number(name, description):
    return Column(name, "number", description)


def boolean(name, description):
    return Column(name, "boolean", description)


def codes(name, description):
    return Column(name, "codes", description)


RESTS_ON = (
    text("basis", "stated: a document says so; inferred: it follows from what documents say; editorial: our own word."),
    text("hedge", "The documents' caution: often, may."),
    text("note", "Why it is inferred or editorial, or what to know about it."),
    codes("claims", "Codes of the claims that speak of this very subject (claims.csv)."),
    codes("broader_claims", "Codes of the claims that speak of the broader role from which it is inherited."),
    codes("documents", "The documents of all these claims (documents.csv)."),
)
INHERITED = text("inherited_from", "The broader role that it is stated of; empty: of this very role.")
ADDRESS = text("address", "Its page.")
# Where something belongs.
COLLECTED = (
    text("collection", "The collection that it belongs to (collections.csv)."),
    text("collection_name", "What that is called."),
)
PROVENANCE = (
    *COLLECTED,
    text("release", "The release of a framework in which it was last found (documents.csv); empty: written here."),
    text("identifier", "What the framework itself calls it."),
)
LEVEL = (
    integer("level", "How well, from 1 to 4; empty: not stated."),
    text("level_name", "Awareness, Working, Practitioner or Expert."),
)
