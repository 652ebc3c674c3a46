"""What the page of one skill shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sources.evidence import NOTHING, Evidence, identity_of, load_evidence
from sources.hierarchy import ancestors
from sources.models import Document

from .levels import Level
from .models import GlossaryTerm, LevelDescriptor, SkillRelation


@dataclass(frozen=True)
class Ask:
    """That a role asks for the skill, itself or by what it inherits from a broader role."""

    role: Any
    requirement: Any
    evidence: Evidence

    @property
    def is_inherited(self):
        return self.requirement.role_id != self.role.pk

    @property
    def level(self):
        """The Level asked for, of the choice where the requirement leaves it to that; None: not stated."""
        level = self.requirement.level or (self.requirement.choice and self.requirement.choice.level)
        return Level(level) if level else None

    @property
    def need(self):
        return self.requirement.get_need_display() or self.requirement.choice.get_need_display()


# The roles that inherit from one: its levels, and theirs.
_LEVELS = ("narrower", "narrower__narrower")


class SkillPage:
    """A skill, who asks for it, its relatives, and the evidence; at most fifteen queries."""

    def __init__(self, skill):
        self.skill = skill
        self.broader = ancestors(skill)
        relations = SkillRelation.objects.published()
        self._requirements = list(
            skill.requirements.published()
            .select_related("role__family", "choice")
            .prefetch_related(*(f"role__{levels}__{rows}" for levels in _LEVELS for rows in ("family", "choices")))
        )
        outward = list(relations.filter(origin=skill).select_related("target"))
        inward = list(relations.filter(target=skill).select_related("origin"))
        self.descriptors = list(LevelDescriptor.objects.filter(skill=skill))
        self.terms = list(GlossaryTerm.objects.filter(skill=skill))
        self._evidence = load_evidence([*self._requirements, *outward, *inward, *self.descriptors, *self.terms])
        self.relations = [self._with_evidence(row) for row in outward]
        self.inverse_relations = [self._with_evidence(row) for row in inward]
        self.narrower = list(skill.narrower.published())
        self.documents = list(Document.objects.without_frameworks())

    def _with_evidence(self, row):
        return row, self._evidence.get(identity_of(row), NOTHING)

    @cached_property
    def asks(self):
        """Every role that asks for the skill, broader roles before their levels."""
        own = {row.role_id for row in self._requirements}
        asks = []
        for row in self._requirements:
            roles = [row.role, *_inheriting(row, row.role, own, len(_LEVELS))]
            asks += [Ask(role, *self._with_evidence(row)) for role in roles]
        return sorted(asks, key=lambda ask: _place(ask.role))

    @cached_property
    def document_count(self):
        """How many documents speak of the skill."""
        readings = (reading for evidence in self._evidence.values() for reading in evidence.own)
        return len({reading.document_id for reading in readings})


def _inheriting(row, role, own, depth):
    """Yield the published levels below a role that inherit a requirement; a choice of theirs replaces its choice."""
    for level in role.narrower.all() if depth else ():
        replaces = row.choice and any(choice.slug == row.choice.slug for choice in level.choices.all())
        if level.is_published and level.pk not in own and not replaces:
            yield level
            yield from _inheriting(row, level, own, depth - 1)


def _place(role):
    return (role.family.position, role.seniority or 0, role.title)
