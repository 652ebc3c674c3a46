"""What something was made from: each question to the database, and a digest of its answer.

Where all of them are answered the same again, whatever was made from them is still right, and need not be made again.
No rule has to say what shows which row; but what is made has to ask Django's connections, or `answer_of`, for all that
it shows, and while it is traced. (“Verifying traces”: Mokhov, Mitchell and Peyton Jones, “Build systems à la
carte”, 2018.)
"""

import re
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import lru_cache
from hashlib import blake2b
from sys import intern
from typing import Any, NamedTuple

from django.db import connections, router

from .triggers import STAMP_SQL
from .watching import ContentStamp

_READING = ("SELECT", "WITH")
# What a query may do that begins as if it only read.
_WRITING = re.compile(r"\b(?:INSERT|UPDATE|DELETE|set_config|nextval|pg_\w*lock\w*)\b", re.IGNORECASE)
_DIGEST_BYTES = 12
# What repr() says of an object that it cannot show, such as a memoryview: where it is, not what it holds.
_UNTOLD = " at 0x"
# What Python needs to hold a question, a share of its text included, beside its parameters.
_OVERHEAD = 400
_A_PARAMETER = 40

_current = ContextVar("trace", default=None)


class _Asked(NamedTuple):
    ask: Any
    given: tuple
    digest: bytes | None  # None: nobody knows yet, or nobody can know


class Trace:
    """Questions in their order.

    Not whole, and of no use, where something was written, or where the version of the content itself was asked for:
    whoever does that shows something that is kept with it, and may be made from any row.
    """

    def __init__(self):
        self._asked = []
        self.is_whole = True

    @property
    def size(self):
        """About how many bytes of memory it takes; equal texts of queries are there once for all traces."""
        return sum(_OVERHEAD + _A_PARAMETER * sum(map(_count, asked.given)) for asked in self._asked)

    def seal(self):
        """Ask for the answers that are not known yet; what they are may not have changed since."""
        if self.is_whole:
            self._asked = [asked._replace(digest=asked.digest or _digest(asked)) for asked in self._asked]

    def is_still_so(self):
        """Ask everything again; tell whether all answers are the same. Raises what the database raises."""
        return self.is_whole and all(asked.digest and _digest(asked) == asked.digest for asked in self._asked)

    def note(self, ask, *given, digest=None):
        self._asked.append(_Asked(ask, given, digest))

    def note_rows(self, rows):
        """Say what the last question was answered, so that it need not be asked for."""
        self._asked[-1] = self._asked[-1]._replace(digest=_digest_of(rows))

    def watch(self, execute, sql, params, many, context):
        """Note a query; what Django calls around each."""
        if _current.get() is self:
            self.is_whole = self.is_whole and _only_reads(str(sql)) and not isinstance(params, dict)
            if self.is_whole:
                self.note(_ask, intern(str(sql)), params and tuple(params))
        return execute(sql, params, many, context)


@contextmanager
def tracing():
    """Give a Trace of what this thread asks the database meanwhile."""
    trace = Trace()
    with ExitStack() as stack:
        for connection in connections.all():
            # Not connection.execute_wrapper(), which takes away the last one, whosever it is.
            connection.execute_wrappers.append(trace.watch)
            stack.callback(connection.execute_wrappers.remove, trace.watch)
        token = _current.set(trace)
        stack.callback(_current.reset, token)
        yield trace


def answer_of(function, *given):
    """Return what a function of the content answers; in a trace it stands as one question.

    For what is looked up in memory, made from all content, and says little: it is compared by its repr().
    """
    trace, token = _current.get(), _current.set(None)
    try:
        answer = function(*given)
    finally:
        _current.reset(token)
    if trace:
        trace.note(function, *given, digest=_digest_of(answer))
    return answer


def rows_of(database, sql, params):
    """Return all rows of a query, which a trace then need not ask for once more."""
    with connections[database].cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    if (trace := _current.get()) and trace.is_whole:
        trace.note_rows(rows)
    return rows


@lru_cache(1000)
def _only_reads(sql):
    """Tell whether a query can be asked again, and says all that was asked for."""
    return sql.startswith(_READING) and not _WRITING.search(sql) and sql != STAMP_SQL


def _ask(sql, params):
    # The database that this request reads from, whichever it was then: of content, with the same stamp, all of them
    # say the same.
    return rows_of(router.db_for_read(ContentStamp), sql, params)


def _digest(asked):
    return _digest_of(asked.ask(*asked.given))


def _digest_of(answer):
    told = repr(answer)
    return None if _UNTOLD in told else blake2b(told.encode(), digest_size=_DIGEST_BYTES).digest()


def _count(given):
    return len(given) if isinstance(given, tuple) else 1
