"""What only frameworks say of a skill: its release and its areas; and its likes in other collections."""

from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q

from sources.evidence import Evidence
from sources.hierarchy import ancestors
from sources.models import Document

from .models import MATCHES, RelationKind, Skill, SkillArea

# What a match is called from its other end.
_INVERSE = {
    RelationKind.BROAD_MATCH: RelationKind.NARROW_MATCH,
    RelationKind.NARROW_MATCH: RelationKind.BROAD_MATCH,
}


class Match(NamedTuple):
    """A skill of another collection that an editor linked to a skill, and what the link rests on."""

    kind: RelationKind
    skill: Skill
    relation: Any
    evidence: Evidence
    # How many roles of its collection ask for it; None where it is not the same.
    role_count: int | None


def matches(outward, inward):
    """Return the Matches among relations, of [(relation, Evidence)] each; one query where some skill is the same."""
    found = [(RelationKind(row.kind), row.target, row, evidence) for row, evidence in outward if row.kind in MATCHES]
    found += [(_inverse(row.kind), row.origin, row, evidence) for row, evidence in inward if row.kind in MATCHES]
    same = [skill.pk for kind, skill, *_ in found if kind == RelationKind.EXACT]
    counts = {row.pk: row.role_count for row in Skill.objects.filter(pk__in=same).with_role_count()} if same else {}
    return [Match(kind, skill, row, evidence, counts.get(skill.pk)) for kind, skill, row, evidence in found]


def _inverse(kind):
    return _INVERSE.get(RelationKind(kind), RelationKind(kind))


def without_matches(relations):
    """Return those of [(relation, Evidence)] that stay within the collection."""
    return [(row, evidence) for row, evidence in relations if row.kind not in MATCHES]


class Framework:
    """The release that a skill of a framework was last found in, and where it stands there; two queries."""

    def __init__(self, skill):
        self.skill = skill
        self.releases = list(Document.objects.releases_of(skill.collection_id))
        self.release = next(release for release in self.releases if release.pk == skill.release_id)
        self._areas = list(
            SkillArea.objects.filter(Q(pk=skill.area_id) | Q(further_skills__skill=skill))
            .select_related("broader__broader__broader")
            .distinct()
        )

    @property
    def collection(self):
        return self.release.collection

    @property
    def newest(self):
        """The release that was taken in last."""
        return self.releases[0]

    @property
    def link(self):
        """The address of the skill at its framework; empty where it has none."""
        return self.skill.identifier if self.skill.identifier.startswith(("http://", "https://")) else ""

    @cached_property
    def areas(self):
        """The way to each area of the skill, from the top down; its own area first."""
        areas = sorted(self._areas, key=lambda area: (area.pk != self.skill.area_id, area.position, area.name))
        return [[*reversed(ancestors(area)), area] for area in areas]
