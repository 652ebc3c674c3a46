"""Tables of a release: found by accepted names, read by the names of their columns.

A reader describes each of its tables as a Table, asks Tables.open for all of them at once (which checks them before
anything is read) and goes through `tables.rows(TABLE)`. Each row is a named tuple of clean texts, with its line;
what cannot be read is rejected into the release and does not stop it.

Whoever wants to show progress gives an object with two methods: `file(name, size)` as a file begins and
`advance(count)` for so many bytes read of it.
"""

import csv
from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from .content import Rejection, Unsaid
from .files import FrameworkError
from .texts import clean

# ESCO has a cell of 630,000 signs.
LARGEST_CELL = 16_000_000
STAYS = "What an earlier release said there stays as it is."


@dataclass(frozen=True)
class Dialect:
    """How a framework writes its tables; missing: what stands in a cell without a value."""

    ending: str
    options: Mapping
    missing: str = ""


TABS = Dialect(".txt", {"delimiter": "\t", "quoting": csv.QUOTE_NONE}, missing="n/a")
COMMAS = Dialect(".csv", {"delimiter": ",", "strict": True})


@dataclass(frozen=True, eq=False)
class Table:
    """One table: the names that its file goes by, without ending, and its columns as {field: title}.

    filled: fields without which a row says nothing; newer: columns that not every release has; gives: what only
    this file says, {"": of an optional one, field: of a newer column}, which stays as it is where it is not there.
    """

    names: tuple
    columns: Mapping
    filled: tuple = ()
    newer: Mapping = field(default_factory=dict)
    is_optional: bool = False
    gives: Mapping[str, tuple[Unsaid, ...]] = field(default_factory=dict)

    @property
    def name(self):
        return self.names[0]


@dataclass
class Tables:
    """The tables of one release; release: where rejected rows and notes go."""

    files: object
    dialect: Dialect
    release: object
    progress: object = None
    found: dict = field(default_factory=dict)

    @classmethod
    def open(cls, files, tables, dialect, release, progress=None, besides=()):
        """Find tables and check their columns; raises FrameworkError before anything is read.

        besides: names of files that are no tables and need no note.
        """
        found = cls(files, dialect, release, progress)
        found._find(tables, {_folded(name) for name in besides})
        others = [found._other_columns(table) for table in tables if found.has(table)]
        if any(others):
            release.notes.append(f"Columns that were passed over: {'; '.join(filter(None, others))}.")
        if any(absent := [found._absent_columns(table) for table in tables if found.has(table)]):
            release.notes.append(f"Columns that are not there: {'; '.join(filter(None, absent))}. {STAYS}")
        return found

    def has(self, table):
        return table.name in self.found

    def rows(self, table):
        """Yield each row of a table as a named tuple of its fields and its line; none of an optional one not there."""
        if not self.has(table):
            return
        file = self.found[table.name]
        if self.progress is not None:
            self.progress.file(file.path.name, file.size)
        with self.files.open(file, self.progress) as lines:
            records = _records(lines, file, self.dialect)
            _, header = next(records)
            make = _maker(table, header, self.dialect.missing)
            for line, cells in records:
                try:
                    yield make(line, cells)
                except ValueError as error:
                    self.reject(table, line, str(error))

    def known_rows(self, table, **known):
        """Yield the rows of a table in which each field named here is one of those known; reject the others."""
        pick = [(name, (table.columns | table.newer)[name], values) for name, values in known.items()]
        for row in self.rows(table):
            for name, title, values in pick:
                if getattr(row, name) not in values:
                    self.reject(table, row.line, f"{title} {getattr(row, name)} is unknown.")
                    break
            else:
                yield row

    def reject(self, table, line, reason):
        self.release.rejected.append(Rejection(self.found[table.name].path.name, line, reason))

    def _find(self, tables, besides):
        known = {_folded(name): table for table in tables for name in table.names}
        unknown = []
        for file in self.files.found:
            name = _folded(file.path.stem)
            table = file.path.suffix.lower() == self.dialect.ending and known.get(name)
            if not table:
                unknown += [file.path.name] * (name not in besides)
            elif table.name in self.found:
                raise FrameworkError(
                    f"{self.files.label} holds {self.found[table.name].path} and {file.path}; name one release only."
                )
            else:
                self.found[table.name] = file
        self._check_complete(tables)
        if unknown:
            self.release.notes.append(f"Files that were passed over: {', '.join(sorted(unknown))}.")
        if absent := [table.name for table in tables if not self.has(table)]:
            self.release.notes.append(f"Files that are not there, and need not be: {', '.join(absent)}. {STAYS}")
            self.release.unsaid += [
                said for table in tables if table.name in absent for said in table.gives.get("", ())
            ]

    def _check_complete(self, tables):
        missing = [table.name for table in tables if not (table.is_optional or self.has(table))]
        if missing:
            files = ", ".join(f"{name}{self.dialect.ending}" for name in missing)
            raise FrameworkError(
                f"{self.files.label} lacks {files}; name the folder or the zip of a release of {self.release.title}, "
                f"with its {self.dialect.ending} files."
            )

    def _other_columns(self, table):
        """Check the header of a table; return a line on the columns that nothing takes, or none."""
        file = self.found[table.name]
        header = self._header(file)
        titles = [_folded(title) for title in header]
        if missing := [title for title in table.columns.values() if titles.count(_folded(title)) != 1]:
            raise FrameworkError(
                f"{file.path.name} lacks the columns {', '.join(missing)}, or has them twice; "
                f"get it from its publisher again, as {self.dialect.ending}."
            )
        taken = {_folded(title) for title in (*table.columns.values(), *table.newer.values())}
        others = [title for title in header if _folded(title) not in taken]
        return f"{file.path.name}: {', '.join(others)}" if others else ""

    def _absent_columns(self, table):
        """Return a line on the newer columns that a table lacks, or none; what they say is unsaid."""
        file = self.found[table.name]
        titles = {_folded(title) for title in self._header(file)}
        absent = {
            name: title for name, title in table.newer.items() if name in table.gives and _folded(title) not in titles
        }
        self.release.unsaid += [said for name in absent for said in table.gives[name]]
        return f"{file.path.name}: {', '.join(absent.values())}" if absent else ""

    def _header(self, file):
        with self.files.open(file) as lines:
            _check_is_table(lines.read(4096), file)
        with self.files.open(file) as lines:
            records = _records(lines, file, self.dialect)
            _, header = next(records, (1, []))
            is_filled = next(records, None) is not None
        if isinstance(header, csv.Error):
            raise FrameworkError(f"{file.path.name} does not begin with the names of columns: {header}.")
        if not is_filled:
            raise FrameworkError(f"{file.path.name} has no rows; get it from its publisher again.")
        return header


def _check_is_table(beginning, file):
    """Raise FrameworkError where a file does not begin like a table."""
    if not beginning.strip():
        raise FrameworkError(f"{file.path.name} is empty; get it from its publisher again.")
    if "\0" in beginning:
        raise FrameworkError(f"{file.path.name} is no text in UTF-8; get the text file from its publisher again.")
    if beginning.lstrip().startswith("<"):
        raise FrameworkError(f"{file.path.name} is a web page, no table; get the file itself from its publisher.")


def _records(lines, file, dialect):
    """Yield (the line where it begins, its cells) of each record; cells is an error where it cannot be read."""
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(lines, **dialect.options)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise FrameworkError(
                    f"{file.path.name} breaks off in the record of line {line}; get it from its publisher again."
                ) from error
            cells = error
        if cells:
            yield line, cells
        line = reader.line_num + 1


def _maker(table, header, missing) -> Callable:
    """Return a function that makes a row of a line and its cells; it raises ValueError."""
    columns = {**table.columns, **table.newer}
    places = {_folded(title): place for place, title in enumerate(header)}
    there = [name for name, title in columns.items() if _folded(title) in places]
    taken = [places[_folded(columns[name])] for name in there]
    # Two places at least make it return a tuple.
    pick = itemgetter(*taken, taken[0])
    absent = [name for name in columns if name not in there]
    row = namedtuple("Row", ["line", *there, *absent], defaults=[""] * len(absent))
    filled = [(there.index(name), columns[name]) for name in table.filled]

    def make(line, cells):
        if isinstance(cells, csv.Error):
            raise ValueError(f"Cannot be read: {cells}.")
        if len(cells) != len(header):
            raise ValueError(f"Has {len(cells)} cells where the header has {len(header)}.")
        values = [clean(cell) for cell in pick(cells)[:-1]]
        values = [None if value == missing else value for value in values] if missing else values
        for place, title in filled:
            if not values[place]:
                raise ValueError(f"Has no {title}.")
        return row(line, *values)

    return make


def _folded(name):
    """Return a name of a file or column without case, spaces and signs; “_en” for English goes, too."""
    return "".join(sign for sign in name.casefold().removesuffix("_en") if sign.isalnum())
