"""Comparing roles: choosing them, and the page."""

from functools import wraps

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from roles.models import Role
from roles.statements import MOST_ROLES
from sources.linked_data import breadcrumbs
from sources.redirects import current_slugs, moved, moved_choices

from .addresses import choosing_address
from .choosing import Choosing
from .page import Comparison, load_roles


@require_safe
def compare(request):
    choosing = Choosing(request.GET)
    if choosing.unknown and (answer := moved_choices(request, {"role": Role})):
        return answer
    return _choose(request, choosing)


def _choose(request, choosing, status=200):
    context = {"choosing": choosing, "most": MOST_ROLES}
    response = render(request, "careers/compare.html", context, status=status)
    response["Vary"] = "HX-Request"
    return response


def of_comparison(view):
    """Give a view of the address of a comparison its Comparison, or the reader what helps on where there is none."""

    @require_safe
    @wraps(view)
    def found(request, slugs, **form):
        different = list(dict.fromkeys(slugs))
        if len(different) < 2:
            return redirect(choosing_address(different))
        if different != slugs:
            query = request.META["QUERY_STRING"]
            address = _same_view(request, different)
            return redirect(f"{address}?{query}" if query else address)
        roles = load_roles(slugs) if len(slugs) <= MOST_ROLES else {}
        if len(roles) < len(slugs):
            return _lead_on(request, slugs)
        return view(request, Comparison([roles[slug] for slug in slugs]), **form)

    return found


def _lead_on(request, slugs):
    """Answer where roles are unknown: lead to what old names have become, or offer others to choose."""
    current = current_slugs(Role, slugs)
    if current == slugs or len(load_roles(current[: MOST_ROLES + 1])) < len(current):
        return _choose(request, Choosing(request.GET, wanted=current), status=404)
    if len(current) < 2:
        return moved(request, choosing_address(current), query="")
    return moved(request, _same_view(request, current))


def _same_view(request, slugs):
    """Return the address of the same view for other roles."""
    match = request.resolver_match
    return reverse(match.view_name, kwargs=match.kwargs | {"slugs": slugs})


@of_comparison
def comparison(request, comparison):
    crumbs = [("Compare", choosing_address([]))]
    return render(
        request,
        "careers/comparison.html",
        {
            "comparison": comparison,
            "only_differences": request.GET.get("show") == "differences",
            "crumbs": crumbs,
            "linked_data": [breadcrumbs(request, crumbs, comparison.title)],
        },
    )
