"""Which release the files are, where they or their names say it."""

import re

from .files import FrameworkError

# "2025-09" or "v1.1.0", wherever it stands in a name; not the digits of a longer number.
_NUMBER = r"(?<![\d.])v?(\d{1,3}(?:[._]\d{1,3}){1,2})(?![\d])"
_DATE = r"(?<!\d)(20\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)(?!\d)"
LONGEST = 40


def version_of(files, given, framework):
    """Return the version that was given, or the one in the names of folder and zip; raises FrameworkError."""
    version = given or next(filter(None, map(version_in, files.names)), None)
    if not version:
        raise FrameworkError(
            f"Nothing in {files.label} says which release of {framework} it is; say it with --release."
        )
    if len(version) > LONGEST:
        raise FrameworkError(f"A release's version has at most {LONGEST} signs; say a shorter one with --release.")
    return version


def version_in(name):
    """Return the version or date in a name, or None."""
    found = re.search(_DATE, name) or re.search(_NUMBER, name.removesuffix(".zip"), re.IGNORECASE)
    return found[1].replace("_", ".") if found else None
