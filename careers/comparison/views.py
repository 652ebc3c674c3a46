"""Comparing roles: choosing them, the page, and the same to take away."""

from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from roles.models import Role
from roles.statements import MOST_ROLES
from sources.linked_data import breadcrumbs
from sources.redirects import current_slugs, moved, moved_choices

from .addresses import choosing_address
from .choosing import Choosing
from .downloads import as_csv, as_markdown
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
    def found(request, slugs):
        different = list(dict.fromkeys(slugs))
        if len(different) < 2:
            return redirect(choosing_address(different))
        if different != slugs:
            query = request.META["QUERY_STRING"]
            address = reverse(request.resolver_match.url_name, args=[different])
            return redirect(f"{address}?{query}" if query else address)
        roles = load_roles(slugs) if len(slugs) <= MOST_ROLES else {}
        if len(roles) < len(slugs):
            return _lead_on(request, slugs)
        return view(request, Comparison([roles[slug] for slug in slugs]))

    return found


def _lead_on(request, slugs):
    """Answer where roles are unknown: lead to what old names have become, or offer others to choose."""
    current = current_slugs(Role, slugs)
    if current == slugs or len(load_roles(current[: MOST_ROLES + 1])) < len(current):
        return _choose(request, Choosing(request.GET, wanted=current), status=404)
    if len(current) < 2:
        return moved(request, choosing_address(current), query="")
    return moved(request, reverse(request.resolver_match.url_name, args=[current]))


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


@of_comparison
def comparison_csv(request, comparison):
    # The mark at the start tells spreadsheets the encoding.
    return _download("\ufeff" + as_csv(comparison), "text/csv", comparison, "csv")


@of_comparison
def comparison_markdown(request, comparison):
    address = request.build_absolute_uri(comparison.address)
    return _download(as_markdown(comparison, address), "text/markdown", comparison, "md")


def _download(text, content_type, comparison, ending):
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{"-and-".join(comparison.slugs)}.{ending}"'
    return response
