"""A role's whole content as plain values: to set against another, to share as a file, to write into a role."""

from .applying import WholeError, apply
from .difference import Conflict, RowChange, difference, merge
from .files import from_file, from_plain, to_file, to_plain
from .reading import read
from .structure import PARTS, ROLE_FIELDS, Whole

__all__ = [
    "PARTS",
    "ROLE_FIELDS",
    "Conflict",
    "RowChange",
    "Whole",
    "WholeError",
    "apply",
    "difference",
    "from_file",
    "from_plain",
    "merge",
    "read",
    "to_file",
    "to_plain",
]
