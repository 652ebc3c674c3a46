"""The doors to the grid: from a role, from a family, from the list of roles."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from roles.grid.choosing import address_of, ladders, load_family
from roles.grid.sheet import MOST_ROLES
from roles.grid.views import grid
from roles.models import RoleFamily

GRID = "admin:roles_role_grid"


class RoleGridMixin:
    """Roles whose skills are edited in a grid."""

    def get_urls(self):
        return [path("grid/", self.admin_site.admin_view(self.grid), name="roles_role_grid"), *super().get_urls()]

    def grid(self, request):
        return grid(self, request)

    @admin.action(description=f"Edit skills in a grid (up to {MOST_ROLES} roles)", permissions=["view"])
    def edit_in_grid(self, request, queryset):
        chosen = queryset.order_by().values_list("pk", flat=True)[: MOST_ROLES + 1]
        return HttpResponseRedirect(f"{reverse(GRID)}?{'&'.join(f'role={pk}' for pk in chosen)}")


class FamilyGridMixin:
    """Families whose roles are edited side by side."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.grid)
        return [path("<int:pk>/grid/", view, name="roles_rolefamily_grid"), *super().get_urls()]

    def grid(self, request, pk):
        """Lead to the grid of a family's roles; where there are too many, let an editor choose."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        family = get_object_or_404(RoleFamily, pk=pk)
        roles = load_family(family)
        if 0 < len(roles) <= MOST_ROLES:
            return HttpResponseRedirect(address_of(reverse(GRID), roles))
        context = self.admin_site.each_context(request) | {
            "title": f"Which roles of {family}?",
            "opts": self.opts,
            "family": family,
            "ladders": [(address_of(reverse(GRID), found), found) for found in ladders(roles)],
            "most": MOST_ROLES,
        }
        return TemplateResponse(request, "admin/roles/rolefamily/grid.html", context)
