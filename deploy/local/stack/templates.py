"""Configuration files of deploy/, filled as envsubst fills them in the container."""

import re

_NAME = re.compile(r"\$\{([A-Z_]+)\}")


def fill(source, target, values):
    """Write a file with its ${NAMES} filled; a name without a value is a mistake."""
    target.write_text(_NAME.sub(lambda found: str(values[found[1]]), source.read_text()))
