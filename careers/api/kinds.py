"""The kinds of resources: which rows readers may see, what narrows and orders them, how they are told."""

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce, LPad

from roles.models import Duty, EducationRoute, ProgressionStep, Role
from roles.profile import Line
from skills.models import Skill
from sources.evidence import NOTHING, identity_of, load_evidence
from sources.models import Claim, Collection, Document

from . import filters
from .lists import Kind
from .roles import duty, for_answers, role_values, step
from .skills import for_answers as skills_for_answers
from .skills import skill_values
from .sources import claim_values, collection_values, document_values, route_values


def duty_values(duties, include=()):
    evidence = load_evidence(duties)
    return [duty(row, row.role.slug, Line(row, evidence.get(identity_of(row), NOTHING))) for row in duties]


def step_values(steps, include=()):
    evidence = load_evidence(steps)
    return [step(row, evidence) for row in steps]


def _without_includes(tell):
    return lambda rows, include=(): tell(rows)


# A year as a text, as cursors take it: none would stand behind a row whose year is null.
_DATED = LPad(Cast(Coalesce("year", 0), CharField()), 5, Value("0"))

ROLES = Kind(
    "role",
    "roles",
    lambda: for_answers(Role.objects.published()),
    filters.RolesFilter,
    {"slug": ("slug",), "title": ("title", "slug"), "-title": ("-title", "slug")},
    role_values,
)
SKILLS = Kind(
    "skill",
    "skills",
    lambda: skills_for_answers(Skill.objects.published()),
    filters.SkillsFilter,
    {"slug": ("slug",), "name": ("name", "slug"), "-name": ("-name", "slug")},
    skill_values,
)
DUTIES = Kind(
    "duty",
    "duties",
    lambda: Duty.objects.published().select_related("role", "responsibility"),
    filters.DutiesFilter,
    {"": ("role__slug", "responsibility__slug")},
    duty_values,
)
ROUTES = Kind(
    "route",
    "routes",
    EducationRoute.objects.all,
    filters.RoutesFilter,
    {"": ("slug",)},
    _without_includes(route_values),
)
STEPS = Kind(
    "step",
    "steps",
    lambda: ProgressionStep.objects.published().select_related("origin", "target"),
    filters.StepsFilter,
    {"": ("origin__slug", "target__slug")},
    step_values,
)
DOCUMENTS = Kind(
    "document",
    "documents",
    lambda: Document.objects.select_related("collection").annotate(dated=_DATED),
    filters.DocumentsFilter,
    {
        "slug": ("slug",),
        "-slug": ("-slug",),
        "title": ("title", "slug"),
        "-title": ("-title", "slug"),
        "year": ("dated", "slug"),
        "-year": ("-dated", "slug"),
    },
    _without_includes(document_values),
)
CLAIMS = Kind(
    "claim",
    "claims",
    lambda: Claim.objects.select_related("document"),
    filters.ClaimsFilter,
    {"code": ("code",), "-code": ("-code",)},
    _without_includes(claim_values),
)
COLLECTIONS = Kind(
    "collection",
    "collections",
    Collection.objects.all,
    filters.NoFilter,
    {"": ("slug",)},
    _without_includes(collection_values),
)
