"""What the page of one skill shows."""

from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from operator import attrgetter
from typing import Any

from django.db.models import Case, When

from sources.evidence import NOTHING, Evidence, identity_of, load_evidence
from sources.hierarchy import ancestors
from sources.models import Document

from .framework import Framework, matches, without_matches
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


# A page shows so many of those that ask for a skill, and so many relatives of each sort.
MOST_ASKS = 30
MOST_RELATIVES = 30

# The roles that inherit from one: its levels, and theirs.
_LEVELS = ("narrower", "narrower__narrower")
_NARROWER = tuple(f"role__{levels}__{rows}" for levels in _LEVELS for rows in ("family", "choices"))
_BROADER = ("role__family", "role__broader__broader")
_NEEDS = ("essential", "desirable", "mentioned")


class SkillPage:
    """A skill, who asks for it, its relatives, and the evidence; at most eighteen queries.

    A skill of a framework takes two more, one that is the same as another collection's one more.
    """

    def __init__(self, skill):
        self.skill = skill
        self.broader = ancestors(skill)
        relations = SkillRelation.objects.published()
        self._load_asks()
        outward = list(relations.filter(origin=skill).select_related("target__collection")[: MOST_RELATIVES + 1])
        inward = list(relations.filter(target=skill).select_related("origin__collection")[: MOST_RELATIVES + 1])
        descriptors = list(LevelDescriptor.objects.filter(skill=skill))
        self.terms = list(GlossaryTerm.objects.filter(skill=skill))
        self._evidence = load_evidence([*self._requirements, *outward, *inward, *descriptors, *self.terms])
        self.descriptors = [self._with_evidence(row) for row in descriptors]
        self.are_relations_cut = max(len(outward), len(inward)) > MOST_RELATIVES
        outward, inward = ([self._with_evidence(row) for row in rows[:MOST_RELATIVES]] for rows in (outward, inward))
        self.relations, self.inverse_relations = without_matches(outward), without_matches(inward)
        self.matches = matches(outward, inward)
        # None: written here.
        self.framework = Framework(skill) if skill.is_imported else None
        narrower = list(skill.narrower.published()[: MOST_RELATIVES + 1])
        self.narrower = narrower[:MOST_RELATIVES]
        self.is_narrower_cut = len(narrower) > MOST_RELATIVES
        self.documents = list(Document.objects.without_frameworks())

    def _load_asks(self):
        """Load the requirements, or of very many those that need the skill most, with what these inherit."""
        rows = self.skill.requirements.published().filter(is_relevant=True)
        order = _most_needed_first(rows).values_list("role_id", flat=True)
        self._all_asking = list(order)
        rows = rows.select_related(*_BROADER, "choice")
        shown = rows.filter(role__in=self._all_asking[:MOST_ASKS]).prefetch_related(*_NARROWER)
        place = {role: number for number, role in enumerate(self._all_asking)}
        self._requirements = sorted(shown, key=lambda row: place[row.role_id])
        self._asking = {row.role_id: row for row in self._requirements}
        if self.are_asks_cut:
            above = {role.pk for row in self._requirements for role in ancestors(row.role)} - self._asking.keys()
            self._asking |= {row.role_id: row for row in rows.filter(role__in=above)}

    @property
    def asking_count(self):
        """How many roles ask for it by name."""
        return len(self._all_asking)

    @property
    def are_asks_cut(self):
        return self.asking_count > MOST_ASKS

    def _with_evidence(self, row):
        return row, self._evidence.get(identity_of(row), NOTHING)

    @cached_property
    def asks(self):
        """Every role that asks for the skill, broader roles before their levels; of very many the first."""
        own = set(self._all_asking)
        asks = []
        for row in self._requirements:
            roles = [row.role, *_inheriting(row, row.role, own, len(_LEVELS))]
            asks += [self._ask(role, row) for role in roles]
        return asks if self.are_asks_cut else sorted(asks, key=lambda ask: _place(ask.role))

    def _ask(self, role, row):
        _, own = self._with_evidence(row)
        above = takewhile(attrgetter("is_published"), ancestors(row.role))
        broader = tuple(self._asking[other.pk] for other in above if other.pk in self._asking)
        return Ask(role, row, own if row.role_id == role.pk else NOTHING.with_broader(own), broader)

    @cached_property
    def document_count(self):
        """How many documents speak of the skill."""
        together = Evidence(tuple(reading for evidence in self._evidence.values() for reading in evidence.own))
        return together.own_count


def _most_needed_first(rows):
    """Return requirements with those that need the skill most first, by our own scale and then by the framework's."""
    places = (When(need=need, then=place) for place, need in enumerate(_NEEDS))
    return rows.order_by(Case(*places, default=len(_NEEDS)), "-native_need", "role__title")


def _inheriting(row, role, own, depth):
    """Yield the published levels below a role that inherit a requirement; a choice of theirs replaces its choice."""
    for level in role.narrower.all() if depth else ():
        replaces = row.choice and any(choice.slug == row.choice.slug for choice in level.choices.all())
        if level.is_published and level.pk not in own and not replaces:
            yield level
            yield from _inheriting(row, level, own, depth - 1)


def _place(role):
    return (role.family.position, role.seniority or 0, role.title)
