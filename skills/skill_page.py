"""What the page of one skill shows."""

from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from operator import attrgetter
from typing import Any

from sources.evidence import NOTHING, Evidence, identity_of, load_evidence
from sources.hierarchy import ancestors
from sources.models import Document

from .models import GlossaryTerm, LevelDescriptor, SkillRelation
from .settling import settled_level, settled_need


@dataclass(frozen=True)
class Ask:
    """That a role asks for the skill, itself or by what it inherits from a broader role.

    `broader` are the requirements of the roles broader than the one that states it, nearest first.
    """

    role: Any
    requirement: Any
    evidence: Evidence
    broader: tuple[Any, ...] = ()

    @property
    def is_inherited(self):
        return self.requirement.role_id != self.role.pk

    @cached_property
    def level(self):
        """The Level asked for; None: not stated."""
        return settled_level((self.requirement, *self.broader))

    @cached_property
    def need(self):
        """The need, which a member of a choice has only together with the others."""
        return None if self.requirement.choice else settled_need((self.requirement, *self.broader))


# The roles that inherit from one: its levels, and theirs.
_LEVELS = ("narrower", "narrower__narrower")


class SkillPage:
    """A skill, who asks for it, its relatives, and the evidence; at most fourteen queries."""

    def __init__(self, skill):
        self.skill = skill
        self.broader = ancestors(skill)
        relations = SkillRelation.objects.published()
        self._requirements = list(
            skill.requirements.published()
            .select_related("role__family", "role__broader__broader", "choice")
            .prefetch_related(*(f"role__{levels}__{rows}" for levels in _LEVELS for rows in ("family", "choices")))
        )
        outward = list(relations.filter(origin=skill).select_related("target"))
        inward = list(relations.filter(target=skill).select_related("origin"))
        descriptors = list(LevelDescriptor.objects.filter(skill=skill))
        self.terms = list(GlossaryTerm.objects.filter(skill=skill))
        self._evidence = load_evidence([*self._requirements, *outward, *inward, *descriptors, *self.terms])
        self.descriptors = [self._with_evidence(row) for row in descriptors]
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
            asks += [self._ask(role, row) for role in roles]
        return sorted(asks, key=lambda ask: _place(ask.role))

    def _ask(self, role, row):
        _, own = self._with_evidence(row)
        asking = {other.role_id: other for other in self._requirements}
        above = takewhile(attrgetter("is_published"), ancestors(row.role))
        broader = tuple(asking[other.pk] for other in above if other.pk in asking)
        return Ask(role, row, own if row.role_id == role.pk else NOTHING.with_broader(own), broader)

    @cached_property
    def document_count(self):
        """How many documents speak of the skill."""
        together = Evidence(tuple(reading for evidence in self._evidence.values() for reading in evidence.own))
        return together.own_count


def _inheriting(row, role, own, depth):
    """Yield the published levels below a role that inherit a requirement; a choice of theirs replaces its choice."""
    for level in role.narrower.all() if depth else ():
        replaces = row.choice and any(choice.slug == row.choice.slug for choice in level.choices.all())
        if level.is_published and level.pk not in own and not replaces:
            yield level
            yield from _inheriting(row, level, own, depth - 1)


def _place(role):
    return (role.family.position, role.seniority or 0, role.title)
