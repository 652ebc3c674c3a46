"""The pages that search engines should know."""

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
            "map",
            "skills:skills",
            "skills:glossary",
            "roles:routes",
            "sources:documents",
            "about-evidence",
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
    """The pages of a queryset's rows."""

    def __init__(self, queryset):
        self.queryset = queryset

    def items(self):
        return self.queryset.all()


SITEMAPS = {
    "pages": Pages(),
    "comparisons": Comparisons(),
    "roles": Rows(Role.objects.published()),
    "skills": Rows(Skill.objects.published()),
    "education": Rows(EducationRoute.objects.all()),
    "sources": Rows(Document.objects.all()),
}
