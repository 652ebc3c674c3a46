"""Rows for tests: dull, valid and published unless a test says otherwise.

Every argument is optional. A slug gives the name ("sql-basics" → "Sql basics"); `claims` is the evidence.
"""

from decimal import Decimal

from django.db import connection

from roles import models as roles
from skills import models as skills
from skills.levels import Level
from sources import models as sources
from sources.evidence import Reading
from sources.publication import Status


def make_collection(slug=None, **fields):
    slug = _next_slug(sources.Collection) if slug is None else slug
    return _make(sources.Collection, {"name": _name(slug), "short_name": _name(slug)}, slug=slug, **fields)


def make_release(collection=None, version="1.0", **fields):
    """Make a document that is a release of a framework; `collection` is a Collection, a new one by default."""
    collection = collection or make_collection()
    fields = {"kind": sources.DocumentKind.FRAMEWORK, "version": version} | fields
    return make_document(collection=collection, **fields)


def make_document(slug=None, **fields):
    slug = _next_slug(sources.Document) if slug is None else slug
    defaults = {
        "title": _name(slug),
        "short_title": _name(slug),
        "kind": sources.DocumentKind.ARTICLE,
        "speaks_of": "backend engineers",
        "summary": "An article.",
    }
    return _make(sources.Document, defaults, slug=slug, **fields)


def make_claim(code=None, *, document=None, **fields):
    defaults = {
        "locator": "paragraph 1",
        "subject": "Backend Engineer",
        "statement": "Something is said.",
        "strength": sources.Strength.REQUIRED,
    }
    code = f"F{_number(sources.Claim):03}" if code is None else code
    return _make(sources.Claim, defaults, code=code, document=document or make_document(), **fields)


def make_reading(code="F001", *, document=1, document_title=None, **fields):
    """Make a claim as pages show it, of a document known by a number; nothing of it is in a database."""
    defaults = {
        "document_position": document,
        "position": 1,
        "document_id": document,
        "document_slug": f"document-{document}",
        "document": document_title or f"Document {document}",
        "document_kind": sources.DocumentKind.ARTICLE.value,
        "section": "Skills",
        "locator": "sentence 1",
        "strength": sources.Strength.REQUIRED.value,
        "wording": "",
        "level_text": "",
    }
    return Reading(code=code, **defaults | fields)


def planning_queries():
    """Return how many queries a search takes to tell PostgreSQL how to plan, in a test's transaction."""
    return 4 if connection.vendor == "postgresql" else 0


def make_old_address(kind="role", slug=None, replaced_by="somewhere", **fields):
    slug = _next_slug(sources.OldAddress) if slug is None else slug
    return _make(sources.OldAddress, {}, kind=kind, slug=slug, replaced_by=replaced_by, **fields)


def make_area(slug=None, **fields):
    slug = _next_slug(skills.SkillArea) if slug is None else slug
    return _make(skills.SkillArea, {"name": _name(slug)}, slug=slug, **fields)


def make_skill(slug=None, *, area=None, **fields):
    slug = _next_slug(skills.Skill) if slug is None else slug
    defaults = {
        "name": _name(slug),
        "kind": skills.SkillKind.CONCEPT,
        "description": "Something to be good at.",
        "status": Status.PUBLISHED,
    }
    return _make(skills.Skill, defaults, slug=slug, area=area or make_area(), **fields)


def make_skill_in_area(*, skill=None, area=None, **fields):
    return _make(skills.SkillInArea, {}, skill=skill or make_skill(), area=area or make_area(), **fields)


def make_skill_alias(name="Other name", *, skill=None, **fields):
    return _make(skills.SkillAlias, {}, name=name, skill=skill or make_skill(), **fields)


def make_descriptor(*, skill=None, claims=(), **fields):
    defaults = {"level": Level.WORKING, "text": "do everyday tasks"}
    return _make(skills.LevelDescriptor, defaults, claims, skill=skill or make_skill(), **fields)


def make_skill_relation(*, origin=None, target=None, claims=(), **fields):
    ends = {"origin": origin or make_skill(), "target": target or make_skill()}
    return _make(skills.SkillRelation, {}, claims, **ends, **fields)


def make_term(slug=None, *, claims=(), **fields):
    slug = _next_slug(skills.GlossaryTerm) if slug is None else slug
    return _make(skills.GlossaryTerm, {"term": _name(slug), "definition": "A word."}, claims, slug=slug, **fields)


def make_family(slug=None, **fields):
    slug = _next_slug(roles.RoleFamily) if slug is None else slug
    return _make(roles.RoleFamily, {"name": _name(slug)}, slug=slug, **fields)


def make_role(slug=None, *, family=None, levels=None, claims=(), **fields):
    """Make a role; `levels` maps skills to the levels it asks for them."""
    slug = _next_slug(roles.Role) if slug is None else slug
    status = Status.DRAFT if fields.get("draft_of") else Status.PUBLISHED
    defaults = {"title": _name(slug), "summary": "A job.", "status": status}
    role = _make(roles.Role, defaults, claims, slug=slug, family=family or make_family(), **fields)
    for skill, level in (levels or {}).items():
        make_requirement(role=role, skill=skill, level=level)
    return role


def make_role_alias(name="Other title", *, role=None, claims=(), **fields):
    return _make(roles.RoleAlias, {}, claims, name=name, role=role or make_role(), **fields)


def make_choice(slug=None, *, role=None, claims=(), **fields):
    slug = _next_slug(roles.Choice) if slug is None else slug
    defaults = {"label": _name(slug), "need": roles.Need.ESSENTIAL}
    return _make(roles.Choice, defaults, claims, slug=slug, role=role or make_role(), **fields)


def make_requirement(*, role=None, skill=None, choice=None, claims=(), **fields):
    """Make a requirement: essential, or a member of the choice (and then of its role)."""
    role = role or (choice.role if choice else make_role())
    defaults = {"need": None if choice else roles.Need.ESSENTIAL}
    ends = {"role": role, "skill": skill or make_skill(), "choice": choice}
    return _make(roles.SkillRequirement, defaults, claims, **ends, **fields)


def make_responsibility(slug=None, **fields):
    slug = _next_slug(roles.Responsibility) if slug is None else slug
    defaults = {"title": _name(slug), "area": roles.DutyArea.CODE}
    return _make(roles.Responsibility, defaults, slug=slug, **fields)


def make_duty(*, role=None, responsibility=None, claims=(), **fields):
    ends = {"role": role or make_role(), "responsibility": responsibility or make_responsibility()}
    return _make(roles.Duty, {}, claims, **ends, **fields)


def make_route(slug=None, *, claims=(), **fields):
    slug = _next_slug(roles.EducationRoute) if slug is None else slug
    defaults = {"name": _name(slug), "kind": roles.RouteKind.DEGREE, "summary": "A way of learning."}
    return _make(roles.EducationRoute, defaults, claims, slug=slug, **fields)


def make_route_into_role(*, role=None, route=None, choice=None, claims=(), **fields):
    defaults = {"necessity": roles.Necessity.ACCEPTED}
    role = role or (choice.role if choice else make_role())
    ends = {"role": role, "route": route or make_route(), "choice": choice}
    return _make(roles.RouteIntoRole, defaults, claims, **ends, **fields)


def make_experience(label="software development", *, role=None, claims=(), **fields):
    return _make(roles.ExperienceRange, {}, claims, label=label, role=role or make_role(), **fields)


def make_step(*, origin=None, target=None, claims=(), **fields):
    defaults = {"kind": roles.StepKind.PROMOTION}
    ends = {"origin": origin or make_role(), "target": target or make_role()}
    return _make(roles.ProgressionStep, defaults, claims, **ends, **fields)


def make_working_relation(*, role=None, other_role=None, claims=(), **fields):
    """Make a relation with another role, or with a party where `other_party` is given."""
    if other_role is None and not fields.get("other_party"):
        other_role = make_role()
    defaults = {"kind": roles.WorkingRelationKind.WORKS_WITH}
    ends = {"role": role or make_role(), "other_role": other_role}
    return _make(roles.WorkingRelation, defaults, claims, **ends, **fields)


def make_pay_figure(label="average salary", *, role=None, claims=(), **fields):
    defaults = {"kind": roles.PayKind.AVERAGE, "amount_from": 100_000, "currency": "USD"}
    return _make(roles.PayFigure, defaults, claims, label=label, role=role or make_role(), **fields)


def make_pay_factor(name="experience", *, role=None, claims=(), **fields):
    return _make(roles.PayFactor, {}, claims, name=name, role=role or make_role(), **fields)


def make_benefit(name="paid time off", *, role=None, claims=(), **fields):
    return _make(roles.Benefit, {}, claims, name=name, role=role or make_role(), **fields)


def make_employment_term(name="full-time", *, role=None, claims=(), **fields):
    defaults = {"kind": roles.TermKind.HOURS}
    return _make(roles.EmploymentTerm, defaults, claims, name=name, role=role or make_role(), **fields)


def make_question(slug=None, *, role=None, claims=(), **fields):
    defaults = {"question": "What do they do?", "answer": "A job."}
    slug = _next_slug(roles.Question) if slug is None else slug
    return _make(roles.Question, defaults, claims, slug=slug, role=role or make_role(), **fields)


def make_hiring_note(slug=None, *, role=None, claims=(), **fields):
    slug = _next_slug(roles.HiringNote) if slug is None else slug
    return _make(roles.HiringNote, {"text": "Ask them."}, claims, slug=slug, role=role or make_role(), **fields)


def make_preparation_level(slug=None, **fields):
    slug = _next_slug(roles.PreparationLevel) if slug is None else slug
    return _make(roles.PreparationLevel, {"name": _name(slug)}, slug=slug, **fields)


def make_preparation_category(slug=None, **fields):
    slug = _next_slug(roles.PreparationCategory) if slug is None else slug
    defaults = {
        "kind": roles.PreparationKind.EDUCATION,
        "position": _number(roles.PreparationCategory),
        "label": _name(slug),
    }
    return _make(roles.PreparationCategory, defaults, slug=slug, **fields)


def make_preparation_share(*, role=None, category=None, **fields):
    ends = {"role": role or make_role(), "category": category or make_preparation_category()}
    return _make(roles.PreparationShare, {"percent": Decimal("12.50")}, **ends, **fields)


def make_role_relation(*, origin=None, target=None, **fields):
    return _make(roles.RoleRelation, {}, origin=origin or make_role(), target=target or make_role(), **fields)


def make_trend(slug=None, *, role=None, claims=(), **fields):
    slug = _next_slug(roles.Trend) if slug is None else slug
    return _make(roles.Trend, {"text": "More of it."}, claims, slug=slug, role=role or make_role(), **fields)


def _make(model, defaults, claims=(), **fields):
    row = model._default_manager.create(**defaults | fields)
    if claims:
        row.claims.set(claims)
    return row


def _number(model):
    return model._default_manager.count() + 1


def _next_slug(model):
    return f"{model._meta.model_name}-{_number(model)}"


def _name(slug):
    return slug.replace("-", " ").capitalize() or "Nameless"


# For tests that hold of every model.
FACTORIES = {
    sources.Collection: make_collection,
    sources.Document: make_document,
    sources.Claim: make_claim,
    sources.OldAddress: make_old_address,
    skills.SkillArea: make_area,
    skills.Skill: make_skill,
    skills.SkillAlias: make_skill_alias,
    skills.LevelDescriptor: make_descriptor,
    skills.SkillRelation: make_skill_relation,
    skills.GlossaryTerm: make_term,
    roles.RoleFamily: make_family,
    roles.Role: make_role,
    roles.RoleAlias: make_role_alias,
    roles.Choice: make_choice,
    roles.SkillRequirement: make_requirement,
    roles.Responsibility: make_responsibility,
    roles.Duty: make_duty,
    roles.EducationRoute: make_route,
    roles.RouteIntoRole: make_route_into_role,
    roles.ExperienceRange: make_experience,
    roles.ProgressionStep: make_step,
    roles.WorkingRelation: make_working_relation,
    roles.PayFigure: make_pay_figure,
    roles.PayFactor: make_pay_factor,
    roles.Benefit: make_benefit,
    roles.EmploymentTerm: make_employment_term,
    roles.Question: make_question,
    roles.HiringNote: make_hiring_note,
    roles.Trend: make_trend,
}

# Models that only frameworks fill, and that have no content file.
FRAMEWORK_FACTORIES = {
    skills.SkillInArea: make_skill_in_area,
    roles.PreparationLevel: make_preparation_level,
    roles.PreparationCategory: make_preparation_category,
    roles.PreparationShare: make_preparation_share,
    roles.RoleRelation: make_role_relation,
}
ALL_FACTORIES = FACTORIES | FRAMEWORK_FACTORIES
