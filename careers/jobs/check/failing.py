"""What goes wrong in the check is told without a word of the text."""

import traceback
from functools import wraps

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import Error as DatabaseError
from django.http import Http404

# What the site answers by its kind; no query holds a word of the text.
ANSWERED = (BadRequest, DatabaseError, Http404, PermissionDenied, SuspiciousOperation)


class CheckError(Exception):
    """The check broke: its message says what kind of error and where in the code, and nothing else."""


def telling_nothing(function):
    """Let a function fail without its values: messages of errors may quote what they stumbled over."""

    @wraps(function)
    def quiet(*arguments, **named):
        try:
            return function(*arguments, **named)
        except ANSWERED:
            raise
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            said = f"{type(error).__name__} at " + " < ".join(f"{one.filename}:{one.lineno}" for one in frames[::-1])
        raise CheckError(said)

    return quiet
