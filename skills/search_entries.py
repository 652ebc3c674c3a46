"""What of this room can be found."""

from django.db.models import Count, Q

from sources.addresses import address
from sources.search.kinds import Found, Kind, other_names, register
from sources.watching import watch

from .models import GlossaryTerm, Skill, SkillAlias


def register_kinds():
    watch(Skill, "skill")
    watch(SkillAlias, "skill", "skill_id")
    watch(GlossaryTerm, "term")
    register(
        Kind(
            name="skill",
            label="Skills",
            number=2,
            read=_skills,
            keys=lambda: Skill.objects.order_by().values_list("pk", flat=True),
            address=lambda slug: address("skills:skill", slug),
        ),
        Kind(
            name="term",
            label="Glossary",
            number=6,
            read=_terms,
            keys=lambda: GlossaryTerm.objects.order_by().values_list("pk", flat=True),
            address=GlossaryTerm.address,
        ),
    )


def _skills(keys):
    """A skill weighs as much as there are roles that ask for it."""
    aliases = SkillAlias.objects.filter(skill__in=keys).order_by("pk")
    names = other_names(aliases.values_list("skill", "name", "is_hidden"))
    asking = Count("requirements", filter=Q(requirements__role__draft_of=None))
    rows = Skill.objects.published().filter(pk__in=keys).order_by()
    for pk, name, slug, collection, text, weight in rows.annotate(weight=asking).values_list(
        "pk", "name", "slug", "collection", "description", "weight"
    ):
        yield Found(pk, name, slug, collection, weight, names[pk], text)


def _terms(keys):
    rows = GlossaryTerm.objects.filter(pk__in=keys).order_by()
    for pk, term, slug, definition in rows.values_list("pk", "term", "slug", "definition"):
        yield Found(pk, term, slug, text=definition)
