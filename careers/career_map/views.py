"""The career map, and the ways between two roles."""

from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from roles.models import Role, RoleFamily
from sources.addresses import address
from sources.linked_data import breadcrumbs
from sources.redirects import current_slugs, moved, moved_choices

from .page import MapPage
from .way_page import WayPage


@require_safe
def career_map(request):
    ends = request.GET.get("from"), request.GET.get("to")
    if not all(ends):
        family, collection = request.GET.get("family", ""), request.GET.get("collection", "")
        page = MapPage(family, collection)
        if page.ignored and (answer := moved_choices(request, {"family": RoleFamily})):
            return answer
        return _map(request, page, is_narrowed=bool(family or collection))
    try:
        return redirect("way", *ends)
    except NoReverseMatch:
        return _unknown(request, ends)


def _map(request, page, status=200, **context):
    return render(
        request, "careers/map.html", {"page": page, "unknown": [], "is_narrowed": True} | context, status=status
    )


def _unknown(request, slugs):
    known = Role.objects.published().filter(slug__in=[slug for slug in slugs if slug.isprintable()])
    unknown = set(slugs) - set(known.values_list("slug", flat=True))
    return _map(request, MapPage(), status=404, unknown=[slug for slug in slugs if slug in unknown])


def _lead_on(request, ends):
    """Answer where roles are unknown: lead to what old names have become, or show the whole map."""
    current = current_slugs(Role, ends)
    if current == ends or Role.objects.published().filter(slug__in=current).count() < len(current):
        return _unknown(request, ends)
    return moved(request, reverse("way", args=current) if len(current) == 2 else reverse("map"))


@require_safe
def way(request, start, goal):
    if start == goal:
        return redirect("map")
    roles = {role.slug: role for role in Role.objects.published().filter(slug__in=[start, goal])}
    if len(roles) < 2:
        return _lead_on(request, [start, goal])
    page = WayPage(roles[start], roles[goal])
    crumbs = [("Career map", address("map"))]
    title = f"{page.start.title} to {page.goal.title}"
    context = {"page": page, "crumbs": crumbs, "linked_data": [breadcrumbs(request, crumbs, title)]}
    return render(request, "careers/way.html", context)
