"""What lists are narrowed by, as querysets; what may be asked at all is settled before (`questions`)."""

from functools import reduce
from operator import and_

import django_filters
from django.db.models import Q

from roles.filters import RoleFilter, SlugsFilter
from roles.models import Duty, EducationRoute, ProgressionStep, RouteIntoRole
from roles.role_index import role_index
from skills.models import Skill
from sources.bitsets import numbers
from sources.models import Claim, Collection, Document
from sources.publication import Status
from sources.search.query import matching


class RolesFilter(RoleFilter):
    """As the list of roles on the site; who asks for a skill is in the index, what they inherit included."""

    level = django_filters.NumberFilter(method="at_least")

    def asking_for(self, roles, name, slugs):
        if not slugs:
            return roles
        index = role_index()
        least = self.data.get("level") or 0
        found = (index.skills.get(slug) for slug in slugs)
        asking = reduce(and_, ((skill.at_least(least) if least else skill.roles) if skill else 0 for skill in found))
        return roles.filter(pk__in=[index.roles[place].pk for place in numbers(asking)])

    def at_least(self, roles, name, level):
        """The level is that of the skills: nothing without one."""
        return roles


class SkillsFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="matching")
    collection = SlugsFilter(field_name="collection")
    kind = SlugsFilter(field_name="kind")
    area = SlugsFilter(method="of_area")
    broader = django_filters.CharFilter(method="part_of")

    class Meta:
        model = Skill
        fields: list[str] = []

    def matching(self, skills, name, text):
        return skills.filter(pk__in=matching(text, "skill", collections=()).keys)

    def of_area(self, skills, name, slugs):
        """Of one of these areas, or of one within it."""
        within = Q(area__slug__in=slugs) | Q(area__broader__slug__in=slugs) | Q(further_areas__area__slug__in=slugs)
        return skills.filter(within).distinct() if slugs else skills

    def part_of(self, skills, name, slug):
        return skills.filter(broader__slug=slug, broader__status=Status.PUBLISHED)


class DutiesFilter(django_filters.FilterSet):
    role = SlugsFilter(field_name="role__slug")
    collection = SlugsFilter(field_name="role__collection")
    responsibility = SlugsFilter(field_name="responsibility__slug")
    area = SlugsFilter(field_name="responsibility__area")

    class Meta:
        model = Duty
        fields: list[str] = []


class RoutesFilter(django_filters.FilterSet):
    kind = SlugsFilter(field_name="kind")
    role = django_filters.CharFilter(method="leading_into")

    class Meta:
        model = EducationRoute
        fields: list[str] = []

    def leading_into(self, routes, name, slug):
        ways = RouteIntoRole.objects.filter(role__slug=slug, role__status=Status.PUBLISHED)
        return routes.filter(pk__in=ways.values("route"))


class StepsFilter(django_filters.FilterSet):
    role = django_filters.CharFilter(method="from_or_to")
    origin = django_filters.CharFilter(field_name="origin__slug")
    target = django_filters.CharFilter(field_name="target__slug")
    kind = SlugsFilter(field_name="kind")
    collection = SlugsFilter(field_name="origin__collection")

    class Meta:
        model = ProgressionStep
        fields: list[str] = []

    def from_or_to(self, steps, name, slug):
        return steps.filter(Q(origin__slug=slug) | Q(target__slug=slug))


class DocumentsFilter(django_filters.FilterSet):
    kind = SlugsFilter(field_name="kind")
    collection = SlugsFilter(field_name="collection")

    class Meta:
        model = Document
        fields: list[str] = []


class ClaimsFilter(django_filters.FilterSet):
    document = SlugsFilter(field_name="document__slug")
    strength = SlugsFilter(field_name="strength")
    wording = SlugsFilter(field_name="wording")

    class Meta:
        model = Claim
        fields: list[str] = []


class NoFilter(django_filters.FilterSet):
    class Meta:
        model = Collection
        fields: list[str] = []
