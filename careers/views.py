"""The front page, the pages about the site, and what is shown when something is wrong."""

from itertools import pairwise

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from roles.ladder import roles_on_ladder, rungs
from roles.models import ExperienceRange, Role, RoleFamily, Seniority
from skills.models import Level, Skill
from sources.linked_data import embed
from sources.models import Document

from .comparison.addresses import comparison_address
from .comparison.wording import way


@require_safe
def home(request):
    published = Q(roles__status="published")
    families = RoleFamily.objects.annotate(role_count=Count("roles", filter=published)).order_by("position")
    top = Role.objects.published().filter(narrower__status="published").order_by("family__position", "title").first()
    ladder = roles_on_ladder(top) if top else []
    experience = ExperienceRange.objects.filter(role__in=[role.pk for role in ladder])
    site = embed("WebSite", name="Waymark", url=request.build_absolute_uri("/"), potentialAction=_search(request))
    context = {
        "families": families.filter(role_count__gt=0),
        "top": top,
        "rungs": rungs(reversed(ladder), experience),
        "comparisons": [
            (way(before.title, after.title), comparison_address([before.slug, after.slug]))
            for before, after in _neighbours(ladder)
        ],
        "skills": Skill.objects.with_document_count()[:12],
        "documents": Document.objects.annotate(claim_count=Count("claims")).order_by("position", "slug"),
        "linked_data": [site],
    }
    return render(request, "careers/home.html", context)


def _neighbours(ladder):
    """Return the pairs of roles that follow each other on a ladder from the top down; from the last level it forks."""
    levels = [role for role in reversed(ladder) if role.seniority < Seniority.BEYOND]
    beyond = [role for role in reversed(ladder) if role.seniority == Seniority.BEYOND]
    return [*pairwise(levels), *((levels[-1], role) for role in beyond if levels)]


def _search(request):
    # The braces stay as they are: whoever searches puts the words in their place.
    target = f"{request.build_absolute_uri(reverse('roles:roles'))}?q={{q}}"
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
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def forbidden(request, exception=None):
    return render(request, "403.html", {"is_stale": False}, status=403)


def forged(request, reason=""):
    """A form came without the token of its page: the session has changed since the page was opened."""
    return render(request, "403.html", {"is_stale": True}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    # No query: whatever broke may break again.
    return render(request, "500.html", status=500)
