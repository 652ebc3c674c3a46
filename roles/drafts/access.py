"""Who may do what with roles and their drafts; every page and action of the admin asks here."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from roles.models import Draft, Role
from roles.models.draft import WRITABLE
from sources.history.versions import Subject
from sources.publication import Status

PUBLISH = "roles.publish_role"
WRITE = "roles.change_role"


def may_write(user):
    """Whether somebody writes drafts: an Author, a Reviewer, an Administrator."""
    return user.has_perm(WRITE)


def may_publish(user):
    """Whether somebody publishes roles: a Reviewer, an Administrator."""
    return user.has_perm(PUBLISH)


def may_publish_unseen(user):
    """Whether somebody may publish without anybody else having looked at it."""
    return may_publish(user) and (user.is_superuser or settings.REVIEWERS_MAY_APPROVE_THEIR_OWN)


def may_approve(user, draft):
    """Whether somebody may let readers see a draft; of their own, only where the setting says so."""
    return may_publish(user) and (settings.REVIEWERS_MAY_APPROVE_THEIR_OWN or not has_written(user, draft))


def has_written(user, draft):
    """Whether somebody has a hand in a draft, in whatever way they changed a row of it."""
    return draft.author_id == user.pk or draft.writers.filter(pk=user.pk).exists() or _has_changed(user, draft)


def _has_changed(user, draft):
    changes = Subject.of(draft.written).entries().filter(change__user=user, change__made_at__gte=draft.began_at)
    return draft.is_open and changes.exists()


def may_take_back(user, draft):
    """Whether somebody may stop a draft: who wrote in it, and who publishes."""
    return may_write(user) and (may_publish(user) or has_written(user, draft))


def may_change(user, role):
    """Whether somebody may change the rows of a role: a draft that is being written, or a page that readers see.

    The latter is for those who publish; a draft under review stays as the reviewer sees it.
    """
    if not may_write(user):
        return False
    if not is_unpublished(role):
        return may_publish(user)
    draft = open_draft(role)
    return draft.is_writable if draft else not role.is_copy


def roles_seen():
    """Return the ids of the roles that only those who publish change."""
    return set(Role.objects.exclude(status=Status.DRAFT).order_by().values_list("pk", flat=True))


def roles_under_review():
    """Return the ids of the roles and copies that nobody changes: they stay as the reviewer sees them."""
    waiting = _of_unpublished(Draft.objects.open().exclude(state__in=WRITABLE))
    return {copy or role for copy, role in waiting.order_by().values_list("copy", "role")}


def _of_unpublished(drafts):
    """Leave out drafts of new roles that somebody has published by hand since."""
    return drafts.filter(Q(copy__isnull=False) | Q(role__status=Status.DRAFT))


def is_unpublished(role):
    """Whether readers have never seen a role: a copy, or a draft of its own."""
    return role.status == Status.DRAFT


def open_draft(role):
    """Return the open Draft of a role, be it the role itself or the copy; None without. Asked once of each row."""
    if not hasattr(role, "found_draft"):
        role.found_draft = Draft.objects.open().filter(role=role.draft_of_id or role.pk).joined().first()
    return role.found_draft


def role_of(row):
    """Return the role on whose page a row stands; None of a row that stands on another."""
    if isinstance(row, Role):
        return row
    page = row._meta.get_field(row.natural_key_fields[0].partition("__")[0])
    return getattr(row, page.name) if page.related_model is Role else None


def note_writer(user, role):
    """Remember that somebody wrote in a draft, so that it is among theirs and they do not approve it themselves.

    Whatever writes rows of a role for an editor calls this, or `note_writer_of`: the admin's form, the grid, a file.
    """
    if is_unpublished(role) and (draft := open_draft(role)):
        _note(user, [draft])


def note_writer_of(user, roles):
    """Remember that somebody wrote in the drafts among some roles, given by their ids."""
    drafts = _of_unpublished(Draft.objects.open()).only("role", "copy")
    _note(user, [draft for draft in drafts if (draft.copy_id or draft.role_id) in roles])


def _note(user, drafts):
    for draft in drafts:
        draft.writers.add(user)
    Draft.objects.filter(pk__in=[draft.pk for draft in drafts]).update(changed_at=timezone.now())
