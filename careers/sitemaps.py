"""The pages that search engines should know."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from roles.models import EducationRoute, Role
from skills.models import Skill
from sources.models import Document


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


class Rows(Sitemap):
    """The pages of a queryset's rows."""

    def __init__(self, queryset):
        self.queryset = queryset

    def items(self):
        return self.queryset.all()


SITEMAPS = {
    "pages": Pages(),
    "roles": Rows(Role.objects.published()),
    "skills": Rows(Skill.objects.published()),
    "education": Rows(EducationRoute.objects.all()),
    "sources": Rows(Document.objects.all()),
}
