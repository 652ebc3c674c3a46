"""What the page of one role shows, loaded in a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from operator import attrgetter

from django.db.models import F, Q
from django.http import Http404

from sources.evidence import NOTHING, identity_of, load_evidence
from sources.fixed_query import FixedQuery
from sources.hierarchy import ancestors
from sources.publication import Status

from .ladder import roles_on_ladder, rungs
from .models import (
    DEEPEST_CHAIN,
    Benefit,
    Duty,
    EmploymentTerm,
    ExperienceRange,
    HiringNote,
    PayFactor,
    PayFigure,
    ProgressionStep,
    Question,
    Role,
    RoleAlias,
    RouteIntoRole,
    SkillRequirement,
    Trend,
    WorkingRelation,
    WorkingRelationKind,
)
from .profile import Line, asks, by_area, by_duty_area, count_needs, group, inherit
from .remarks import REMARKS, load_remarks


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

    Making it takes eleven queries, whatever is on the page; nothing else queries.
    """

    def __init__(self, role):
        self.role = role
        self.chain = _published_chain(role)
        pks = _padded([ancestor.pk for ancestor in self.chain])
        self._requirements = _REQUIREMENTS.rows(*pks)
        self._duties = _DUTIES.rows(*pks)
        self._routes = _ROUTES.rows(*pks)
        self._relations = _RELATIONS.rows(*pks)
        self._steps = _STEPS.rows(role.pk)
        self._pay = _PAY.rows(*pks)
        self._remarks = load_remarks(self.chain)
        self.ladder_top = _ladder_top(self.chain, self._steps)
        self._experience = _EXPERIENCE.rows(self.ladder_top.pk, *pks)
        self.ladder = rungs(roles_on_ladder(self.ladder_top), self._experience)
        self.evidence = load_evidence(self._rows())

    def _rows(self):
        """Every statement on the page; what the others on its ladder rest on stands on their own pages."""
        yield self.role
        yield from self._requirements
        yield from self._choices
        yield from self._relations_of_chain
        yield from self._relations_to_it
        for rows in (self._duties, self._routes, self._steps, self._pay, self._remarks, self._experience_of_chain):
            yield from rows

    @cached_property
    def _choices(self):
        return {row.choice for row in self._requirements if row.choice}

    @cached_property
    def general(self):
        """Whom inherited statements speak of: “backend engineers in general”; empty without a broader role."""
        plurals = [f"{_lowered(role.title)}s" for role in self.chain[1:]]
        return f"{' and '.join(plurals)} in general" if plurals else ""

    def _inherit(self, rows, key):
        return inherit(rows, self.chain, self.evidence, key)

    @cached_property
    def summary_evidence(self):
        return self.evidence.get(identity_of(self.role), NOTHING)

    @cached_property
    def asks(self):
        return asks(self._requirements, self._choices, self.chain, self.evidence)

    @cached_property
    def skill_groups(self):
        return by_area(self.asks)

    @cached_property
    def need_counts(self):
        """How strongly its own lines ask, by what is said of this very role: [(Need, count)]."""
        return count_needs([line for line in self.asks if not line.inherited_from])

    @cached_property
    def inherited_count(self):
        """How many lines of what is asked are inherited."""
        return sum(line.inherited_from is not None for line in self.asks)

    @cached_property
    def duty_groups(self):
        return by_duty_area(self._inherit(self._duties, attrgetter("responsibility_id")))

    @cached_property
    def day(self):
        """The role's own duties that are part of a typical day."""
        return [duty for duty in self._duties if duty.is_daily and duty.role_id == self.role.pk]

    @cached_property
    def routes(self):
        lines = self._inherit(self._routes, attrgetter("route_id"))
        return group("", sorted(lines, key=lambda line: line.statement.route.position))

    @cached_property
    def _experience_of_chain(self):
        pks = {role.pk for role in self.chain}
        return [row for row in self._experience if row.role_id in pks]

    @cached_property
    def experience(self):
        return group("", self._inherit(self._experience_of_chain, attrgetter("label")))

    @cached_property
    def years(self):
        """Years of experience at a glance: the role's own, or else what it inherits."""
        found = self.experience.own or self.experience.inherited
        return [line for line in found if line.statement.years]

    @cached_property
    def _relations_of_chain(self):
        return [row for row in self._relations if row.role in self.chain]

    @cached_property
    def _relations_to_it(self):
        """Relations of other roles to this one, where nothing else is known of it."""
        return [
            row for row in self._relations if row.other_role_id == self.role.pk and self.role.known_only_by_relation
        ]

    @cached_property
    def _relation_lines(self):
        return self._inherit(self._relations_of_chain, lambda row: (row.kind, row.other_role_id, row.other_party))

    @cached_property
    def reports_to(self):
        return [line for line in self._relation_lines if line.statement.kind == WorkingRelationKind.REPORTS_TO]

    @cached_property
    def named_by(self):
        return [Line(row, self.evidence.get(identity_of(row), NOTHING)) for row in self._relations_to_it]

    @cached_property
    def pay(self):
        return self._inherit(self._pay, attrgetter("label"))

    @cached_property
    def remarks(self):
        """The short statements: {their model: lines}."""
        lines = self._inherit(self._remarks, lambda row: (row.model, row.text))
        remarks = {model: [] for model in REMARKS}
        for line in sorted(lines, key=lambda line: (line.statement.position, line.statement.text)):
            remarks[line.statement.model].append(line)
        return remarks

    @cached_property
    def aliases(self):
        """Other titles of this very role."""
        return group("", self.remarks[RoleAlias]).own

    @cached_property
    def questions(self):
        return group("", self.remarks[Question])

    @cached_property
    def own_life(self):
        return self._working_life(lambda line: not line.inherited_from)

    @cached_property
    def general_life(self):
        return self._working_life(lambda line: line.inherited_from)

    def _working_life(self, is_wanted):
        relations = list(filter(is_wanted, self._relation_lines))
        kinds = ((kind, [line for line in relations if line.statement.kind == kind]) for kind in WorkingRelationKind)
        remarks = {model: list(filter(is_wanted, lines)) for model, lines in self.remarks.items()}
        return WorkingLife(
            relations=[(kind.label, lines) for kind, lines in kinds if lines],
            terms=remarks[EmploymentTerm],
            pay=list(filter(is_wanted, self.pay)),
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
    """Return the page of the published role with this slug, in twelve queries; raises Http404."""
    for role in _ROLE.rows(slug):
        return RolePage(role)
    raise Http404(f"No published role has the slug {slug}.")


def _published_chain(role):
    """Return the role and its broader roles, nearest first, as far as readers may see them and queries take them."""
    return [role, *takewhile(attrgetter("is_published"), ancestors(role))][: len(_CHAIN)]


def _lowered(title):
    """Return a title as it stands within a sentence; abbreviations stay as they are."""
    return " ".join(word.lower() if word.istitle() else word for word in title.split())


def _padded(pks):
    """Return as many ids as a chain of roles can have; to repeat one asks for nothing more."""
    return pks + pks[:1] * (len(_CHAIN) - len(pks))


def _requirements_of(*roles):
    rows = SkillRequirement.objects.filter(role__in=roles, skill__status=Status.PUBLISHED)
    # The area's columns alone: a row of its own for each requirement would take longer than the query.
    area = {"area_name": F("skill__area__name"), "area_position": F("skill__area__position")}
    return rows.select_related("skill", "choice").annotate(**area)


def _relations_of(*roles):
    """Relations of these roles and, by which a role that is only named is known, of others to the first."""
    rows = WorkingRelation.objects.published().filter(Q(role__in=roles) | Q(other_role=roles[0]))
    return rows.select_related("role", "other_role")


def _steps_of(role):
    rows = ProgressionStep.objects.published().filter(Q(origin=role) | Q(target=role))
    return rows.select_related("origin__broader", "target")


def _experience_of(top, *roles):
    """The years of these roles, and of those on the ladder of the top role."""
    on_ladder = Role.objects.filter(Q(broader=top) | Q(entries__origin__broader=top))
    return ExperienceRange.objects.filter(Q(role__in=roles) | Q(role__in=on_ladder.values("pk")))


# A role and as many broader ones as it may have.
_CHAIN = tuple(-101 - place for place in range(DEEPEST_CHAIN + 1))
_REQUIREMENTS = FixedQuery(_requirements_of, *_CHAIN)
_DUTIES = FixedQuery(lambda *roles: Duty.objects.filter(role__in=roles).select_related("responsibility"), *_CHAIN)
_ROUTES = FixedQuery(
    lambda *roles: RouteIntoRole.objects.filter(role__in=roles).select_related("route", "choice"), *_CHAIN
)
_RELATIONS = FixedQuery(_relations_of, *_CHAIN)
_STEPS = FixedQuery(_steps_of, _CHAIN[0])
_ROLE = FixedQuery(lambda slug: Role.objects.for_page().filter(slug=slug), "a-slug")
_EXPERIENCE = FixedQuery(_experience_of, -100, *_CHAIN)
_PAY = FixedQuery(lambda *roles: PayFigure.objects.filter(role__in=roles), *_CHAIN)


def _ladder_top(chain, steps):
    """Return the role at large on whose ladder a page stands: its own, or that of a role which leads to it."""
    if len(chain) > 1:
        return chain[1]
    tops = (step.origin.broader for step in steps if step.target_id == chain[0].pk)
    return next((top for top in tops if top and top.is_published), chain[0])
