"""The ladder: the levels of a role, and the roles that they lead on to."""

from dataclasses import dataclass

from django.db.models import F, Q

from sources.fixed_query import FixedQuery

from .models import ExperienceRange, Role, StepKind


@dataclass(frozen=True)
class Rung:
    """A role on the ladder, and its years of experience where something is said of them."""

    role: Role
    experience: ExperienceRange | None


def roles_on_ladder(top):
    """Return the published levels of a role and the roles they lead on to, from the top down; one query.

    A framework may have more levels than there are seniorities: a rank puts them in order.
    """
    return _ON_LADDER.rows(top.pk)


def _on_ladder(top):
    is_level = Q(seniority__isnull=False) | Q(rank__isnull=False)
    levels = Role.objects.published().filter(is_level, broader=top)
    onwards = [StepKind.INTO_ARCHITECTURE, StepKind.INTO_MANAGEMENT]
    beyond = Q(entries__origin__in=levels.values("pk"), entries__kind__in=onwards)
    on_ladder = Role.objects.published().filter(is_level, Q(broader=top) | beyond)
    return on_ladder.distinct().order_by(F("rank").desc(nulls_first=True), "-seniority", "title")


_ON_LADDER = FixedQuery(_on_ladder, -100)


def rungs(roles, experience):
    """Return the Rungs of these roles, each with the first of the ranges of experience that gives its years."""
    years = {}
    for found in experience:
        if found.years:
            years.setdefault(found.role_id, found)
    return [Rung(role, years.get(role.pk)) for role in roles]
