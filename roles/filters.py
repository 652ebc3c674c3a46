"""How roles are narrowed, as querysets.

Where roles are chosen to compare, these narrow what is offered. The list of roles takes the same parameters and answers
from its index (`roles.role_index`); tests hold the two to the same answers.
"""

from functools import reduce
from operator import or_

import django_filters
from django.db.models import Exists, Q

from sources.search.query import matching

from .models import Role, RouteIntoRole, Seniority, SkillRequirement
from .models.role import of_outer_role

SENIORITIES = [(seniority.name.lower(), seniority.label) for seniority in Seniority]
KNOWLEDGE = [("described", "Described by the documents"), ("named", "Named only, beside another role")]
SORTINGS = [("", "By family and seniority"), ("title", "By title"), ("-skills", "Most skills first")]


class SlugsField(django_filters.fields.MultipleChoiceField):
    """Takes any slug: what does not exist narrows to nothing."""

    def valid_value(self, value):
        return True


class SlugsFilter(django_filters.MultipleChoiceFilter):
    field_class = SlugsField


class RoleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="matching", max_length=100)
    collection = SlugsFilter(method="of_collection")
    family = SlugsFilter(method="of_family")
    seniority = django_filters.MultipleChoiceFilter(choices=SENIORITIES, method="of_seniority")
    knowledge = django_filters.MultipleChoiceFilter(choices=KNOWLEDGE, method="known_by")
    skill = SlugsFilter(method="asking_for")
    education = SlugsFilter(method="reached_by")

    class Meta:
        model = Role
        fields: list[str] = []

    def matching(self, roles, name, text):
        """Those that the search finds by their titles or the summary, its forgiveness included."""
        return roles.filter(pk__in=matching(text, "role", collections=()).keys)

    def of_collection(self, roles, name, slugs):
        return roles.filter(collection__in=slugs) if slugs else roles

    def of_family(self, roles, name, slugs):
        """Of one of these families, or of one three steps within it."""
        within = ["family", "family__broader", "family__broader__broader", "family__broader__broader__broader"]
        conditions = (Q(**{f"{path}__slug__in": slugs}) for path in within)
        return roles.filter(reduce(or_, conditions)) if slugs else roles

    def of_seniority(self, roles, name, values):
        return roles.filter(seniority__in=[Seniority[value.upper()] for value in values]) if values else roles

    def known_by(self, roles, name, values):
        return roles.filter(known_only_by_relation__in=[value == "named" for value in values]) if values else roles

    def asking_for(self, roles, name, slugs):
        """All of these skills are asked for, by the role itself or by a broader one."""
        rows = SkillRequirement.objects.of_outer_role()
        return roles.filter(*(Exists(rows.filter(skill__slug=slug)) for slug in slugs))

    def reached_by(self, roles, name, slugs):
        """One of these routes leads into the role itself or into a broader one."""
        own, near, far = of_outer_role()
        routes = RouteIntoRole.objects.filter(own | near | far, route__slug__in=slugs)
        return roles.filter(Exists(routes)) if slugs else roles
