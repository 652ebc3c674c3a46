"""How a list of roles is narrowed."""

import django_filters
from django.db.models import Exists, Q

from .models import Role, Seniority, SkillRequirement

SENIORITIES = [(seniority.name.lower(), seniority.label) for seniority in Seniority]
KNOWLEDGE = [("described", "Described by the documents"), ("named", "Named only, beside another role")]
ORDERINGS = {"title": ["title"], "-skills": ["-skill_count", "title"]}
SORTINGS = [("", "By family and seniority"), ("title", "By title"), ("-skills", "Most skills first")]


class SlugsField(django_filters.fields.MultipleChoiceField):
    """Takes any slug: RoleList keeps those that exist, so that none is looked up again for each use of the filter."""

    def valid_value(self, value):
        return True


class SlugsFilter(django_filters.MultipleChoiceFilter):
    field_class = SlugsField


class RoleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="matching", max_length=100)
    family = SlugsFilter(method="of_family")
    seniority = django_filters.MultipleChoiceFilter(choices=SENIORITIES, method="of_seniority")
    knowledge = django_filters.MultipleChoiceFilter(choices=KNOWLEDGE, method="known_by")
    skill = SlugsFilter(method="asking_for")
    sort = django_filters.ChoiceFilter(choices=SORTINGS[1:], method="sorted_by", empty_label=None)

    class Meta:
        model = Role
        fields: list[str] = []

    def matching(self, roles, name, text):
        """Every word stands in the title, another title or the summary."""
        for word in text.split():
            found = Q(title__icontains=word) | Q(summary__icontains=word) | Q(aliases__name__icontains=word)
            roles = roles.filter(pk__in=Role.objects.filter(found).order_by().values("pk"))
        return roles

    def of_family(self, roles, name, slugs):
        return roles.filter(family__slug__in=slugs) if slugs else roles

    def of_seniority(self, roles, name, values):
        return roles.filter(seniority__in=[Seniority[value.upper()] for value in values]) if values else roles

    def known_by(self, roles, name, values):
        return roles.filter(known_only_by_relation__in=[value == "named" for value in values]) if values else roles

    def asking_for(self, roles, name, slugs):
        """All of these skills are asked for, by the role itself or by a broader one."""
        rows = SkillRequirement.objects.of_outer_role()
        return roles.filter(*(Exists(rows.filter(skill__slug=slug)) for slug in slugs))

    def sorted_by(self, roles, name, value):
        return roles.order_by(*ORDERINGS[value])
