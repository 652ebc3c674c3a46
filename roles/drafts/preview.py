"""The page of a role as readers will see it once its draft is published."""

from roles.ladder import roles_on_ladder, rungs
from roles.models import ExperienceRange, Role
from roles.role_page import RolePage


def preview(draft):
    """Return the RolePage of a draft, standing where its role stands."""
    role = Role.objects.joined_for_page().get(pk=draft.written.pk)
    page = RolePage(role)
    # What leads to the role leads to the page that is there.
    role.slug = draft.role.slug
    page.ladder = _ladder(page, draft.role)
    page.sharing = [shared for shared in page.sharing if shared.slug != role.slug]
    return page


def _ladder(page, role):
    top = role if page.ladder_top.pk == page.role.pk else page.ladder_top
    ladder = [page.role if found.pk == role.pk else found for found in roles_on_ladder(top)]
    return rungs(ladder, ExperienceRange.objects.filter(role__in=ladder))
