"""Bringing a draft up to date with a role that has changed since it began."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from roles.models import Draft
from roles.whole import apply, from_plain, merge, read, to_plain
from sources.history import change
from sources.watching import hold_content

from . import access
from .review import RefusedError

MINE, THEIRS = "mine", "theirs"


def conflicts_of(draft, choices=None):
    """Return (Whole of both changes, Conflicts that are still to be chosen)."""
    return merge(from_plain(draft.base), read(draft.copy), read(draft.role), choices or {})


def bring_up_to_date(draft, user, choices):
    """Take what changed on the role into its draft; raises PermissionDenied, RefusedError, WholeError.

    choices: {(part, key): “mine” or “theirs”} for each row that both have changed.
    """
    with transaction.atomic(), change(user, f"Brought up to date: draft of {draft.role.title}"):
        hold_content()
        draft = Draft.objects.get(pk=draft.pk)
        if not (draft.copy and draft.is_writable):
            raise RefusedError("Only a draft that is being written is brought up to date: take it back first.")
        if not access.may_write(user):
            raise PermissionDenied
        whole, conflicts = conflicts_of(draft, choices)
        if conflicts:
            raise RefusedError("Choose for each row which of the two to keep.")
        apply(whole, draft.copy)
        draft.base = to_plain(read(draft.role))
        draft.save()
        draft.writers.add(user)
        draft.steps.create(by=user, state=draft.state, action="Brought up to date")
        return draft
