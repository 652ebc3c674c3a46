"""What the page of a release shows."""

from functools import cached_property

from django.template.defaultfilters import filesizeformat

from . import csv_files, files, json_files, package, sqlite_file, turtle_file
from .documents import KINDS
from .models import ContentRelease
from .notices import NOT_STATED, licences_of
from .tables import TABLES

MOST_VERSIONS = 50


class DataPage:
    """A release, its files, and the other releases; two queries."""

    def __init__(self, release):
        self.release = release
        self.releases = list(ContentRelease.objects.all()[:MOST_VERSIONS])
        self._files = {file["name"]: file for file in release.files}

    @property
    def newest(self):
        return self.releases[0]

    @property
    def is_newest(self):
        return self.release.pk == self.newest.pk

    @property
    def row_count(self):
        return sum(self.release.counts["rows"].values())

    @cached_property
    def tables(self):
        """[(title, how many rows, file)] of the CSV files, without empty ones."""
        counted = ((table, self.release.counts["rows"].get(table.name, 0)) for table in TABLES)
        return [self._line(table.title, csv_files.file_of(table), count) for table, count in counted if count]

    @cached_property
    def documents(self):
        """[(title, how many documents, file)] of the JSON Lines."""
        counted = ((kind, self.release.counts["documents"].get(kind.name, 0)) for kind in KINDS)
        lines = [self._line(kind.plural.capitalize(), json_files.file_of(kind), count) for kind, count in counted]
        return [line for line in lines if line]

    @cached_property
    def whole(self):
        """[(what it is, file)] of what holds everything at once, or tells of it."""
        named = [
            ("One SQLite file with all tables", sqlite_file.FILE),
            ("Linked data in Turtle (schema.org, SKOS)", turtle_file.FILE),
            ("Description of every column, as a data package", package.FILE),
            ("Licences and attributions", files.LICENCES),
            ("Checksums (SHA-256)", files.CHECKSUMS),
        ]
        return [(title, self._files[name]) for title, name in named if name in self._files]

    def _line(self, title, name, count):
        file = self._files.get(name)
        return file and (title, count, file)

    @property
    def files(self):
        return self.release.files

    @cached_property
    def notices(self):
        """[(what, licence, its address, attribution)] of each collection."""
        return [self._notice(notice) for notice in self.release.notices]

    @staticmethod
    def _notice(notice):
        licence = next(iter(licences_of([notice])), {})
        name = " ".join(filter(None, [notice["title"], notice["version"]]))
        address = licence["path"] if "name" in licence else notice["url"] if licence else ""
        return name, notice["licence"] or NOT_STATED, address, notice["attribution"]

    @staticmethod
    def size(file):
        """The size of a file as it is read: “24.8 MB”."""
        return filesizeformat(file["bytes"])
