"""The resources: a list and one row of each kind."""

from ninja import Path, Query, Router

from careers.bulk.versions import NoSuchVersion, read_as_of
from roles.models import EducationRoute, Role
from skills.models import Skill
from sources.models import Document

from . import answers, kinds
from . import questions as asked
from .asking import Code, Slug, no_parameters
from .lists import Kind
from .problems import ProblemError, unknown
from .roles import for_answers
from .skills import for_answers as skills_for_answers

router = Router()


def _get(path, response, operation_id, tag):
    return router.get(path, response=response, operation_id=operation_id, tags=[tag], exclude_unset=True)


@_get("roles/", answers.RoleList, "list_roles", "Roles")
def list_roles(request, query: Query[asked.RoleListQuery]):
    """Roles, narrowed by what they are and ask for."""
    return kinds.ROLES.page(query)


@_get("roles/{slug}/", answers.Role | answers.Released, "get_role", "Roles")
def get_role(request, slug: Path[Slug], query: Query[asked.RoleQuery]):
    """One role. What it inherits of a broader role says so."""
    if query.version:
        return _released("role", slug, query.version)
    return kinds.ROLES.by_slug(Role, for_answers(Role.objects.with_page()), slug, query)


@_get("skills/", answers.SkillList, "list_skills", "Skills")
def list_skills(request, query: Query[asked.SkillListQuery]):
    """Skills, narrowed by collection, kind, area or the skill that they are a part of."""
    return kinds.SKILLS.page(query)


@_get("skills/{slug}/", answers.Skill | answers.Released, "get_skill", "Skills")
def get_skill(request, slug: Path[Slug], query: Query[asked.SkillQuery]):
    """One skill. The roles that ask for it: the list of roles, narrowed by it."""
    if query.version:
        return _released("skill", slug, query.version)
    return kinds.SKILLS.by_slug(Skill, skills_for_answers(Skill.objects.with_page()), slug, query)


@_get("duties/", answers.DutyList, "list_duties", "Duties")
def list_duties(request, query: Query[asked.DutyListQuery]):
    """What roles do, as it is stated of them themselves."""
    return kinds.DUTIES.page(query)


@_get("duties/{role}/{responsibility}/", answers.Duty, "get_duty", "Duties")
def get_duty(request, role: Path[Slug], responsibility: Path[Slug]):
    """One duty: what one role does in one kind of work."""
    no_parameters(request)
    return _the_one(kinds.DUTIES, f"{role}/{responsibility}", role__slug=role, responsibility__slug=responsibility)


@_get("routes/", answers.RouteList, "list_routes", "Routes")
def list_routes(request, query: Query[asked.RouteListQuery]):
    """Ways of learning what roles take."""
    return kinds.ROUTES.page(query)


@_get("routes/{slug}/", answers.Route, "get_route", "Routes")
def get_route(request, slug: Path[Slug]):
    """One route."""
    no_parameters(request)
    return kinds.ROUTES.by_slug(EducationRoute, kinds.ROUTES.rows(), slug)


@_get("steps/", answers.StepList, "list_steps", "Steps")
def list_steps(request, query: Query[asked.StepListQuery]):
    """How people move from role to role."""
    return kinds.STEPS.page(query)


@_get("steps/{origin}/{target}/", answers.Step, "get_step", "Steps")
def get_step(request, origin: Path[Slug], target: Path[Slug]):
    """One step from a role to another."""
    no_parameters(request)
    return _the_one(kinds.STEPS, f"{origin}/{target}", origin__slug=origin, target__slug=target)


@_get("documents/", answers.DocumentList, "list_documents", "Documents and claims")
def list_documents(request, query: Query[asked.DocumentListQuery]):
    """The documents that statements rest on."""
    return kinds.DOCUMENTS.page(query)


@_get("documents/{slug}/", answers.Document, "get_document", "Documents and claims")
def get_document(request, slug: Path[Slug]):
    """One document."""
    no_parameters(request)
    return kinds.DOCUMENTS.by_slug(Document, kinds.DOCUMENTS.rows(), slug)


@_get("claims/", answers.ClaimList, "list_claims", "Documents and claims")
def list_claims(request, query: Query[asked.ClaimListQuery]):
    """What documents say, claim by claim, in our words."""
    return kinds.CLAIMS.page(query)


@_get("claims/{code}/", answers.Claim, "get_claim", "Documents and claims")
def get_claim(request, code: Path[Code]):
    """One claim."""
    no_parameters(request)
    return _the_one(kinds.CLAIMS, code, code=code)


@_get("collections/", answers.CollectionList, "list_collections", "Collections")
def list_collections(request, query: Query[asked.CollectionListQuery]):
    """The site's own content, and the public frameworks that were taken in whole."""
    return kinds.COLLECTIONS.page(query)


@_get("collections/{slug}/", answers.Collection, "get_collection", "Collections")
def get_collection(request, slug: Path[Slug]):
    """One collection."""
    no_parameters(request)
    return _the_one(kinds.COLLECTIONS, slug, slug=slug)


def _released(kind, slug, version):
    """Return what a release said of a row; raises a Problem where it said nothing."""
    try:
        then = read_as_of(version, kind, slug)
    except NoSuchVersion as error:
        raise ProblemError(404, str(error), parameter="version") from error
    return {"version": then.release.version, "document": then.document}


def _the_one(kind: Kind, name, **conditions):
    """Return the row that meets conditions as values; raises a Problem where there is none."""
    found = kind.one(kind.rows().filter(**conditions))
    if found is None:
        raise unknown(kind.name, name)
    return found
