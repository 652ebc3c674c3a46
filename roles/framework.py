"""What only frameworks say of a role: its release, families, preparation and related roles."""

from collections import defaultdict
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q

from skills.models import SkillKind
from sources.fixed_query import FixedQuery
from sources.hierarchy import ancestors
from sources.models import Basis, Document
from sources.publication import Status

from .models import (
    Need,
    PreparationKind,
    PreparationLevel,
    PreparationShare,
    Priority,
    RoleFamily,
    RoleRelation,
    RoleRelationKind,
)
from .native import is_in_figures, native_order
from .profile import by_area, group, need_order

# What a code is called, by collection; the identifiers of the others are no codes.
_CODES = {"onet": "O*NET-SOC code", "esco": "ESCO code"}


class Technologies(NamedTuple):
    """The technologies of one area, as AskLines."""

    title: str
    lines: list


class Framework:
    """What a framework says of one of its roles, beside what is said of the site's own roles, too; five queries.

    profile: the RoleProfile of the role.
    """

    def __init__(self, profile):
        self.role = profile.role
        self._profile = profile
        self.releases = _RELEASES.rows(self.role.collection_id)
        self.release = next(release for release in self.releases if release.pk == self.role.release_id)
        self._families = _FAMILIES.rows(self.role.family_id)
        self.preparation = next(iter(_PREPARATION.rows(self.role.preparation_id or 0)), None)
        self._shares = _SHARES.rows(self.role.pk)
        self._relations = _RELATIONS.rows(self.role.pk)

    @property
    def collection(self):
        return self.release.collection

    @property
    def newest(self):
        """The release that was taken in last."""
        return self.releases[0]

    @property
    def code_name(self):
        return _CODES.get(self.collection.slug, "Code")

    @property
    def code(self):
        """Its code in the framework; empty where it has none that readers would look for."""
        return self.role.code or (self.role.identifier if self.collection.slug in _CODES and not self.link else "")

    @property
    def link(self):
        """The address of the role at its framework; empty where it has none."""
        return self.role.identifier if self.role.identifier.startswith(("http://", "https://")) else ""

    @cached_property
    def families(self):
        """The family of the role and those that it is a part of, from the top down."""
        return [family for row in self._families for family in reversed([row, *ancestors(row)])]

    @cached_property
    def duty_groups(self):
        """The Groups of duties, in the framework's order: the core of the work first."""
        found = defaultdict(list)
        for line in sorted(self._profile.duties, key=lambda line: line.statement.position):
            found[line.statement.priority].append(line)
        return [group(title, found[priority]) for priority, title in _PRIORITIES.items() if priority in found]

    @cached_property
    def _asks(self):
        """What is asked for: lines of technologies, and the others."""
        asks = [], []
        for line in self._profile.asks:
            native = line.statement.native if not line.members else None
            asks[bool(native and native.is_technology)].append(line)
        return asks

    @cached_property
    def skill_groups(self):
        """The Groups of what is asked for beside technologies, the most needed first.

        They stand area by area, or, where no more than a need is stated, need by need.
        """
        if self.states_more_than_needs:
            return by_area(self._asks[0], order=_order)
        found = defaultdict(list)
        for line in sorted(self._asks[0], key=need_order):
            is_knowledge = line.statement.native.skill_kind == SkillKind.KNOWLEDGE
            found[_ORDER_OF_NEEDS[line.need], is_knowledge, _needed_kind(line)].append(line)
        return [group(title, lines) for (*_, title), lines in sorted(found.items())]

    @cached_property
    def states_more_than_needs(self):
        """Whether a line says more than its name and need: a figure, a level, or what was added here."""
        return any(line.level or _says_more(line) for line in self._asks[0])

    @cached_property
    def technologies(self):
        """The Technologies, area by area; those that adverts often ask for first in each."""
        lines = sorted(self._asks[1], key=lambda line: (line.statement.area_name, *_technology_order(line)))
        return [
            Technologies(title, list(found)) for title, found in groupby(lines, lambda line: line.statement.area_name)
        ]

    @cached_property
    def wanted_technologies(self):
        """[(where adverts often ask for them, technologies)]; each stands once."""
        in_order = sorted(self._asks[1], key=_technology_order)
        in_demand = [line for line in in_order if line.statement.native.is_in_demand]
        hot = [line for line in in_order if line.statement.native.is_hot and not line.statement.native.is_in_demand]
        found = [("In demand: often asked for in adverts of this occupation", in_demand)]
        found += [("Hot: often asked for in adverts of any occupation", hot)]
        return [(title, lines) for title, lines in found if lines]

    @property
    def technology_count(self):
        return len(self._asks[1])

    @cached_property
    def not_relevant(self):
        """Names of the skills that it rated and found not relevant."""
        return sorted((row.skill_name for row in self._profile.not_relevant), key=str.casefold)

    @cached_property
    def is_translated(self):
        """Whether needs and levels are worked out from figures."""
        rows = (line.statement for line in self._asks[0] if not line.members)
        return any(row.native and row.basis == Basis.INFERRED and is_in_figures(row.native) for row in rows)

    @cached_property
    def shares(self):
        """[(PreparationKind, its shares)], without answers that nobody gave."""
        found = defaultdict(list)
        for share in self._shares:
            found[share.category.kind].append(share)
        return [(kind, found[kind]) for kind in PreparationKind if kind in found]

    @cached_property
    def related(self):
        """[(how close, the roles)], closest first."""
        related = [row for row in self._relations if row.kind == RoleRelationKind.RELATED]
        return [
            (_TIERS.get(tier, tier), [row.target for row in found])
            for tier, found in groupby(related, lambda row: row.tier)
        ]

    @cached_property
    def broader(self):
        return [row.target for row in self._broader if row.origin_id == self.role.pk]

    @cached_property
    def narrower(self):
        return [row.origin for row in self._broader if row.target_id == self.role.pk]

    @property
    def _broader(self):
        return [row for row in self._relations if row.kind == RoleRelationKind.BROADER]

    @cached_property
    def is_empty(self):
        """Whether the framework has no more than its name and a description."""
        said = self._profile.duties, self._profile.asks, self.preparation, self._shares
        return not any(said)


# O*NET's words for how close a role is, as readers understand them.
_TIERS = {"Primary-Short": "Closest", "Primary-Long": "Close", "Supplemental": "Further away"}
_PRIORITIES = {Priority.CORE: "Core tasks", Priority.SUPPLEMENTAL: "Supplemental tasks", "": "Tasks"}


def _order(line):
    native = None if line.members else line.statement.native
    need, *others = need_order(line)
    return need, native_order(native) if native else 0, *others


def _says_more(line):
    native = None if line.members else line.statement.native
    return native is None or is_in_figures(native) or bool(line.evidence)


_ORDER_OF_NEEDS = {need: place for place, need in enumerate([*reversed(Need), None])}


def _needed_kind(line):
    """Return what a skill is, in the framework's word for its need: “Optional knowledge”."""
    row = line.statement
    kind = "knowledge" if row.native.skill_kind == SkillKind.KNOWLEDGE else "skills"
    return f"{row.native.need or line.need or 'other'} {kind}".capitalize()


def _technology_order(line):
    native = line.statement.native
    return not native.is_in_demand, not native.is_hot, line.name.casefold()


def _relations_of(role):
    is_shown = Q(origin__status=Status.PUBLISHED, target=role, kind=RoleRelationKind.BROADER)
    is_shown |= Q(target__status=Status.PUBLISHED, origin=role)
    rows = RoleRelation.objects.filter(is_shown).select_related("origin", "target")
    return rows.order_by("kind", "position", "target__title", "origin__title")


_RELEASES = FixedQuery(lambda slug: Document.objects.releases_of(slug), "a-slug")
_FAMILIES = FixedQuery(
    lambda pk: RoleFamily.objects.filter(pk=pk).select_related("broader__broader__broader__broader"), -100
)
_PREPARATION = FixedQuery(lambda pk: PreparationLevel.objects.filter(pk=pk), -100)
_SHARES = FixedQuery(
    lambda role: (
        PreparationShare.objects.filter(role=role, percent__gt=0)
        .select_related("category")
        .order_by("category__kind", "category__position")
    ),
    -100,
)
_RELATIONS = FixedQuery(_relations_of, -100)
