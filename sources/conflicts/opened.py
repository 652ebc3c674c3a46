"""What a page was opened with: its rows as plain values, sealed in a hidden field."""

import time
from datetime import UTC, datetime
from typing import NamedTuple

from django.core.signing import BadSignature, dumps, loads

FIELD = "opened"


class Opened(NamedTuple):
    """The rows that a form or a list of rows showed, {key: {name: plain value}}, and when.

    `is_known` is false where a page does not say it: then whatever differs from what is stored is asked.
    """

    rows: dict
    at: datetime
    is_known: bool = True


def seal(subject, rows):
    """Return the rows as a text that nobody can change; `subject` says of what, so that it serves nothing else."""
    return dumps([round(time.time(), 3), rows], salt=f"opened {subject}", compress=True)


def unseal(subject, text):
    try:
        at, rows = loads(text or "", salt=f"opened {subject}")
    except BadSignature:
        return Opened({}, datetime.fromtimestamp(0, UTC), is_known=False)
    return Opened(rows, datetime.fromtimestamp(at, UTC))


def plain(value):
    """Return the value of a model's field as JSON can hold it; rows as their sorted keys."""
    if isinstance(value, list):
        return sorted(getattr(row, "pk", row) for row in value)
    if value is None or isinstance(value, bool | int):
        return value
    # A browser ends lines otherwise than files do.
    return str(value).replace("\r\n", "\n")


def plain_values(values, names):
    """Return {name: plain value} of those names that have one; nothing, in any form, is left out."""
    found = ((name, plain(values.get(name))) for name in names)
    return {name: value for name, value in found if not _is_nothing(value)}


def _is_nothing(value):
    return value is None or value is False or value in ("", [])
