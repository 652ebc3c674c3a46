"""The front page, the pages about the site, and what is shown when something is wrong."""

import sys
from itertools import pairwise

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from roles.ladder import roles_on_ladder, rungs
from roles.models import ExperienceRange, Role, RoleFamily, Seniority
from roles.role_index import role_index
from skills.models import Level
from sources.collection import OWN
from sources.linked_data import embed
from sources.models import Document
from sources.publication import Status

from .comparison.addresses import comparison_address
from .comparison.wording import way
from .databases.trouble import trouble_of, unavailable


@require_safe
def home(request):
    index = role_index()
    top = Role.objects.published().filter(collection=OWN, narrower__status=Status.PUBLISHED)
    top = top.order_by("family__position", "title").first()
    ladder = roles_on_ladder(top) if top else []
    experience = ExperienceRange.objects.filter(role__in=[role.pk for role in ladder])
    site = embed("WebSite", name="Waymark", url=request.build_absolute_uri("/"), potentialAction=_search(request))
    context = {
        "families": _families(index),
        "collections": _frameworks(index),
        "top": top,
        "rungs": rungs(reversed(ladder), experience),
        "comparisons": [
            (way(before.title, after.title), comparison_address([before.slug, after.slug]))
            for before, after in _neighbours(ladder)
        ],
        "skills": index.most_documented(12),
        "documents": Document.objects.without_frameworks().with_claim_count(),
        "linked_data": [site],
    }
    return render(request, "careers/home.html", context)


def _families(index):
    """Return [(family, how many roles it has)] of the site's own families at the top, without empty ones."""
    families = RoleFamily.objects.filter(collection__in=index.default_collections[:1], broader__isnull=True)
    counted = [(family, index.families.members[family.slug].bit_count()) for family in families]
    return [(family, count) for family, count in counted if count]


def _frameworks(index):
    """Return [(slug, name, how many roles)] of the collections beside the site's own."""
    others = ((slug, roles) for slug, roles in index.collections.items() if slug != OWN)
    return [(slug, index.collection_names[slug], roles.bit_count()) for slug, roles in others]


def _neighbours(ladder):
    """Return the pairs of roles that follow each other on a ladder from the top down; from the last level it forks."""
    levels = [role for role in reversed(ladder) if role.seniority < Seniority.BEYOND]
    beyond = [role for role in reversed(ladder) if role.seniority == Seniority.BEYOND]
    return [*pairwise(levels), *((levels[-1], role) for role in beyond if levels)]


def _search(request):
    # The braces stay as they are: whoever searches puts the words in their place.
    target = f"{request.build_absolute_uri(reverse('search'))}?q={{q}}"
    return {"@type": "SearchAction", "target": target, "query-input": "required name=q"}


@require_safe
def about_evidence(request):
    documents = Document.objects.without_frameworks().count()
    return render(
        request,
        "careers/about_evidence.html",
        {"levels": Level, "documents": documents},
    )


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/suggest/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def not_understood(request, exception=None):
    """What came is no request of this site: not even its host may be right, so the page names none."""
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"is_stale": False}, status=403)


def forged(request, reason=""):
    """A form came without the token of its page: the session has changed since the page was opened."""
    return render(request, "403.html", {"is_stale": True}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    # No query: whatever broke may break again.
    if trouble := trouble_of(sys.exc_info()[1]):
        return unavailable(request, trouble)
    return render(request, "500.html", status=500)
