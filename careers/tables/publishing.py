"""What an editor may write of roles by a table: what they may write by hand."""

from roles.drafts import access
from roles.models import Role
from sources.publication import Status

SEEN = "You may not change published roles: ask a reviewer."
WAITING = "This role waits for its review: take its draft back first."
UNSEEN = "Somebody else reviews a role before it is published: leave it a draft."


class Rights:
    """What one editor may write; read once for a whole table."""

    def __init__(self, editor):
        self.editor = editor
        self.waiting = access.roles_under_review()
        self.may_publish = access.may_publish(editor)
        self.closed = self.waiting if self.may_publish else self.waiting | access.roles_seen()
        self.drafts = set()
        if not access.may_publish_unseen(editor):
            drafts = Role.objects.filter(status=Status.DRAFT).order_by()
            self.drafts = {None, *drafts.values_list("pk", flat=True)}

    def refusal(self, row):
        """Return why a row may not be written as it is now; empty if it may."""
        roles = roles_of(row)
        if roles and roles <= self.closed:
            return WAITING if roles & self.waiting else SEEN
        if isinstance(row, Role) and row.status != Status.DRAFT and row.pk in self.drafts:
            return UNSEEN if self.may_publish else SEEN
        return ""

    def note(self, rows):
        """Remember that the editor wrote these rows, so that they do not approve them themselves."""
        access.note_writer_of(self.editor, set().union(*map(roles_of, rows)))


def roles_of(row):
    """Return the ids of the roles on whose pages a row is written: a step may be written at both of its ends."""
    if isinstance(row, Role):
        return {row.pk} - {None}
    fields = {field.name: field for field in row._meta.concrete_fields if field.related_model is Role}
    own = [fields["role"]] if "role" in fields else fields.values()
    return {getattr(row, field.attname) for field in own} - {None}
