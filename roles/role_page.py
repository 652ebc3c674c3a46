"""What the page of one role shows, loaded in a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property

from sources.evidence import NOTHING, identity_of, load_evidence
from sources.fixed_query import FixedQuery
from sources.publication import Status

from .framework import Framework
from .ladder import roles_on_ladder, rungs
from .models import (
    Benefit,
    EmploymentTerm,
    HiringNote,
    PayFactor,
    ProgressionStep,
    Question,
    Role,
    RoleAlias,
    Trend,
    WorkingRelationKind,
)
from .profile import Line, by_area, by_duty_area, count_needs, group
from .role_profile import RoleProfile, published_chain
from .sharing import roles_that_share
from .statements import load_statements


@dataclass(frozen=True)
class WorkingLife:
    """What goes with a role beside its work, as lines of the page; relations by kind."""

    relations: list
    terms: list
    pay: list
    factors: list
    benefits: list
    hiring: list
    trends: list

    @property
    def is_told(self):
        return any(vars(self).values())


class RolePage:
    """A role of `Role.objects.for_page()` with all that is stated of it and of its broader roles, and the evidence.

    Making it takes eleven queries, whatever is on the page, and for a role of a framework fifteen; nothing else
    queries.
    """

    def __init__(self, role):
        self.role = role
        self.chain = published_chain(role)
        self._steps = _load_steps(role)
        self.ladder_top = _ladder_top(self.chain, self._steps)
        stated = load_statements(self.chain, self.ladder_top)
        self.ladder = rungs(roles_on_ladder(self.ladder_top), stated.experience)
        self._relations_to_it = _relations_to(role, stated.relations)
        self._stated = stated.of(self.chain)
        self.evidence = load_evidence(self._rows())
        self.profile = RoleProfile(role, self._stated, self.evidence)
        # None: written here.
        self.framework = Framework(self.profile) if role.is_imported else None
        self.sharing = roles_that_share(self.profile)

    def _rows(self):
        """Every statement on the page; what the others on its ladder rest on stands on their own pages."""
        yield self.role
        yield from self._stated.choices
        yield from self._relations_to_it
        yield from self._steps
        for rows in self._stated:
            yield from rows

    @property
    def changed_on(self):
        """The day on which the role last changed so that it means something to readers; None if it never did."""
        changed_at = getattr(self.role, "changed_at", None)
        return changed_at and timezone.localdate(changed_at)

    @property
    def general(self):
        return self.profile.general

    @property
    def pay(self):
        return self.profile.pay

    @cached_property
    def summary_evidence(self):
        return self.evidence.get(identity_of(self.role), NOTHING)

    @cached_property
    def skill_groups(self):
        return self.framework.skill_groups if self.framework else by_area(self.profile.asks)

    @cached_property
    def need_counts(self):
        """How strongly its own lines ask, by what is said of this very role: [(Need, count)]."""
        return count_needs([line for line in self.profile.asks if not line.inherited_from])

    @cached_property
    def inherited_count(self):
        """How many lines of what is asked are inherited."""
        return sum(line.inherited_from is not None for line in self.profile.asks)

    @cached_property
    def duty_groups(self):
        return self.framework.duty_groups if self.framework else by_duty_area(self.profile.duties)

    @cached_property
    def day(self):
        """The role's own duties that are part of a typical day."""
        return [duty for duty in self._stated.duties if duty.is_daily and duty.role_id == self.role.pk]

    @cached_property
    def routes(self):
        return group("", self.profile.routes)

    @cached_property
    def experience(self):
        return group("", self.profile.experience)

    @cached_property
    def years(self):
        """Years of experience at a glance: the role's own, or else what it inherits."""
        found = self.experience.own or self.experience.inherited
        return [line for line in found if line.statement.years]

    @cached_property
    def reports_to(self):
        return [line for line in self.profile.relations if line.statement.kind == WorkingRelationKind.REPORTS_TO]

    @cached_property
    def named_by(self):
        return [Line(row, self.evidence.get(identity_of(row), NOTHING)) for row in self._relations_to_it]

    @cached_property
    def aliases(self):
        """Other titles of this very role."""
        return group("", self.profile.remarks[RoleAlias]).own

    @cached_property
    def questions(self):
        return group("", self.profile.remarks[Question])

    @cached_property
    def own_life(self):
        return self._working_life(lambda line: not line.inherited_from)

    @cached_property
    def general_life(self):
        return self._working_life(lambda line: line.inherited_from)

    def _working_life(self, is_wanted):
        relations = list(filter(is_wanted, self.profile.relations))
        kinds = ((kind, [line for line in relations if line.statement.kind == kind]) for kind in WorkingRelationKind)
        remarks = {model: list(filter(is_wanted, lines)) for model, lines in self.profile.remarks.items()}
        return WorkingLife(
            relations=[(kind.label, lines) for kind, lines in kinds if lines],
            terms=remarks[EmploymentTerm],
            pay=list(filter(is_wanted, self.profile.pay)),
            factors=remarks[PayFactor],
            benefits=remarks[Benefit],
            hiring=remarks[HiringNote],
            trends=remarks[Trend],
        )

    @cached_property
    def exits(self):
        return [self._step(step) for step in self._steps if step.origin_id == self.role.pk]

    @cached_property
    def entries(self):
        return [self._step(step) for step in self._steps if step.target_id == self.role.pk]

    def _step(self, step):
        return Line(step, self.evidence.get(identity_of(step), NOTHING))

    @cached_property
    def document_counts(self):
        """[(Reading of the document, how many of its claims support this page)], in order of the documents."""
        used = sorted({reading for evidence in self.evidence.values() for reading in evidence.own})
        by_document = {reading.document_id: reading for reading in used}
        counts = Counter(reading.document_id for reading in used)
        return [(reading, counts[document_id]) for document_id, reading in by_document.items()]

    @cached_property
    def own_document_count(self):
        """How many documents speak of this very role."""
        inherited = {identity_of(row) for row in self._rows() if getattr(row, "role_id", self.role.pk) != self.role.pk}
        own = (evidence for identity, evidence in self.evidence.items() if identity not in inherited)
        return len({reading.document_id for evidence in own for reading in evidence.own})


def load_role_page(slug):
    """Return the page of the role with this slug, of a draft none, in twelve queries; raises Http404.

    A role of a framework takes sixteen.
    """
    for role in _ROLE.rows(slug):
        return RolePage(role)
    raise Http404(f"No role that readers may see has the slug {slug}.")


def _relations_to(role, relations):
    """Return the relations of other roles to this one, where nothing else is known of it."""
    return [row for row in relations if row.other_role_id == role.pk and role.known_only_by_relation]


def _steps_of(role):
    rows = ProgressionStep.objects.published().filter(Q(origin=role) | Q(target=role))
    return rows.select_related("origin__broader", "target")


def _load_steps(role):
    """Return the steps from and to a role; those of a draft as readers will see them."""
    if role.status != Status.DRAFT:
        return _STEPS.rows(role.pk)
    onwards, inwards = Q(origin=role, target__status=_PUBLISHED), Q(target=role, origin__status=_PUBLISHED)
    return list(ProgressionStep.objects.filter(onwards | inwards).select_related("origin__broader", "target"))


_PUBLISHED = Status.PUBLISHED
_STEPS = FixedQuery(_steps_of, -100)
_ROLE = FixedQuery(lambda slug: Role.objects.for_page().with_last_change().filter(slug=slug), "a-slug")


def _ladder_top(chain, steps):
    """Return the role at large on whose ladder a page stands: its own, or that of a role which leads to it."""
    if len(chain) > 1:
        return chain[1]
    tops = (step.origin.broader for step in steps if step.target_id == chain[0].pk)
    return next((top for top in tops if top and top.is_published), chain[0])
