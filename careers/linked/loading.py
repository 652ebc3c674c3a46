"""Facts from the database: of any number of roles or skills at once, in a fixed number of queries.

A dump asks for some hundred at a time; a page for one.
"""

from collections import defaultdict

from django.db.models import Q

from roles.models import (
    ExperienceRange,
    Involvement,
    PayFigure,
    ProgressionStep,
    Role,
    RoleAlias,
    RoleRelation,
    RoleRelationKind,
    RouteIntoRole,
)
from roles.statements import load_asks
from skills.models import LevelDescriptor, Skill, SkillAlias, SkillRelation
from sources.evidence import NOTHING, identity_of, load_evidence
from sources.publication import Status

from .facts import (
    ChoiceFacts,
    DescriptorFacts,
    DutyFacts,
    ExperienceFacts,
    PayFacts,
    RequirementFacts,
    RoleFacts,
    RouteFacts,
    SkillFacts,
    Statement,
    StepFacts,
)
from .parts import claim_address

_INVOLVEMENTS = {None: "", **{one.value: one.name.lower() for one in Involvement}}


def load_role_facts(pks):
    """Return the RoleFacts of the roles with these ids that have a page, in order of the ids; eleven queries."""
    rows = Role.objects.with_page().select_related("family", "broader", "release").in_bulk(pks)
    roles = [rows[pk] for pk in pks if pk in rows]
    return _RolesLoaded(roles).facts


class _RolesLoaded:
    def __init__(self, roles):
        asks = load_asks(roles, with_native=True)
        self._requirements = {pk: sorted(rows.requirements, key=_slug_of_skill) for pk, rows in asks.items()}
        self._duties = {pk: sorted(rows.duties, key=_place_of_duty) for pk, rows in asks.items()}
        self._aliases = _by(RoleAlias.objects.filter(role__in=roles).order_by("name"), "role_id")
        self._experience = _by(ExperienceRange.objects.filter(role__in=roles).order_by("label"), "role_id")
        self._pay = _by(PayFigure.objects.filter(role__in=roles).order_by("label"), "role_id")
        routes = RouteIntoRole.objects.filter(role__in=roles).select_related("route", "choice")
        self._routes = _by(routes.order_by("route__slug"), "role_id")
        steps = ProgressionStep.objects.published().filter(origin__in=roles).select_related("target")
        self._steps = _by(steps.order_by("target__slug"), "origin_id")
        levels = Role.objects.published().filter(broader__in=roles).order_by("slug")
        self._levels = _by(levels.only("slug", "broader_id"), "broader_id")
        self._relations = _role_relations(roles)
        self._evidence = load_evidence([*roles, *self._statements()])
        self.facts = list(map(self._facts, roles))

    def _statements(self):
        """Every statement that is told with its evidence."""
        kinds = (self._requirements, self._duties, self._experience, self._pay, self._routes, self._steps)
        for rows in kinds:
            for found in rows.values():
                yield from found
        for rows in (self._requirements, self._routes):
            yield from {row.choice for found in rows.values() for row in found if row.choice}

    def _facts(self, role):
        pk = role.pk
        related = self._relations[pk]
        above = [role.broader.slug] if role.broader and role.broader.is_published else []
        return RoleFacts(
            slug=role.slug,
            title=role.title,
            summary=role.summary,
            said=self._said(role),
            collection=role.collection_id,
            family=role.family.name,
            seniority=role.seniority,
            code=role.code,
            identifier=role.identifier,
            release=role.release.slug if role.release else "",
            is_retired=role.is_retired,
            broader=(*above, *related["broader"]),
            narrower=(*(level.slug for level in self._levels[pk]), *related["narrower"]),
            related=tuple(related["related"]),
            aliases=tuple((row.name, row.is_hidden) for row in self._aliases[pk]),
            choices=tuple(map(self._choice, _choices(self._requirements[pk], self._routes[pk]))),
            requirements=tuple(map(self._requirement, self._requirements[pk])),
            duties=tuple(map(self._duty, self._duties[pk])),
            routes=tuple(map(self._route, self._routes[pk])),
            steps=tuple(map(self._step, self._steps[pk])),
            experience=tuple(map(self._experience_of, self._experience[pk])),
            pay=tuple(map(self._pay_of, self._pay[pk])),
        )

    def _said(self, row):
        return _said(row, self._evidence)

    def _choice(self, row):
        return ChoiceFacts(row.slug, row.label, row.minimum, row.need, row.level, self._said(row))

    def _requirement(self, row):
        choice = row.choice.slug if row.choice else ""
        native = (row.native.need, row.native.level) if row.native else ("", "")
        return RequirementFacts(row.skill_slug, row.need, row.level, self._said(row), choice, *native)

    def _duty(self, row):
        work = row.responsibility
        return DutyFacts(work.slug, work.title, _INVOLVEMENTS[row.involvement], self._said(row))

    def _route(self, row):
        choice = row.choice.slug if row.choice else ""
        return RouteFacts(row.route.slug, row.necessity, self._said(row), choice)

    def _step(self, row):
        return StepFacts(row.target.slug, row.kind, row.years_from, row.years_to, self._said(row))

    def _experience_of(self, row):
        return ExperienceFacts(row.label, row.years_from, self._said(row))

    def _pay_of(self, row):
        return PayFacts(row.label, row.amount_from, row.amount_to, row.currency, row.period, self._said(row))


def load_skill_facts(pks):
    """Return the SkillFacts of the skills with these ids that have a page, in order of the ids; six queries."""
    rows = Skill.objects.with_page().select_related("area", "broader", "release").in_bulk(pks)
    skills = [rows[pk] for pk in pks if pk in rows]
    aliases = _by(SkillAlias.objects.filter(skill__in=skills).order_by("name"), "skill_id")
    descriptors = _by(LevelDescriptor.objects.filter(skill__in=skills).order_by("level"), "skill_id")
    relations = SkillRelation.objects.published().filter(origin__in=skills).select_related("target")
    relations = _by(relations.order_by("kind", "target__slug"), "origin_id")
    narrower = Skill.objects.published().filter(broader__in=skills).order_by("slug").only("slug", "broader_id")
    narrower = _by(narrower, "broader_id")
    evidence = load_evidence([row for rows in descriptors.values() for row in rows])
    return [
        SkillFacts(
            slug=skill.slug,
            name=skill.name,
            description=skill.description,
            kind=skill.kind,
            collection=skill.collection_id,
            area=skill.area.name,
            identifier=skill.identifier,
            release=skill.release.slug if skill.release else "",
            is_retired=skill.is_retired,
            broader=(skill.broader.slug,) if skill.broader and skill.broader.is_published else (),
            narrower=tuple(row.slug for row in narrower[skill.pk]),
            aliases=tuple((row.name, row.is_hidden) for row in aliases[skill.pk]),
            relations=tuple((row.kind, row.target.slug) for row in relations[skill.pk]),
            descriptors=tuple(
                DescriptorFacts(row.level, row.text, _said(row, evidence)) for row in descriptors[skill.pk]
            ),
        )
        for skill in skills
    ]


def _said(row, evidence):
    readings = evidence.get(identity_of(row), NOTHING).own
    citations = sorted({(reading.document_slug, reading.code) for reading in readings})
    return Statement(row.basis, row.hedge, row.note, tuple(claim_address(*citation) for citation in citations))


def _by(rows, name):
    """Return {id: rows} by a column of the rows."""
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _choices(requirements, routes):
    """Return the choices between skills, and those between ways in; each once, in order."""
    found = {row.choice.slug: row.choice for row in (*routes, *requirements) if row.choice}
    return [found[slug] for slug in sorted(found)]


def _slug_of_skill(row):
    return row.skill_slug


def _place_of_duty(row):
    return row.position, row.responsibility.position, row.responsibility.slug


def _role_relations(roles):
    """Return {id of a role: {how a framework relates it: slugs}}; one query."""
    found = defaultdict(lambda: defaultdict(list))
    pks = {role.pk for role in roles}
    shown = Q(origin__status=Status.PUBLISHED, target__status=Status.PUBLISHED)
    inward = Q(target__in=pks, kind=RoleRelationKind.BROADER)
    rows = RoleRelation.objects.filter(shown, Q(origin__in=pks) | inward).order_by("position", "pk")
    columns = rows.values_list("origin_id", "origin__slug", "target_id", "target__slug", "kind")
    for origin, origin_slug, target, target_slug, kind in columns:
        if origin in pks:
            found[origin][kind].append(target_slug)
        if target in pks and kind == RoleRelationKind.BROADER:
            found[target]["narrower"].append(origin_slug)
    return found
