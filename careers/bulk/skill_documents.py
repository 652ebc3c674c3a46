"""What is said of a skill, as a plain document; who asks for it is said of the roles."""

from django.db.models import Prefetch

from skills.models import LevelDescriptor, Skill, SkillInArea, SkillRelation
from sources.evidence import NOTHING, identity_of, load_evidence
from sources.publication import Status

from .said import cited, collected, in_order, level_said, said, way_down

BATCH = 500


def skill_documents(pks):
    """Return the documents of some skills that readers may see, in order of their slugs; seven queries for all."""
    skills = _load(pks)
    rows = [row for skill in skills for row in (*skill.descriptors.all(), *skill.relations.all())]
    evidence = load_evidence(rows)
    return [_document(skill, evidence) for skill in sorted(skills, key=lambda skill: skill.slug)]


def _load(pks):
    relations = SkillRelation.objects.filter(target__status=Status.PUBLISHED).select_related("target")
    return list(
        Skill.objects.filter(pk__in=pks)
        .order_by()
        .select_related("collection", "release", "broader", "area" + "__broader" * 4)
        .prefetch_related(
            "aliases",
            Prefetch("narrower", Skill.objects.published().only("slug", "broader_id")),
            Prefetch("descriptors", LevelDescriptor.objects.order_by("level")),
            Prefetch("relations", relations),
            Prefetch("further_areas", SkillInArea.objects.select_related("area" + "__broader" * 4)),
        )
    )


def _document(skill, evidence):
    parts = {
        "names": in_order(_names(skill, is_hidden=False), "name"),
        "hidden_names": in_order(_names(skill, is_hidden=True), "name"),
        "further_areas": in_order(map(_area, skill.further_areas.all()), "area"),
        "levels": [_descriptor(row, evidence) for row in skill.descriptors.all()],
        "relations": in_order((_relation(row, evidence) for row in skill.relations.all()), "relation", "target"),
    }
    return {"kind": "skill", "id": skill.slug} | _own(skill) | {name: rows for name, rows in parts.items() if rows}


def _own(skill):
    broader = skill.broader if skill.broader and skill.broader.is_published else None
    return said(
        address=skill.get_absolute_url(),
        name=skill.name,
        **collected(skill),
        skill_kind=skill.kind,
        area=skill.area.slug,
        area_name=way_down(skill.area),
        broader=broader and broader.slug,
        broader_name=broader and broader.name,
        narrower=sorted(row.slug for row in skill.narrower.all()),
        description=skill.description,
    )


def _names(skill, *, is_hidden):
    return (said(name=alias.name) for alias in skill.aliases.all() if alias.is_hidden == is_hidden)


def _area(row):
    return said(area=row.area.slug, area_name=way_down(row.area))


def _descriptor(row, evidence):
    rests_on = cited(row, evidence.get(identity_of(row), NOTHING))
    return said(**level_said(row.level), text=row.text, native_level=row.native_level, **rests_on)


def _relation(row, evidence):
    rests_on = cited(row, evidence.get(identity_of(row), NOTHING))
    return said(relation=row.kind, target=row.target.slug, target_name=row.target.name, **rests_on)
