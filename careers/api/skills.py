"""Skills as answers: in as many queries for a hundred as for one."""

from collections import defaultdict

from django.db.models import Q

from skills.models import LevelDescriptor, SkillAlias, SkillRelation
from sources.evidence import load_evidence

from . import values
from .questions import SkillInclude


def for_answers(skills):
    """Return skills with what every answer says of them."""
    return skills.select_related("area", "broader")


def skill_values(skills, include):
    """Return skills of `for_answers` as values, with what is to be included."""
    pks = {skill.pk for skill in skills}
    included = {name: _INCLUDES[name](pks) for name in SkillInclude if name in include}
    return [_own(skill) | {name.value: found[skill.pk] for name, found in included.items()} for skill in skills]


def _own(skill):
    return {
        "slug": skill.slug,
        "name": skill.name,
        "url": skill.get_absolute_url(),
        "api": values.api_address("skills", skill.slug),
        "status": skill.status,
        "collection": skill.collection_id,
        "kind": skill.kind,
        "area": values.named(skill.area.slug, skill.area.name),
        "broader": skill.broader.slug if skill.broader and skill.broader.is_published else None,
        "identifier": skill.identifier,
        "description": skill.description,
    }


def _aliases(pks):
    found = defaultdict(list)
    rows = SkillAlias.objects.filter(skill__in=pks, is_hidden=False).order_by("name")
    for skill, name in rows.values_list("skill_id", "name"):
        found[skill].append({"name": name})
    return found


def _levels(pks):
    found = defaultdict(list)
    rows = list(LevelDescriptor.objects.filter(skill__in=pks).order_by("level"))
    evidence = load_evidence(rows)
    for row in rows:
        found[row.skill_id].append(values.level(row.level) | {"text": row.text} | values.stated(row, evidence))
    return found


def _relations(pks):
    found = defaultdict(list)
    rows = SkillRelation.objects.published().filter(Q(origin__in=pks) | Q(target__in=pks))
    rows = list(rows.select_related("origin", "target").order_by("kind", "target__slug", "origin__slug"))
    evidence = load_evidence(rows)
    for row in rows:
        said = {"kind": row.kind} | values.stated(row, evidence)
        if row.origin_id in pks:
            found[row.origin_id].append(_relation(row.target, "outward", said))
        if row.target_id in pks:
            found[row.target_id].append(_relation(row.origin, "inward", said))
    return found


def _relation(skill, direction, said):
    return {"skill": values.named(skill.slug, skill.name), "direction": direction} | said


_INCLUDES = {SkillInclude.ALIASES: _aliases, SkillInclude.LEVELS: _levels, SkillInclude.RELATIONS: _relations}
