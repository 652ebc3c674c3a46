"""The page of what a draft changes, for editors only."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careers.comparison.page import Comparison
from roles.admin.drafts import hidden
from roles.drafts.access import may_publish, may_write
from roles.drafts.review import changed_since, changes_of
from roles.models import Draft, DraftState, Role
from roles.whole.words import told

NOW, DRAFTED = "As it is", "As drafted"


@require_safe
def changes(request, pk):
    """Wrapped by the admin's own door (careers.urls)."""
    if not (may_write(request.user) or may_publish(request.user)):
        raise PermissionDenied
    draft = get_object_or_404(Draft.objects.joined().exclude(copy=None), pk=pk)
    context = {
        "draft": draft,
        "title": draft.role.title,
        "comparison": compared(draft),
        "changes": told(changes_of(draft)),
        "changed_since": told(changed_since(draft)),
        "is_waiting": draft.state in (DraftState.SUBMITTED, DraftState.SCHEDULED),
    }
    return hidden(render(request, "careers/draft_changes.html", context))


def compared(draft):
    """Return the Comparison of a role as it is with its draft."""
    roles = Role.objects.joined_for_page().in_bulk([draft.role_id, draft.copy_id])
    before, after = roles[draft.role_id], roles[draft.copy_id]
    # Both may have the same title, and neither is another role.
    before.title, after.title = NOW, DRAFTED
    return Comparison([before, after], is_one_role=True)
