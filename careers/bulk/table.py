"""A table in which nothing has to be looked up, and the rows of a document in it."""

from collections.abc import Iterator
from typing import NamedTuple

from .columns import Column


class Table(NamedTuple):
    """Rows of one kind of document: one for each document, or for each line of one of its parts.

    subject: {column: field of the document} of what each row repeats of its document. key: the columns that tell rows
    apart, of which some may be empty.
    """

    name: str
    title: str
    kind: str
    part: str
    subject: dict[str, str]
    subject_columns: tuple[Column, ...]
    own_columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.subject_columns + self.own_columns

    def rows(self, document) -> Iterator[list]:
        """Yield the rows of a document of this kind, as plain values."""
        repeated = [column.plain(document.get(self.subject[column.name])) for column in self.subject_columns]
        for line in document.get(self.part, ()) if self.part else [document]:
            yield [*repeated, *(column.plain(line.get(column.name)) for column in self.own_columns)]


def main_table(name, title, kind, *own_columns, called=""):
    code = Column(called or kind, "text", "What it is known by for good.")
    return Table(name, title, kind, "", {code.name: "id"}, (code,), own_columns, (code.name,))
