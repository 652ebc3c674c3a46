"""The change that is under way: who is doing what, and the row that stands for it in the database."""

from contextlib import contextmanager
from contextvars import ContextVar

from auditlog.context import disable_auditlog
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from .models import Change, ChangeKind

_under_way = ContextVar("change_under_way", default=None)

# Write without a record of each row; the writer leaves a note instead.
unrecorded = disable_auditlog


class UnderWay:
    """A change, written to the database with the first row that it touches."""

    def __init__(self, user=None, message="", kind=ChangeKind.EDIT):
        self.user, self.message, self.kind = user, message, kind
        self.change = None
        # {(model, pk): row} of what changed rows refer to, so that many of one page ask for it once.
        self.known = {}
        self._is_committed = False

    def row(self, using=DEFAULT_DB_ALIAS):
        """Return the Change, which a rollback may have taken away since it was last asked for."""
        connection = connections[using]
        if self.change is None or not self.is_there(connection):
            self._is_committed = False
            if self.change:
                self.known.clear()
            user = self._account()
            self.change = Change.objects.using(using).create(
                user=user, user_name=user.get_username() if user else "", message=self.message, kind=self.kind
            )
            transaction.on_commit(self._commit, using=using)
        return self.change

    def _account(self):
        """Return who is signed in; a middleware names a user before anybody knows whether one is needed."""
        return self.user if getattr(self.user, "is_authenticated", False) and self.user.pk else None

    def _commit(self):
        self._is_committed = True

    def is_there(self, connection):
        """Tell whether the Change has been committed, or will be: Django forgets the call if it rolls back."""
        return self._is_committed or self.is_open(connection)

    def is_open(self, connection):
        return any(call == self._commit for _, call, _ in connection.run_on_commit)

    def say(self, user, message, kind):
        """Take over from an inner change what this one does not say itself."""
        self.user = self.user or user
        self.message = self.message or message
        self.kind = kind if self.kind == ChangeKind.EDIT else self.kind
        if self.change:
            user = self._account()
            self.change.user, self.change.user_name = user, user.get_username() if user else ""
            self.change.message, self.change.kind = self.message, self.kind
            self.change.save(update_fields=["user", "user_name", "message", "kind"])


@contextmanager
def change(user, message="", *, kind=ChangeKind.EDIT):
    """Make one change of all that is saved inside, all or nothing; one inside another joins it.

    Yields what is under way: `.change` is the Change once a row has been touched, else None.
    """
    with transaction.atomic(), under_way(user, message, kind) as current:
        yield current


@contextmanager
def under_way(user, message="", kind=ChangeKind.EDIT):
    """Gather what is saved inside under one Change, without a transaction of its own."""
    if outer := _under_way.get():
        outer.say(user, message, kind)
        yield outer
        return
    token = _under_way.set(UnderWay(user, message, kind))
    # What comes after this is another change than what came before it.
    _unannounced.set(None)
    try:
        yield _under_way.get()
    finally:
        _under_way.reset(token)


# Alias -> what nobody announced, for as long as one transaction lasts.
_unannounced = ContextVar("unannounced_change", default=None)


def current_change(using=DEFAULT_DB_ALIAS):
    """Return what is under way; whatever one transaction writes outside any change is one without a person."""
    if current := _under_way.get():
        return current
    current = _unannounced.get()
    if current is None or not current.is_open(connections[using]):
        current = UnderWay()
        _unannounced.set(current)
    return current


def own_change():
    """Return the number of the change that is under way here; 0 while nothing has been written."""
    current = _under_way.get()
    return current.change.pk if current and current.change else 0


def forget_what_was_flushed(**_):
    """Begin anew after a database has been emptied; a signal's receiver."""
    _unannounced.set(None)


def note_change(message, kind, user=None):
    """Record a change without its rows, where they are too many to be looked at one by one."""
    with under_way(user, message, kind) as current:
        return current.row()
