"""The career map, and the ways between two roles."""

from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from roles.models import Role
from sources.linked_data import breadcrumbs

from .page import MapPage
from .way_page import WayPage


@require_safe
def career_map(request):
    ends = request.GET.get("from"), request.GET.get("to")
    if not all(ends):
        return render(request, "careers/map.html", {"page": MapPage(request.GET.get("family", "")), "unknown": []})
    try:
        return redirect("way", *ends)
    except NoReverseMatch:
        return _unknown(request, ends)


def _unknown(request, slugs):
    return render(request, "careers/map.html", {"page": MapPage(), "unknown": slugs}, status=404)


@require_safe
def way(request, start, goal):
    if start == goal:
        return redirect("map")
    published = Role.objects.published().filter(slug__in=[start, goal])
    roles = {role.slug: role for role in published.select_related("broader__broader")}
    if len(roles) < 2:
        return _unknown(request, [slug for slug in (start, goal) if slug not in roles])
    page = WayPage(roles[start], roles[goal])
    crumbs = [("Career map", reverse("map"))]
    title = f"{page.start.title} to {page.goal.title}"
    context = {"page": page, "crumbs": crumbs, "linked_data": [breadcrumbs(request, crumbs, title)]}
    return render(request, "careers/way.html", context)
