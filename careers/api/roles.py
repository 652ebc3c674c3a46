"""Roles as answers: in as many queries for a hundred as for one."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Q

from roles.models import ProgressionStep, Role, RoleAlias, RouteIntoRole
from roles.native import native_words
from roles.profile import need_order
from roles.role_profile import RoleProfile, published_chain
from roles.statements import Statements, load_asks
from skills.settling import settled_level
from sources.evidence import load_evidence

from . import values
from .questions import RoleInclude
from .working_life import WorkingLife

_PROFILED = {RoleInclude.REQUIREMENTS, RoleInclude.DUTIES, RoleInclude.ROUTES}
_ASKED = {RoleInclude.REQUIREMENTS, RoleInclude.DUTIES}


def for_answers(roles):
    """Return roles with what every answer says of them."""
    return roles.select_related("family", "broader__broader")


def role_values(roles, include):
    """Return roles of `for_answers` as values, with what is to be included."""
    return _Loaded(roles, set(include)).values


class _Loaded:
    def __init__(self, roles, include):
        self._include = include
        self._chains = {role.pk: published_chain(role) for role in roles}
        everyone = {role.pk: role for chain in self._chains.values() for role in chain}
        self._life = WorkingLife(everyone, include)
        self._stated = self._load_stated() if include & _PROFILED else {}
        self._steps = _load_steps(roles) if RoleInclude.STEPS in include else {}
        self._aliases = _load_aliases(roles) if RoleInclude.ALIASES in include else {}
        self._evidence = load_evidence([*roles, *self._rows()])
        self.values = list(map(self._role, roles))

    def _load_stated(self):
        """Return {id of a role or a broader one: its Statements}, as far as they are included."""
        everyone = [role for chain in self._chains.values() for role in chain]
        nothing = {role.pk: Statements(*([] for _ in Statements._fields)) for role in everyone}
        found = load_asks(everyone, with_native=True) if self._include & _ASKED else nothing
        if RoleInclude.ROUTES in self._include:
            for row in RouteIntoRole.objects.filter(role__in=everyone).select_related("route", "choice"):
                found[row.role_id].routes.append(row)
        return found

    def _rows(self):
        """Every row that is told with its evidence."""
        for stated in self._stated.values():
            if RoleInclude.REQUIREMENTS in self._include:
                yield from stated.requirements
                yield from stated.choices
            if RoleInclude.DUTIES in self._include:
                yield from stated.duties
            yield from stated.routes
        yield from self._life.rows
        yield from {step.pk: step for steps in self._steps.values() for step in steps}.values()

    def _role(self, role):
        told = {
            RoleInclude.ALIASES: self._aliases_of,
            RoleInclude.REQUIREMENTS: self._requirements,
            RoleInclude.DUTIES: self._duties,
            RoleInclude.ROUTES: self._routes,
            RoleInclude.STEPS: self._steps_of,
        }
        included = {name.value: tell(role) for name, tell in told.items() if name in self._include}
        return _own(role, self._evidence) | included | self._life.of(self._chains[role.pk], self._evidence)

    def _profile(self, role):
        chain = self._chains[role.pk]
        return RoleProfile(role, reduce(or_, (self._stated[one.pk] for one in chain)), self._evidence)

    def _aliases_of(self, role):
        return [{"name": name} for name in self._aliases[role.pk]]

    def _requirements(self, role):
        return [requirement(line) for line in sorted(self._profile(role).asks, key=need_order)]

    def _duties(self, role):
        lines = sorted(self._profile(role).duties, key=_place_of_duty)
        return [duty(line.statement, role.slug, line) for line in lines]

    def _routes(self, role):
        return [_route(line, role) for line in self._profile(role).routes]

    def _steps_of(self, role):
        return [step(row, self._evidence) for row in self._steps[role.pk]]


def _own(role, evidence):
    return {
        "slug": role.slug,
        "title": role.title,
        "url": role.get_absolute_url(),
        "api": values.api_address("roles", role.slug),
        "status": role.status,
        "collection": role.collection_id,
        "family": values.named(role.family.slug, role.family.name),
        **values.seniority(role.seniority),
        "broader": role.broader.slug if role.broader and role.broader.is_published else None,
        "code": role.code,
        "identifier": role.identifier,
        "summary": role.summary,
        **values.stated(role, evidence),
    }


def _load_aliases(roles):
    found = defaultdict(list)
    rows = RoleAlias.objects.filter(role__in=roles, is_hidden=False).order_by("name")
    for role, name in rows.values_list("role_id", "name"):
        found[role].append(name)
    return found


def _load_steps(roles):
    found, pks = defaultdict(list), {role.pk for role in roles}
    rows = ProgressionStep.objects.published().filter(Q(origin__in=roles) | Q(target__in=roles))
    for row in rows.select_related("origin", "target").order_by("origin__slug", "target__slug"):
        for role in {row.origin_id, row.target_id} & pks:
            found[role].append(row)
    return found


def requirement(line):
    """Return an AskLine as values."""
    row = line.statement
    native = "" if line.is_choice or not row.native else native_words(row)
    return {
        "kind": "choice" if line.is_choice else "skill",
        "skill": None if line.is_choice else values.named(row.skill_slug, row.skill_name),
        "label": line.name,
        **values.level(line.level),
        **values.need(line.need),
        **values.inherited(line),
        "native": native,
        "minimum": row.minimum if line.is_choice else 1,
        "members": [_member(member, line) for member in line.members],
        **values.statement(row, line.evidence),
    }


def _member(member, line):
    row = member.statement
    return {
        "skill": values.named(row.skill_slug, row.skill_name),
        "url": values.address("skills:skill", row.skill_slug),
        **values.level(settled_level((row, *member.broader)) or line.level),
        **values.statement(row, member.evidence),
    }


def duty(row, role, line):
    """Return a Duty as values; line: its Line on the page of a role (its slug)."""
    work = row.responsibility
    stated_by = line.inherited_from.slug if line.inherited_from else role
    return {
        "role": role,
        "responsibility": values.named(work.slug, work.title),
        "area": work.area,
        **values.involvement(row.involvement),
        "details": values.points(row.details),
        "is_daily": row.is_daily,
        **values.inherited(line),
        "api": values.api_address("duties", stated_by, work.slug),
        **values.statement(row, line.evidence),
    }


def _place_of_duty(line):
    row = line.statement
    return row.position, row.responsibility.position, row.responsibility.slug


def _route(line, role):
    row = line.statement
    return {
        "role": role.slug,
        "route": values.named(row.route.slug, row.route.name),
        "necessity": row.necessity,
        "details": values.points(row.details),
        **values.inherited(line),
        **values.statement(row, line.evidence),
    }


def step(row, evidence):
    """Return a ProgressionStep as values."""
    return {
        "origin": row.origin.slug,
        "origin_title": row.origin.title,
        "target": row.target.slug,
        "target_title": row.target.title,
        "kind": row.kind,
        "years_from": row.years_from,
        "years_to": row.years_to,
        "years": row.years or values.NOT_STATED,
        "details": values.points(row.details),
        "api": values.api_address("steps", row.origin.slug, row.target.slug),
        **values.stated(row, evidence),
    }


def named_roles(slugs):
    """Return {slug: role of `for_answers`} of the published ones among some."""
    return {role.slug: role for role in for_answers(Role.objects.published().filter(slug__in=slugs))}
