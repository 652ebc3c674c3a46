"""The pages that search engines should know."""

from functools import cached_property

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from roles.models import EducationRoute, ProgressionStep, Role
from skills.models import Skill
from sources.models import Document

from .comparison.addresses import comparison_address


class Pages(Sitemap):
    """The pages that are always there."""

    def items(self):
        return [
            "home",
            "roles:roles",
            "compare",
            "fit:start",
            "map",
            "skills:skills",
            "skills:glossary",
            "roles:routes",
            "sources:documents",
            "sources:changes",
            "data",
            "about-evidence",
            "job-check",
            "api",
        ]

    def location(self, item):
        return reverse(item)


class Comparisons(Sitemap):
    """The roles of each step, compared; other comparisons are left to readers."""

    def items(self):
        described = {"origin__known_only_by_relation": False, "target__known_only_by_relation": False}
        steps = ProgressionStep.objects.published().filter(**described).order_by("origin__slug", "target__slug")
        return steps.values_list("origin__slug", "target__slug")

    def location(self, item):
        return comparison_address(list(item))


class Rows(Sitemap):
    """The pages of a queryset's rows, of which there may be tens of thousands."""

    def __init__(self, view, queryset):
        self._rows = queryset
        self._view = view

    def items(self):
        return self._rows.values_list("slug", flat=True)

    @cached_property
    def _around(self):
        """What stands before and after the slug in an address; to work out each takes most of the time."""
        return reverse(self._view, args=["a-slug"]).split("a-slug")

    def location(self, item):
        return item.join(self._around)


SITEMAPS = {
    "pages": Pages(),
    "comparisons": Comparisons(),
    "roles": Rows("roles:role", Role.objects.published().order_by("collection", "slug")),
    "skills": Rows("skills:skill", Skill.objects.published().order_by("collection", "slug")),
    "education": Rows("roles:route", EducationRoute.objects.all()),
    "sources": Rows("sources:document", Document.objects.all()),
}
