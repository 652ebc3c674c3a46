"""Reads the tables of the UK's framework (https://ddat-capability-framework.service.gov.uk)."""

from careers.frameworks.content import Release
from careers.frameworks.tables import COMMAS, Tables
from careers.frameworks.versions import version_of

from . import roles, skills

TABLES = (roles.ROLES, skills.SKILLS)
TITLE = "Government Digital and Data Profession Capability Framework"


def read(files, progress=None, version=None):
    """Return the release in the files; version: where their names do not say it, a date as good as a number."""
    release = Release("ddat", "", f"the {TITLE}")
    tables = Tables.open(files, TABLES, COMMAS, release, progress)
    release.version = version_of(files, version, release.title)
    release.title = f"{TITLE} {release.version}"
    rows = [roles.one_line_names(row) for row in tables.rows(roles.ROLES)]
    known = skills.read(tables, rows)
    roles.read(tables, rows)
    roles.read_requirements(tables, rows, known)
    return release
