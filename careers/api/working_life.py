"""What working as a role is like, as values: experience, pay, terms and whom it works with; a query for each."""

from collections import defaultdict
from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

from roles.models import EmploymentTerm, ExperienceRange, PayFigure, WorkingRelation
from roles.profile import inherit

from . import values
from .questions import RoleInclude


class Kind(NamedTuple):
    """rows: of some roles, in order. key: what makes statements of a role and a broader one the same."""

    rows: Callable[[list], Any]
    key: Callable[[Any], Any]
    tell: Callable[[Any], dict]


class WorkingLife:
    """Statements of these kinds about some roles, as far as they are included."""

    def __init__(self, roles, include):
        self._rows = {name: _by_role(KINDS[name].rows(roles)) for name in KINDS if name in include}

    @property
    def rows(self):
        return [row for found in self._rows.values() for rows in found.values() for row in rows]

    def of(self, chain, evidence):
        """Return {what is included: values} of the first role of a chain, with what it inherits of the others."""
        return {name.value: self._told(name, chain, evidence) for name in self._rows}

    def _told(self, name, chain, evidence):
        kind, found = KINDS[name], self._rows[name]
        lines = inherit([row for role in chain for row in found[role.pk]], chain, evidence, kind.key)
        return [_told(line, kind.tell) for line in lines]


def _by_role(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.role_id].append(row)
    return found


def _told(line, tell):
    return tell(line.statement) | values.inherited(line) | values.statement(line.statement, line.evidence)


def _experience(row):
    return {
        "label": row.label,
        "years_from": row.years_from,
        "years_to": row.years_to,
        "years": row.years or values.NOT_STATED,
        "details": values.points(row.details),
    }


def _pay(row):
    return {
        "label": row.label,
        "kind": row.kind,
        "amount_from": float(row.amount_from),
        "amount_to": None if row.amount_to is None else float(row.amount_to),
        "amount": row.amount,
        **{name: getattr(row, name) for name in ("currency", "period", "place", "year")},
    }


def _term(row):
    return {"kind": row.kind, "name": row.name}


def _relation(row):
    other = row.other_role
    return {
        "kind": row.kind,
        "role": values.named(other.slug, other.title) if other else None,
        "name": row.other_name,
        "purpose": row.purpose,
    }


def _relations_of(roles):
    rows = WorkingRelation.objects.filter(WorkingRelation.is_published_condition(), role__in=roles)
    return rows.select_related("other_role").order_by("kind", "other_role__title", "other_party")


KINDS = {
    RoleInclude.EXPERIENCE: Kind(
        lambda roles: ExperienceRange.objects.filter(role__in=roles).order_by("label"), attrgetter("label"), _experience
    ),
    RoleInclude.PAY: Kind(
        lambda roles: PayFigure.objects.filter(role__in=roles).order_by("label"), attrgetter("label"), _pay
    ),
    RoleInclude.TERMS: Kind(
        lambda roles: EmploymentTerm.objects.filter(role__in=roles).order_by("kind", "name"), attrgetter("name"), _term
    ),
    RoleInclude.RELATIONS: Kind(_relations_of, attrgetter("kind", "other_role_id", "other_party"), _relation),
}
