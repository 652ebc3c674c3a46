"""What is stated of roles, loaded in a fixed number of queries however many they are."""

from operator import attrgetter
from typing import NamedTuple

from django.db.models import Q

from sources.fixed_query import FixedQuery
from sources.publication import Status

from .models import (
    DEEPEST_CHAIN,
    Choice,
    Duty,
    ExperienceRange,
    PayFigure,
    Role,
    RouteIntoRole,
    SkillRequirement,
    WorkingRelation,
)
from .remarks import Remark, load_remarks

# As many roles as stand side by side, each with its broader ones.
MOST_ROLES = 4
_MOST_STATED_OF = MOST_ROLES * (DEEPEST_CHAIN + 1)


class AskedChoice(NamedTuple):
    """A Choice as a page shows it."""

    pk: int
    role_id: int
    slug: str
    label: str
    minimum: int
    need: str
    level: int | None
    basis: str
    hedge: str
    note: str

    model = Choice


class AskedSkill(NamedTuple):
    """A SkillRequirement as a page shows it; model instances take several times as long, and a page has hundreds."""

    pk: int
    role_id: int
    skill_id: int
    skill_slug: str
    skill_name: str
    area_name: str
    area_position: int
    need: str | None
    level: int | None
    basis: str
    hedge: str
    note: str
    choice: AskedChoice | None = None

    model = SkillRequirement


class Statements(NamedTuple):
    """Rows of what is stated of some roles, by kind."""

    requirements: list[AskedSkill]
    duties: list[Duty]
    routes: list[RouteIntoRole]
    relations: list[WorkingRelation]
    experience: list[ExperienceRange]
    pay: list[PayFigure]
    remarks: list[Remark]

    @property
    def choices(self):
        """The choices that requirements are members of."""
        return {row.choice for row in self.requirements if row.choice}

    def __or__(self, other):
        """Return the statements of both."""
        return Statements(*(own + more for own, more in zip(self, other, strict=True)))

    def of(self, roles):
        """Return the statements that are about these roles."""
        pks = {role.pk for role in roles}
        return Statements(*([row for row in rows if row.role_id in pks] for rows in self))


def load_statements(roles, ladder_top):
    """Return what is stated of these roles, of at most four with their broader ones, in seven queries.

    Among the relations are those of others to the first role: one that is only named is known by them. Among the
    experience is that of the roles on the ladder of the top role.
    """
    pks = list(dict.fromkeys(map(attrgetter("pk"), roles)))
    # To repeat an id asks for nothing more.
    given = pks + pks[:1] * (_MOST_STATED_OF - len(pks))
    return Statements(
        requirements=list(map(_asked_skill, _REQUIREMENTS.rows(*given))),
        duties=_DUTIES.rows(*given),
        routes=_ROUTES.rows(*given),
        relations=_RELATIONS.rows(*given),
        experience=_EXPERIENCE.rows(ladder_top.pk, *given),
        pay=_PAY.rows(*given),
        remarks=load_remarks(pks),
    )


def load_asks(roles):
    """Return {id of a role: its Statements of skills and duties} for any number of roles, in two queries."""
    pks = {role.pk for role in roles}
    found = {pk: Statements([], [], [], [], [], [], []) for pk in pks}
    for row in map(_asked_skill, _requirements_of(*pks)):
        found[row.role_id].requirements.append(row)
    for row in _duties_of(*pks):
        found[row.role_id].duties.append(row)
    return found


def _duties_of(*roles):
    return Duty.objects.filter(role__in=roles).select_related("responsibility")


def _requirements_of(*roles):
    rows = SkillRequirement.objects.filter(role__in=roles, skill__status=Status.PUBLISHED)
    skill = ("skill__slug", "skill__name", "skill__area__name", "skill__area__position")
    choice = (f"choice__{name}" for name in AskedChoice._fields)
    columns = ("pk", "role_id", "skill_id", *skill, "need", "level", "basis", "hedge", "note", *choice)
    return rows.order_by("skill__slug").values_list(*columns)


def _asked_skill(columns):
    choice = None if columns[_CHOICE] is None else AskedChoice(*columns[_CHOICE:])
    return AskedSkill(*columns[:_CHOICE], choice)


_CHOICE = AskedSkill._fields.index("choice")


def _relations_of(*roles):
    rows = WorkingRelation.objects.published().filter(Q(role__in=roles) | Q(other_role=roles[0]))
    return rows.select_related("role", "other_role")


def _experience_of(top, *roles):
    on_ladder = Role.objects.filter(Q(broader=top) | Q(entries__origin__broader=top))
    return ExperienceRange.objects.filter(Q(role__in=roles) | Q(role__in=on_ladder.values("pk")))


_ROLES = tuple(-101 - place for place in range(_MOST_STATED_OF))
_REQUIREMENTS = FixedQuery(_requirements_of, *_ROLES)
_DUTIES = FixedQuery(_duties_of, *_ROLES)
_ROUTES = FixedQuery(
    lambda *roles: RouteIntoRole.objects.filter(role__in=roles).select_related("route", "choice"), *_ROLES
)
_RELATIONS = FixedQuery(_relations_of, *_ROLES)
_EXPERIENCE = FixedQuery(_experience_of, -100, *_ROLES)
_PAY = FixedQuery(lambda *roles: PayFigure.objects.filter(role__in=roles), *_ROLES)
