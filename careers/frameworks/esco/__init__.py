"""Reads ESCO's tables in English (https://esco.ec.europa.eu/en/use-esco/download)."""

from careers.frameworks.content import Release
from careers.frameworks.tables import COMMAS, Tables
from careers.frameworks.versions import version_of

from . import occupations, relations, skills

TABLES = (*occupations.TABLES, *skills.TABLES, *relations.TABLES)


def read(files, progress=None, version=None):
    """Return the release in the files; version: where their names do not say it."""
    release = Release("esco", "", "ESCO")
    tables = Tables.open(files, TABLES, COMMAS, release, progress)
    release.version = version_of(files, version, "ESCO")
    release.title = f"ESCO {release.version}"
    roles = occupations.read(tables)
    known = skills.read(tables)
    relations.read(tables, roles, known)
    return release
