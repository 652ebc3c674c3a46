"""How a list of roles is narrowed."""

import django_filters
from django.db.models import Exists, OuterRef, Q

from skills.models import Skill

from .models import Role, RoleFamily, Seniority, SkillRequirement

SENIORITIES = [(seniority.name.lower(), seniority.label) for seniority in Seniority]
KNOWLEDGE = [("described", "Described by the documents"), ("named", "Named only, beside another role")]
ORDERINGS = {"title": ["title"], "-skills": ["-skill_count", "title"]}
SORTINGS = [("", "By family and seniority"), ("title", "By title"), ("-skills", "Most skills first")]


class RoleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="matching", max_length=100)
    family = django_filters.ModelMultipleChoiceFilter(
        field_name="family__slug", queryset=RoleFamily.objects.all(), to_field_name="slug"
    )
    seniority = django_filters.MultipleChoiceFilter(choices=SENIORITIES, method="of_seniority")
    knowledge = django_filters.MultipleChoiceFilter(choices=KNOWLEDGE, method="known_by")
    skill = django_filters.ModelMultipleChoiceFilter(
        queryset=Skill.objects.published(), to_field_name="slug", method="asking_for"
    )
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

    def of_seniority(self, roles, name, values):
        return roles.filter(seniority__in=[Seniority[value.upper()] for value in values]) if values else roles

    def known_by(self, roles, name, values):
        return roles.filter(known_only_by_relation__in=[value == "named" for value in values]) if values else roles

    def asking_for(self, roles, name, skills):
        """All of these skills are asked for, by the role itself or by a broader one."""
        for skill in skills:
            roles = roles.filter(asks_for(skill))
        return roles

    def sorted_by(self, roles, name, value):
        return roles.order_by(*ORDERINGS[value])


def asks_for(skill):
    """Return the condition that a role asks for a skill, inherited or not."""
    rows = SkillRequirement.objects.filter(skill=skill)
    return (
        Exists(rows.filter(role=OuterRef("pk")))
        | Exists(rows.filter(role=OuterRef("broader")))
        | Exists(rows.filter(role=OuterRef("broader__broader")))
    )
