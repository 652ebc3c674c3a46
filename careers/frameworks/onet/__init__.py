"""Reads the O*NET database in its text files (https://www.onetcenter.org/database.html)."""

import re

from careers.frameworks.content import Release
from careers.frameworks.tables import TABS, Tables
from careers.frameworks.versions import version_of

from . import elements, occupations, preparation, ratings, tasks, technologies

TABLES = tuple(
    table for part in (occupations, tasks, preparation, elements, ratings, technologies) for table in part.TABLES
)
READ_ME = "Read Me"


def read(files, progress=None, version=None):
    """Return the release in the files; version: where neither their Read Me nor their names say it."""
    release = Release("onet", "", "O*NET")
    tables = Tables.open(files, TABLES, TABS, release, progress, besides=[READ_ME])
    release.version, release.title = _version_and_title(files, version)
    roles = occupations.read(tables, preparation.read_zones(tables))
    tasks.read(tables, roles)
    preparation.read_shares(tables, roles)
    areas = ratings.read(tables, roles, elements.read(tables))
    technologies.read(tables, roles, first_position=areas + 1)
    return release


def _version_and_title(files, version):
    """Return the version and the title with its date: “29.0” and “O*NET 29.0 Database, August 2024”."""
    for file in files.found:
        if file.path.name.casefold().replace("_", " ") == f"{READ_ME}.txt".casefold():
            with files.open(file) as lines:
                beginning = lines.read(1000)
            if number := re.search(r"O\*NET\D{0,20}(\d+\.\d+)", beginning):
                month = re.search(r"([A-Z][a-z]+ 20\d\d) Release", beginning)
                version = version or number[1]
                return version, f"O*NET {version} Database" + (f", {month[1]}" if month else "")
    version = version_of(files, version, "O*NET")
    return version, f"O*NET {version} Database"
