"""What is said of a role, as a plain document: its own statements, and what it inherits, each with its evidence."""

from functools import reduce
from operator import or_

from django.db.models import Prefetch

from roles.models import (
    Benefit,
    EmploymentTerm,
    HiringNote,
    PayFactor,
    PreparationShare,
    ProgressionStep,
    Question,
    Role,
    RoleAlias,
    RoleRelation,
    RoleRelationKind,
    Trend,
)
from roles.role_profile import RoleProfile, published_chain
from roles.statements import load_statements_of_each
from skills.models import Skill
from sources.evidence import NOTHING, identity_of, load_evidence
from sources.publication import Status

from . import role_lines
from .said import cited, collected, in_order, said, way_down

# The most that is stated of so many roles stays below what SQLite takes as parameters of one query.
BATCH = 25

# What the kinds of short statements are called in a document.
_REMARKS = {
    PayFactor: "pay factor",
    Benefit: "benefit",
    Question: "question",
    HiringNote: "hiring note",
    Trend: "trend",
}


def role_documents(pks):
    """Return the documents of some roles that readers may see, in order of their slugs; fifteen queries for all."""
    roles = _load(pks)
    chains = {role.pk: published_chain(role) for role in roles}
    every = {one.pk: one for chain in chains.values() for one in chain}
    stated = load_statements_of_each(every.values())
    evidence = load_evidence(_rows(every.values(), roles, stated.values()))
    kinds = _kinds(stated.values())
    documents = []
    for role in sorted(roles, key=lambda role: role.slug):
        of_chain = reduce(or_, (stated[one.pk] for one in chains[role.pk]))
        documents.append(_document(role, RoleProfile(role, of_chain, evidence), kinds))
    return documents


def _load(pks):
    published = {"target__status": Status.PUBLISHED}
    steps = ProgressionStep.objects.filter(**published).select_related("target")
    relations = RoleRelation.objects.filter(**published).select_related("target")
    above = {"origin__status": Status.PUBLISHED, "kind": RoleRelationKind.BROADER}
    narrower = RoleRelation.objects.filter(**above).select_related("origin")
    shares = PreparationShare.objects.filter(percent__gt=0).select_related("category")
    family = "family" + "__broader" * 4
    joined = ("collection", "release", "preparation", "broader__broader", family)
    return list(
        Role.objects.filter(pk__in=pks)
        .order_by()
        .select_related(*joined)
        .prefetch_related(
            Prefetch("exits", steps),
            Prefetch("related", relations),
            Prefetch("inverse_related", narrower),
            Prefetch("narrower", Role.objects.published().only("slug", "broader_id")),
            Prefetch("aliases", RoleAlias.objects.filter(is_hidden=True)),
            Prefetch("preparation_shares", shares),
        )
    )


def _rows(every, roles, stated):
    yield from every
    for role in roles:
        yield from role.exits.all()
    for statements in stated:
        yield from statements.choices
        yield from {row.choice for row in statements.routes if row.choice}
        for rows in statements:
            yield from rows


def _kinds(stated):
    """Return {slug of a skill: its kind} of all that is asked for; one query."""
    asked = {row.skill_id for statements in stated for row in (*statements.requirements, *statements.not_relevant)}
    return dict(Skill.objects.filter(pk__in=asked).order_by().values_list("slug", "kind"))


def _document(role, profile, kinds):
    parts = _asked_and_done(profile, kinds) | _around(role, profile)
    return (
        {"kind": "role", "id": role.slug} | _own(role, profile) | {name: rows for name, rows in parts.items() if rows}
    )


def _own(role, profile):
    broader = role.broader if role.broader and role.broader.is_published else None
    return said(
        address=role.get_absolute_url(),
        title=role.title,
        **collected(role),
        code=role.code,
        family=role.family.slug,
        family_name=way_down(role.family),
        seniority=role.seniority,
        seniority_name=role.get_seniority_display() if role.seniority else "",
        broader=broader and broader.slug,
        broader_title=broader and broader.title,
        narrower=_narrower(role),
        summary=role.summary,
        is_regulated=role.is_regulated,
        is_only_named=role.known_only_by_relation,
        preparation=role.preparation and role.preparation.slug,
        preparation_name=role.preparation and role.preparation.name,
        **cited(role, profile.evidence.get(identity_of(role), NOTHING)),
    )


def _narrower(role):
    """Return the slugs of its levels, and of what a framework sets below it."""
    below = (row.origin.slug for row in role.inverse_related.all())
    return sorted({*below, *(level.slug for level in role.narrower.all())})


def _asked_and_done(profile, kinds):
    refused = [role_lines.not_relevant(row, kinds) for row in profile.not_relevant]
    return {
        "choices": in_order(_choices(profile), "choice"),
        "requirements": in_order(role_lines.requirements(profile.asks, kinds), "skill", "choice"),
        "not_relevant": in_order(refused, "skill"),
        "duties": in_order(map(role_lines.duty, profile.duties), "duty"),
        "ways_in": in_order(map(role_lines.way_in, profile.routes), "route"),
        "experience": in_order(map(role_lines.experience, profile.experience), "label"),
    }


def _choices(profile):
    """Return the choices between skills, and those between ways in; each once."""
    of_routes = [line for line in profile.routes if line.statement.choice]
    found = {line.statement.choice.slug: role_lines.choice_of_routes(line, profile.evidence) for line in of_routes}
    between_skills = [line for line in profile.asks if line.is_choice]
    found |= {line.statement.slug: role_lines.choice(line, profile.evidence) for line in between_skills}
    return found.values()


def _around(role, profile):
    names = [line for line in profile.remarks[RoleAlias] if not line.inherited_from]
    steps = [role_lines.step(row, profile.evidence.get(identity_of(row), NOTHING)) for row in role.exits.all()]
    remarks = [role_lines.remark(line, kind) for model, kind in _REMARKS.items() for line in profile.remarks[model]]
    relations = map(role_lines.relation, profile.relations)
    return {
        "names": in_order(map(role_lines.name, names), "name"),
        "hidden_names": in_order((said(name=alias.name) for alias in role.aliases.all()), "name"),
        "steps": in_order(steps, "target"),
        "working_relations": in_order(relations, "relation", "other_role", "other_party"),
        "pay": in_order(map(role_lines.pay, profile.pay), "label"),
        "terms": in_order(map(role_lines.term, profile.remarks[EmploymentTerm]), "term", "name"),
        "remarks": remarks,
        "related_roles": in_order(map(role_lines.related, role.related.all()), "relation", "target"),
        "preparation_shares": in_order(map(role_lines.share, role.preparation_shares.all()), "category"),
    }
