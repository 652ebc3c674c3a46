"""What is wrong with a file as a whole."""


class FileError(Exception):
    """A file cannot be read or written; says why and what to do."""
