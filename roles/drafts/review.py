"""The way of a draft: begun, submitted, reviewed, published or withdrawn.

ACTIONS says which step leads from where to where, and who may take it; `act` is the only way to take one.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from roles.models import Draft, DraftState, Role
from roles.whole import WholeError, apply, difference, from_plain, read, to_plain
from sources.history import ChangeKind, change, unrecorded
from sources.publication import Status
from sources.watching import hold_content

from . import access
from .copying import make_copy

WRITING, SUBMITTED, SENT_BACK, SCHEDULED, PUBLISHED, WITHDRAWN = DraftState


class RefusedError(Exception):
    """A step cannot be taken now; says why, and what to do."""


class StaleError(RefusedError):
    """The role has changed since the draft began."""


class Action(NamedTuple):
    label: str  # on its button
    done: str  # in the list of what happened
    starts: tuple[DraftState, ...]
    end: DraftState
    may: Callable
    needs_comment: bool = False


def _may_submit(user, draft):
    return access.may_write(user)


def _may_review(user, draft):
    return access.may_publish(user)


ACTIONS = {
    "submit": Action("Submit for review", "Submitted", (WRITING, SENT_BACK), SUBMITTED, _may_submit),
    "publish": Action("Publish now", "Published", (SUBMITTED, SCHEDULED), PUBLISHED, access.may_approve),
    "schedule": Action("Publish at a time", "Scheduled", (SUBMITTED, SCHEDULED), SCHEDULED, access.may_approve),
    "send-back": Action("Send back", "Sent back", (SUBMITTED, SCHEDULED), SENT_BACK, _may_review, True),
    "take-back": Action("Write on", "Taken back to write on", (SUBMITTED, SCHEDULED), WRITING, access.may_take_back),
    "withdraw": Action(
        "Withdraw", "Withdrawn", (WRITING, SENT_BACK, SUBMITTED, SCHEDULED), WITHDRAWN, access.may_take_back
    ),
}


def actions_for(user, draft):
    """Return {name: Action} of the steps that somebody may take with a draft as it stands."""
    return {
        name: action for name, action in ACTIONS.items() if draft.state in action.starts and action.may(user, draft)
    }


def start(role, user):
    """Return the open draft of a role, begun now if there is none; raises PermissionDenied and RefusedError."""
    if not access.may_write(user):
        raise PermissionDenied
    if role.is_copy:
        role = role.draft_of
    with transaction.atomic(), change(user, f"Began a draft of {role.title}"):
        hold_content()
        role = Role.objects.get(pk=role.pk)
        if (draft := access.open_draft(role)) and not _is_overtaken(draft):
            return draft
        if role.is_retired:
            raise RefusedError(f"{role.title} is retired: publish it again first, then draft a change.")
        draft = Draft(role=role, author=user)
        if role.is_published:
            draft.copy, draft.base = make_copy(role), to_plain(read(role))
        draft.save()
        draft.writers.add(user)
        _note(draft, user, "Begun")
        return draft


def _is_overtaken(draft):
    """Close the draft of a new role that somebody has published by hand since; return whether that was so."""
    is_overtaken = draft.copy is None and draft.role.is_published
    if is_overtaken:
        draft.state = PUBLISHED
        draft.save()
        _note(draft, None, "Published by hand")
    return is_overtaken


def act(name, draft, user, *, comment="", publish_at=None):
    """Take a step with a draft and return it; where it raises, nothing is done.

    Raises PermissionDenied, RefusedError, and WholeError where the role would break a rule.
    """
    action = ACTIONS[name]
    kind = ChangeKind.PUBLISH if action.end == PUBLISHED else ChangeKind.EDIT
    with transaction.atomic(), change(user, f"{action.done}: draft of {draft.role.title}", kind=kind):
        draft = _held(draft)
        if not action.may(user, draft):
            raise PermissionDenied
        if draft.state not in action.starts:
            raise RefusedError(f"The draft is “{draft.get_state_display()}” by now: somebody else was quicker.")
        if action.needs_comment and not comment.strip():
            raise RefusedError("Say what is to be mended.")
        draft.publish_at = _time(publish_at) if name == "schedule" else None
        if name in ("publish", "schedule", "send-back"):
            draft.reviewer = user
        return _settle(draft, action, user, comment.strip())


def _time(publish_at):
    if publish_at is None or publish_at <= timezone.now():
        raise RefusedError("Choose a time that is still to come.")
    return publish_at


def _settle(draft, action, user, comment):
    """Do what a step comes to, and remember it."""
    copy, draft.state = draft.copy, action.end
    if action.end == SCHEDULED:
        check(draft)
    if action.end == PUBLISHED:
        _publish(draft)
    if not draft.is_open:
        draft.copy = draft.base = None
    draft.save()
    if copy and draft.state == WITHDRAWN:
        copy.delete()  # The history keeps what it said.
    elif copy and draft.state == PUBLISHED:
        # What it said stands on the page, which has changed; the copy is no news.
        with unrecorded():
            copy.delete()
    _note(draft, user, action.done, comment)
    return draft


def _publish(draft):
    """Bring the role to what its draft says; readers see it once the transaction ends."""
    if draft.copy:
        check(draft)
        apply(read(draft.copy), draft.role)
        draft.role.refresh_from_db()
        return
    draft.role.status = Status.PUBLISHED
    draft.role.mark_edited(["status"])
    draft.role.save(update_fields=["status", "edited_fields"])


def check(draft):
    """Raise StaleError or RefusedError where a draft cannot be published as it stands."""
    if not draft.copy:
        return
    draft.role = Role.objects.get(pk=draft.role_id)
    if not draft.role.is_published:
        raise RefusedError(f"Readers do not see {draft.role.title} any more: publish it again, or withdraw the draft.")
    if changes := changed_since(draft):
        count = f"{len(changes)} thing{'' if len(changes) == 1 else 's'}"
        raise StaleError(
            f"{draft.role.title} has changed since the draft began ({count}): bring the draft up to date first."
        )


def changed_since(draft):
    """Return the RowChanges of the role since its draft began."""
    return difference(from_plain(draft.base), read(draft.role)) if draft.copy else []


def changes_of(draft):
    """Return the RowChanges that publishing the draft would make; of a role never published there are none to show."""
    return difference(read(draft.role), read(draft.copy)) if draft.copy else []


def publish_due():
    """Publish the scheduled drafts whose time has come; return [(draft, what was wrong or an empty text)].

    May run any number of times, on several machines at once: they take turns, and each draft is taken by one. What
    cannot be published goes back to its author with the reason.
    """
    done = []
    for pk in list(Draft.objects.due().values_list("pk", flat=True)):
        with transaction.atomic():
            draft = _take(pk)
            if draft:
                done.append((draft, _publish_due(draft)))
    return done


def _take(pk):
    """Return a due draft that nobody else writes in meanwhile; None where another process has published it."""
    hold_content()
    return Draft.objects.due().filter(pk=pk).first()


def _publish_due(draft):
    user = draft.reviewer
    try:
        message = f"Published as scheduled: draft of {draft.role.title}"
        with transaction.atomic(), change(user, message, kind=ChangeKind.PUBLISH):
            _settle(draft, ACTIONS["publish"]._replace(done="Published as scheduled"), user, "")
    except (RefusedError, WholeError) as error:
        draft.refresh_from_db()
        draft.publish_at = None
        back = ACTIONS["send-back"]._replace(done="Not published as scheduled, sent back")
        _settle(draft, back, None, str(error))
        return str(error)
    return ""


def _held(draft):
    """Return a draft as it is, and lets nobody write in it, or in its role, until the step is taken."""
    hold_content()
    return Draft.objects.get(pk=draft.pk)


def _note(draft, user, action, comment=""):
    draft.steps.create(by=user, state=draft.state, action=action, comment=comment)
