"""The files of a release, in a folder or in the publisher's zip, read where they are."""

import io
import stat
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

MEGABYTE = 1_000_000
# The largest release has 200 MB; anything far beyond is no release.
LARGEST_RELEASE = 2_000 * MEGABYTE
LARGEST_RATIO = 200
DEEPEST_FOLDER = 3

# What reading a broken, foreign or encrypted archive, or a broken disk, may raise.
_UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class FrameworkError(Exception):
    """A release cannot be taken in; says why, and what to do."""


class File(NamedTuple):
    """A file of a release; path: below the folder or in the zip."""

    path: PurePosixPath
    size: int


class Files:
    """The files of a release.

    label: what the user named; names: of the folder or zip and of the folders in it, which may say the version.
    """

    def __init__(self, path, found):
        self.label = str(path)
        self.found = sorted(file for file in found if not _is_hidden(file.path))
        if not self.found:
            raise FrameworkError(f"{path} holds no files; unpack the publisher's archive there, or name the archive.")
        if all(file.path.suffix.lower() == ".zip" for file in self.found):
            raise FrameworkError(f"{path} holds archives only; unpack it and name the archive in it.")
        folders = {str(part) for file in self.found for part in file.path.parent.parts}
        self.names = [Path(path).name, Path(path).resolve().name, *sorted(folders)]

    def open_bytes(self, file):
        """Return a file's stream of bytes."""
        raise NotImplementedError

    @contextmanager
    def open(self, file, progress=None):
        """Open a file as text, telling the progress what has been read; bytes that are no UTF-8 become surrogates."""
        try:
            with self.open_bytes(file) as stream:
                counted = io.BufferedReader(_Counted(stream, progress), 1 << 17)
                yield io.TextIOWrapper(counted, encoding="utf-8-sig", errors="surrogateescape", newline="")
        except _UNREADABLE as error:
            raise FrameworkError(
                f"{file.path.name} cannot be read: {error}; get it from its publisher again."
            ) from error


class Folder(Files):
    def __init__(self, path):
        self.folder = Path(path)
        paths = [found for depth in range(1, DEEPEST_FOLDER + 1) for found in self.folder.glob("/".join("*" * depth))]
        super().__init__(path, [self._file(found) for found in paths if found.is_file()])

    def _file(self, path):
        return File(PurePosixPath(path.relative_to(self.folder)), path.stat().st_size)

    def open_bytes(self, file):
        return (self.folder / file.path).open("rb", buffering=0)


class Zip(Files):
    """A zip; nothing is unpacked to the disk."""

    def __init__(self, path, archive):
        self.archive = archive
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check_sizes(path, entries)
        self.entries = {PurePosixPath(entry.filename): entry for entry in entries}
        super().__init__(path, [File(name, entry.file_size) for name, entry in self.entries.items()])

    def open_bytes(self, file):
        return self.archive.open(self.entries[file.path])


@contextmanager
def open_files(path):
    """Open a folder or a zip as Files; raises FrameworkError where it is neither."""
    path = Path(path)
    if path.is_dir():
        yield Folder(path)
    elif not path.exists():
        raise FrameworkError(f"{path} is not there; name the folder or the zip of a release.")
    elif not stat.S_ISREG(path.stat().st_mode) or not _begins_as_zip(path):
        raise FrameworkError(f"{path} is neither a folder nor a zip; name the folder or the zip of a release.")
    else:
        with _opened_zip(path) as archive:
            yield Zip(path, archive)


def _begins_as_zip(path):
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError as error:
        raise FrameworkError(f"{path} cannot be read: {error.strerror}.") from error


def _opened_zip(path):
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FrameworkError(f"{path} is no whole zip: {error}; get it from its publisher again.") from error


def _check_sizes(path, entries):
    """Raise FrameworkError for a zip that says it becomes absurdly large; none can become larger than it says."""
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if size > LARGEST_RELEASE or (size > 50 * MEGABYTE and size > LARGEST_RATIO * packed):
        raise FrameworkError(
            f"{path} would unpack to {size // MEGABYTE:,} MB, which no release does; get it from its publisher."
        )


def _is_hidden(path):
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)


class _Counted(io.RawIOBase):
    """A stream that tells the progress how much of it has been read."""

    def __init__(self, stream, progress):
        self.stream = stream
        self.progress = progress

    def readable(self):
        return True

    def readinto(self, buffer):
        count = self.stream.readinto(buffer)
        if self.progress is not None and count:
            self.progress.advance(count)
        return count
