"""What is stated of roles, loaded in a fixed number of queries however many they are."""

from operator import attrgetter
from typing import NamedTuple

from django.db.models import Q

from skills.models import SkillKind
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


class Native(NamedTuple):
    """What a framework itself says of a requirement; `need` and `level` are its own values."""

    collection: str
    skill_kind: str
    area_slug: str
    broader_area: str | None
    need: str
    level: str
    is_relevant: bool
    is_imprecise: bool
    is_hot: bool
    is_in_demand: bool

    @property
    def is_technology(self):
        return self.skill_kind == SkillKind.TECHNOLOGY


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
    native: Native | None = None  # None: written here

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
    # Skills that a framework rated and found not relevant: they are not asked for.
    not_relevant: list[AskedSkill]

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
    requirements, not_relevant = _load_requirements(roles, given)
    return Statements(
        requirements=requirements,
        duties=_DUTIES.rows(*given),
        routes=_ROUTES.rows(*given),
        relations=_RELATIONS.rows(*given),
        experience=_EXPERIENCE.rows(ladder_top.pk, *given),
        pay=_PAY.rows(*given),
        remarks=load_remarks(pks),
        not_relevant=not_relevant,
    )


def _load_requirements(roles, given):
    """Return what the roles ask for, and what was rated and found not relevant; one query.

    The values of frameworks are asked for only where a role is of one: most pages do without.
    """
    if not any(role.is_imported for role in roles):
        return list(map(_asked_skill, _REQUIREMENTS.rows(*given))), []
    rows = list(map(_asked_skill, _NATIVE_REQUIREMENTS.rows(*given)))
    not_relevant = [row for row in rows if row.native and not row.native.is_relevant]
    return [row for row in rows if not row.native or row.native.is_relevant], not_relevant


def load_asks(roles, *, with_native=False):
    """Return {id of a role: its Statements of skills and duties} for any number of roles, in two queries.

    with_native: with what frameworks themselves say, too.
    """
    pks = {role.pk for role in roles}
    found = {pk: Statements(*([] for _ in Statements._fields)) for pk in pks}
    rows = _native_requirements_of(*pks).filter(is_relevant=True) if with_native else _requirements_of(*pks)
    for row in map(_asked_skill, rows):
        found[row.role_id].requirements.append(row)
    for row in _duties_of(*pks):
        found[row.role_id].duties.append(row)
    return found


def load_statements_of_each(roles):
    """Return {id of a role: what is stated of it} for any number of roles, in seven queries."""
    pks = {role.pk for role in roles}
    found = {pk: Statements(*([] for _ in Statements._fields)) for pk in pks}
    for row in map(_asked_skill, _native_requirements_of(*pks)):
        is_relevant = row.native is None or row.native.is_relevant
        (found[row.role_id].requirements if is_relevant else found[row.role_id].not_relevant).append(row)
    own_relations = WorkingRelation.objects.filter(WorkingRelation.is_published_condition(), role__in=pks)
    routes = RouteIntoRole.objects.filter(role__in=pks).select_related("route", "choice")
    others = {
        "duties": _duties_of(*pks),
        "routes": routes,
        "relations": own_relations.select_related("role", "other_role"),
        "experience": ExperienceRange.objects.filter(role__in=pks),
        "pay": PayFigure.objects.filter(role__in=pks),
        "remarks": load_remarks(list(pks)),
    }
    for name, rows in others.items():
        for row in rows:
            getattr(found[row.role_id], name).append(row)
    return found


def _duties_of(*roles):
    return Duty.objects.filter(role__in=roles).select_related("responsibility")


def _requirements_of(*roles):
    return _requirement_rows(roles).filter(is_relevant=True).values_list(*_COLUMNS)


def _native_requirements_of(*roles):
    return _requirement_rows(roles).values_list(*_COLUMNS, *_NATIVE_COLUMNS)


def _requirement_rows(roles):
    rows = SkillRequirement.objects.filter(role__in=roles, skill__status=Status.PUBLISHED)
    return rows.order_by("skill__slug")


_OF_SKILL = ("skill__slug", "skill__name", "skill__area__name", "skill__area__position")
_OF_CHOICE = tuple(f"choice__{name}" for name in AskedChoice._fields)
_COLUMNS = ("pk", "role_id", "skill_id", *_OF_SKILL, "need", "level", "basis", "hedge", "note", *_OF_CHOICE)
_NATIVE_COLUMNS = (
    "release_id",
    "skill__collection_id",
    "skill__kind",
    "skill__area__slug",
    "skill__area__broader__name",
    "native_need",
    "native_level",
    "is_relevant",
    "is_imprecise",
    "is_hot",
    "is_in_demand",
)


def _asked_skill(columns):
    choice = None if columns[_CHOICE] is None else AskedChoice(*columns[_CHOICE:_RELEASE])
    is_native = len(columns) > _RELEASE and columns[_RELEASE] is not None
    return AskedSkill(*columns[:_CHOICE], choice, Native(*columns[_RELEASE + 1 :]) if is_native else None)


_CHOICE = AskedSkill._fields.index("choice")
_RELEASE = len(_COLUMNS)


def _relations_of(*roles):
    # A draft of these is asked for only where editors look at it.
    is_other_shown = Q(other_role__isnull=True) | Q(other_role__status=Status.PUBLISHED)
    own = Q(is_other_shown, role__in=roles) & ~Q(role__status=Status.RETIRED)
    rows = WorkingRelation.objects.filter(own | (WorkingRelation.is_published_condition() & Q(other_role=roles[0])))
    return rows.select_related("role", "other_role")


def _experience_of(top, *roles):
    on_ladder = Role.objects.filter(Q(broader=top) | Q(entries__origin__broader=top))
    return ExperienceRange.objects.filter(Q(role__in=roles) | Q(role__in=on_ladder.values("pk")))


_ROLES = tuple(-101 - place for place in range(_MOST_STATED_OF))
_REQUIREMENTS = FixedQuery(_requirements_of, *_ROLES)
_NATIVE_REQUIREMENTS = FixedQuery(_native_requirements_of, *_ROLES)
_DUTIES = FixedQuery(_duties_of, *_ROLES)
_ROUTES = FixedQuery(
    lambda *roles: RouteIntoRole.objects.filter(role__in=roles).select_related("route", "choice"), *_ROLES
)
_RELATIONS = FixedQuery(_relations_of, *_ROLES)
_EXPERIENCE = FixedQuery(_experience_of, -100, *_ROLES)
_PAY = FixedQuery(lambda *roles: PayFigure.objects.filter(role__in=roles), *_ROLES)
