"""Pages of a list by cursor: each goes on behind the last row of the one before, whatever was written meanwhile."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from functools import reduce
from hashlib import blake2b
from operator import or_

from django.db.models import Q

from .problems import ProblemError

LONGEST = 1000
_TEXTS = "\0"


def page_of(rows, columns, cursor, question, limit):
    """Return (at most `limit` rows, the cursor of the next page or "").

    columns: what the rows are in order of, together unique; a minus before the first turns it round.
    question: all that the list depends on, so that a cursor is good for no other.
    """
    if cursor:
        rows = rows.filter(_behind(columns, _read(cursor, len(columns), question)))
    found = list(rows.order_by(*columns)[: limit + 1])
    if len(found) <= limit:
        return found, ""
    return found[:limit], _write([_value(found[limit - 1], column) for column in columns], question)


def _behind(columns, values):
    """Return the condition that a row stands behind the one with these values."""
    conditions, same = [], Q()
    for column, value in zip(columns, values, strict=True):
        name, is_turned = column.lstrip("-"), column.startswith("-")
        conditions.append(same & Q(**{f"{name}__{'lt' if is_turned else 'gt'}": value}))
        same &= Q(**{name: value})
    return reduce(or_, conditions)


def _value(row, column):
    return reduce(getattr, column.lstrip("-").split("__"), row)


def _write(values, question):
    text = json.dumps([_digest(question), *values], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor, count, question):
    """Return the values in a cursor; raises a Problem for whatever this site has not written for this question."""
    try:
        digest, *values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (Error, ValueError, TypeError):
        raise _refused("is none that this site gave out") from None
    if len(values) != count or not all(isinstance(value, str) and _TEXTS not in value for value in values):
        raise _refused("is none that this site gave out")
    if digest != _digest(question):
        raise _refused("belongs to another question: other parameters, or another list")
    return values


def _refused(why):
    return ProblemError(400, f"The cursor {why}. Take it from “next” of an answer, as it is.", parameter="cursor")


def _digest(question):
    return blake2b(repr(question).encode(), digest_size=6).hexdigest()
