"""A workbook before it is opened: what it is made of, and how much it would be."""

import io
import zipfile

from .errors import FileError

# How much more a workbook may hold than it weighs: XML of cells packs well, but not without end.
MOST_PACKED = 20
# The same of one part alone, where it is large.
MOST_OF_A_PART, LARGE = 300, 1_000_000
MOST_PARTS = 2_000
PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
_ENCRYPTED = 1


def check(content, most_bytes=None):
    """Raise FileError for an archive that is no plain workbook, or would fill the memory once it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise FileError("The workbook is broken. Save it once more as XLSX, or as CSV.") from error
    _check_size(parts, most_bytes)
    names = {part.filename for part in parts}
    if not names >= PARTS:
        raise FileError("This is an archive, but no XLSX workbook. Save the table as XLSX, or as CSV.")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileError("The workbook is locked. Save it as XLSX without a password.")
    if any("vbaproject" in name.lower() or "/activex/" in name.lower() for name in names):
        raise FileError("The workbook holds macros. Save it as XLSX without them, or as CSV.")


def _check_size(parts, most_bytes):
    # zipfile reads no more of a part than it declares, so that what is declared is what there can be.
    size = sum(part.file_size for part in parts)
    packed = any(
        part.file_size > LARGE and part.file_size > MOST_OF_A_PART * max(part.compress_size, 1) for part in parts
    )
    if packed or len(parts) > MOST_PARTS or (most_bytes and size > MOST_PACKED * most_bytes):
        raise FileError("The workbook holds too much. Divide it, and remove sheets that are not the table.")
