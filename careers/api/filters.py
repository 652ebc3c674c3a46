"""What lists are narrowed by, as querysets; what may be asked at all is settled before (`questions`)."""

from functools import reduce
from operator import and_, or_

import django_filters
from django.db.models import Q

from roles.filters import RoleFilter, SlugsFilter
from roles.models import Duty, EducationRoute, ProgressionStep, Role, RoleFamily, RouteIntoRole
from roles.role_index import role_index
from skills.models import Skill, SkillArea
from sources.bitsets import numbers
from sources.models import Claim, Collection, Document
from sources.old_addresses import successors
from sources.publication import Status
from sources.search.query import matching


def now(model, slugs):
    """Return slugs with old ones as they are now: in one query where none is old, in two else."""
    leading = successors(model, slugs)
    return [leading[slug].slug if slug in leading else slug for slug in slugs]


class WordsFilter(django_filters.CharFilter):
    """Every word of a text stands somewhere in these columns, in capital letters or small."""

    def __init__(self, *columns):
        super().__init__()
        self.columns = columns

    def filter(self, rows, text):
        for word in text.split():
            rows = rows.filter(reduce(or_, (Q(**{f"{column}__icontains": word}) for column in self.columns)))
        return rows


class ListFilter(django_filters.FilterSet):
    """Takes old slugs for new. slugs_of: {parameter: the model whose slugs it takes}."""

    slugs_of: dict[str, type] = {}

    def __init__(self, data, **more):
        super().__init__(data | {name: self._now(name, data[name]) for name in self.slugs_of if name in data}, **more)

    def _now(self, name, given):
        if isinstance(given, str):
            return now(self.slugs_of[name], [given])[0]
        return now(self.slugs_of[name], given)


class RolesFilter(ListFilter, RoleFilter):
    """As the list of roles on the site; who asks for a skill is in the index, what they inherit included."""

    slugs_of = {"family": RoleFamily, "education": EducationRoute}
    level = django_filters.NumberFilter(method="at_least")

    def asking_for(self, roles, name, slugs):
        if not slugs:
            return roles
        index = role_index()
        if not all(slug in index.skills for slug in slugs):
            slugs = now(Skill, slugs)
        least = self.data.get("level") or 0
        found = (index.skills.get(slug) for slug in slugs)
        asking = reduce(and_, ((skill.at_least(least) if least else skill.roles) if skill else 0 for skill in found))
        return roles.filter(pk__in=[index.roles[place].pk for place in numbers(asking)])

    def at_least(self, roles, name, level):
        """The level is that of the skills: `asking_for` reads it."""
        return roles


class SkillsFilter(ListFilter):
    slugs_of = {"area": SkillArea, "broader": Skill}
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


class DutiesFilter(ListFilter):
    slugs_of = {"role": Role}
    q = WordsFilter("responsibility__title", "details")
    role = SlugsFilter(field_name="role__slug")
    collection = SlugsFilter(field_name="role__collection")
    responsibility = SlugsFilter(field_name="responsibility__slug")
    area = SlugsFilter(field_name="responsibility__area")

    class Meta:
        model = Duty
        fields: list[str] = []


class RoutesFilter(ListFilter):
    slugs_of = {"role": Role}
    q = WordsFilter("name", "summary", "covers")
    kind = SlugsFilter(field_name="kind")
    role = django_filters.CharFilter(method="leading_into")

    class Meta:
        model = EducationRoute
        fields: list[str] = []

    def leading_into(self, routes, name, slug):
        ways = RouteIntoRole.objects.filter(role__slug=slug, role__status=Status.PUBLISHED)
        return routes.filter(pk__in=ways.values("route"))


class StepsFilter(ListFilter):
    slugs_of = {"role": Role, "origin": Role, "target": Role}
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


class DocumentsFilter(ListFilter):
    q = WordsFilter("title", "summary")
    kind = SlugsFilter(field_name="kind")
    collection = SlugsFilter(field_name="collection")

    class Meta:
        model = Document
        fields: list[str] = []


class ClaimsFilter(ListFilter):
    slugs_of = {"document": Document}
    q = WordsFilter("statement", "subject")
    document = SlugsFilter(field_name="document__slug")
    strength = SlugsFilter(field_name="strength")
    wording = SlugsFilter(field_name="wording")

    class Meta:
        model = Claim
        fields: list[str] = []


class NoFilter(ListFilter):
    class Meta:
        model = Collection
        fields: list[str] = []
