"""The card of a role and the comparison of two, for other sites; and how programs find them (oEmbed)."""

from urllib.parse import urlsplit

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from careers.comparison.page import Comparison, load_roles
from roles.models import Role
from roles.role_page import load_role_page
from sources.parameters import whole_number
from sources.redirects import current_slugs, leads_on

from .card import Card
from .frames import HEIGHT, WIDTH, embeddable, snippet


@embeddable
@leads_on(Role)
def role(request, slug):
    return render(request, "embeds/role.html", {"card": Card(load_role_page(slug))})


@embeddable
def comparison(request, before, after):
    slugs = [before, after]
    roles = load_roles(slugs)
    if len(roles) < 2:
        current = current_slugs(Role, slugs)
        if len(current) == 2 and current != slugs:
            return redirect("embed-comparison", *current, permanent=True)
        raise Http404("A comparison in a frame is of two roles that readers may see.")
    return render(request, "embeds/comparison.html", {"comparison": Comparison([roles[slug] for slug in slugs])})


@require_safe
def oembed(request):
    """Tell what to show for the address of a page (https://oembed.com)."""
    if request.GET.get("format", "json") != "json":
        return _told({"error": "Only format=json is there."}, status=501)
    try:
        title, address = _embedded(request)
    except LookupError as error:
        return _told({"error": str(error)}, status=404)
    width, height = _at_most(request, "maxwidth", WIDTH), _at_most(request, "maxheight", HEIGHT)
    html = snippet(request.build_absolute_uri(address), title, width, height)
    told = {"type": "rich", "version": "1.0", "title": title, "html": html, "width": width, "height": height}
    site = {"provider_name": "Waymark", "provider_url": request.build_absolute_uri("/"), "cache_age": 86400}
    return _told(told | site)


def _at_most(request, name, most):
    given = whole_number(request.GET.get(name, ""))
    return most if given is None else min(given, most)


def _told(told, status=200):
    return JsonResponse(told, status=status, headers={"Access-Control-Allow-Origin": "*"})


def _embedded(request):
    """Return (title, address of what stands in the frame) for the page that is asked about; raises LookupError."""
    slugs = current_slugs(Role, _slugs(request.GET.get("url", ""), request.get_host()))
    titles = dict(Role.objects.published().filter(slug__in=slugs).order_by().values_list("slug", "title"))
    if not slugs or titles.keys() != set(slugs):
        raise LookupError("Give as url the address of a role, or of a comparison of two roles, on this site.")
    if len(slugs) == 1:
        return titles[slugs[0]], reverse("embed-role", args=slugs)
    return f"{titles[slugs[0]]} → {titles[slugs[1]]}", reverse("embed-comparison", args=slugs)


def _slugs(url, host):
    """Return the slugs of the roles that a page of this site is about; none for another page."""
    try:
        parts = urlsplit(url)
        found = resolve(parts.path) if parts.netloc.lower() == host.lower() else None
    except (ValueError, Resolver404):
        return []
    if found and found.view_name == "roles:role":
        return [found.kwargs["slug"]]
    is_pair = found and found.view_name == "comparison" and len(set(found.kwargs["slugs"])) == 2
    return found.kwargs["slugs"] if is_pair and len(found.kwargs["slugs"]) == 2 else []
