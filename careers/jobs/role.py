"""A role as its job descriptions and interviews are made from it."""

from itertools import chain

from django.http import Http404

from roles.models import Role
from roles.role_profile import RoleProfile, published_chain
from roles.statements import load_statements
from skills.models import LevelDescriptor
from sources.evidence import load_evidence
from sources.fixed_query import FixedQuery
from sources.models import Document


class JobRole:
    """A published role with all that is stated of it, its broader roles included, and the evidence.

    Making it takes eight queries, and for a role of a framework nine.
    """

    def __init__(self, role):
        self.role = role
        roles = published_chain(role)
        stated = load_statements(roles, ladder_top=role).of(roles)
        evidence = load_evidence(chain([role], stated.choices, *stated))
        self.profile = RoleProfile(role, stated, evidence)
        # The release that a role of a framework was last found in; its notice goes with whatever is taken from it.
        self.release = _RELEASE.rows(role.release_id)[0] if role.is_imported else None

    @property
    def address(self):
        return self.role.get_absolute_url()

    @property
    def general(self):
        return self.profile.general

    @property
    def title(self):
        """The title as a heading begins: frameworks write some in small letters."""
        title = self.role.title
        return title if title[1:2].isupper() else f"{title[:1].upper()}{title[1:]}"


def load_job_role(slug):
    """Return the JobRole of the published role with this slug; raises Http404."""
    for role in _ROLE.rows(slug):
        return JobRole(role)
    raise Http404(f"No published role has the slug {slug}.")


def load_descriptors(skills):
    """Return {(id of a skill, level): what somebody at this level can do} of some skills, in one query."""
    rows = LevelDescriptor.objects.filter(skill__in=list(skills)).order_by()
    return {(skill, level): text for skill, level, text in rows.values_list("skill_id", "level", "text")}


_ROLE = FixedQuery(lambda slug: Role.objects.for_page().published().filter(slug=slug), "a-slug")
_RELEASE = FixedQuery(lambda pk: Document.objects.filter(pk=pk).select_related("collection"), -100)
