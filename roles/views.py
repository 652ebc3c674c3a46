"""The pages of roles and of the ways into them."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from skills.models import Skill
from sources.addresses import address
from sources.linked_data import breadcrumbs
from sources.redirects import leads_on, moved_choices

from .linked_data import occupation
from .models import EducationRoute, Role, RoleFamily
from .role_list import RoleList
from .role_page import load_role_page
from .route_page import RoutePage

# What the list of roles is narrowed by, where that has a name of its own.
NAMED_IN_LIST = {"family": RoleFamily, "skill": Skill, "education": EducationRoute}


@require_safe
def role_list(request):
    roles = RoleList(request.GET)
    if roles.ignored and (moved := moved_choices(request, NAMED_IN_LIST)):
        return moved
    template = "roles/_role_results.html" if request.htmx else "roles/role_list.html"
    response = render(request, template, {"roles": roles})
    response["Vary"] = "HX-Request"
    return response


@require_safe
@leads_on(Role)
def role(request, slug):
    page = load_role_page(slug)
    families = page.framework.families if page.framework else [page.role.family]
    crumbs = [("Roles", address("roles:roles")), *((family.name, family.get_absolute_url()) for family in families)]
    return render(
        request,
        "roles/framework_role.html" if page.framework else "roles/role.html",
        {
            "page": page,
            "role": page.role,
            "of": page.role.document_count,
            "crumbs": crumbs,
            "linked_data": [occupation(request, page), breadcrumbs(request, crumbs, page.role.title)],
        },
    )


@require_safe
def route_list(request):
    by_kind = groupby(EducationRoute.objects.with_role_count(), EducationRoute.get_kind_display)
    return render(request, "roles/route_list.html", {"kinds": [(kind, list(routes)) for kind, routes in by_kind]})


@require_safe
@leads_on(EducationRoute)
def route(request, slug):
    page = RoutePage(get_object_or_404(EducationRoute, slug=slug))
    crumbs = [("Education", address("roles:routes"))]
    return render(
        request,
        "roles/route.html",
        {
            "page": page,
            "of": len(page.documents),
            "route": page.route,
            "crumbs": crumbs,
            "linked_data": [breadcrumbs(request, crumbs, page.route.name)],
        },
    )
