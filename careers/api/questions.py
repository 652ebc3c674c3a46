"""The parameters of each operation."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from roles.filters import KNOWLEDGE, SENIORITIES
from roles.models import DutyArea, RouteKind, StepKind
from skills.models import SkillKind
from sources.models import DocumentKind, Strength, Wording

from .asking import Asked, Paged, Slug, Text, optional, several
from .problems import ProblemError

Seniority = Literal[tuple(value for value, _ in SENIORITIES)]
Knowledge = Literal[tuple(value for value, _ in KNOWLEDGE)]
Mark = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,80}:[0-4]$")]


def _one_of(choices):
    return Literal[tuple(choices.values)]


class RoleInclude(StrEnum):
    ALIASES = "aliases"
    REQUIREMENTS = "requirements"
    DUTIES = "duties"
    ROUTES = "routes"
    STEPS = "steps"
    EXPERIENCE = "experience"
    PAY = "pay"
    TERMS = "terms"
    RELATIONS = "relations"


class SkillInclude(StrEnum):
    ALIASES = "aliases"
    LEVELS = "levels"
    RELATIONS = "relations"


_INCLUDED = "What stands in the answer beside the row itself, with its evidence; then a page has 20 rows at most."


Version = Annotated[str, StringConstraints(pattern=r"^(latest|[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[1-9][0-9]{0,3})?)$")]
_VERSION = "A release of the content (/data/ lists them): the answer is what it said, with everything included."


class RoleQuery(Asked):
    version: Version = optional(_VERSION)
    include: list[RoleInclude] = several("What stands in the answer beside the role itself, with its evidence.")


class SkillQuery(Asked):
    version: Version = optional(_VERSION)
    include: list[SkillInclude] = several("What stands in the answer beside the skill itself, with its evidence.")


class RoleListQuery(Paged):
    q: Text = optional("Words of a title, of another title or of the summary.")
    collection: list[Slug] = several("Slugs of collections; without one, those of all.")
    family: list[Slug] = several("Slugs of families; what is within one belongs to it.")
    seniority: list[Seniority] = several("How far along a career.")
    knowledge: list[Knowledge] = several("Whether documents describe the role, or only name it beside another.")
    skill: list[Slug] = several("Slugs of skills that are asked for, all of them, what is inherited included.")
    level: Annotated[int, Field(ge=1, le=4)] = optional("The level of these skills, or above; only beside `skill`.")
    education: list[Slug] = several("Slugs of routes, of which one leads into the role.")
    include: list[RoleInclude] = several(_INCLUDED)
    sort: Literal["slug", "title", "-title"] = Field("slug", description="The order; a minus turns it round.")

    @model_validator(mode="after")
    def _is_level_of_something(self):
        if self.level and not self.skill:
            raise ProblemError(400, "“level” is that of a skill: say of which in “skill”.", parameter="level")
        return self


class SkillListQuery(Paged):
    q: Text = optional("Words of a name, of another name or of the description.")
    collection: list[Slug] = several("Slugs of collections; without one, those of all.")
    area: list[Slug] = several("Slugs of areas; what is within one belongs to it.")
    kind: list[_one_of(SkillKind)] = several("What kind of skill.")
    broader: Slug = optional("The slug of the skill that these are a part or a kind of.")
    include: list[SkillInclude] = several(_INCLUDED)
    sort: Literal["slug", "name", "-name"] = Field("slug", description="The order; a minus turns it round.")


class DutyListQuery(Paged):
    q: Text = optional("Words, each of which stands somewhere in what the work is called or its details.")
    role: list[Slug] = several("Slugs of roles: what is stated of them themselves.")
    collection: list[Slug] = several("Slugs of collections of roles.")
    responsibility: list[Slug] = several("Slugs of kinds of work.")
    area: list[_one_of(DutyArea)] = several("Areas of work.")


class RouteListQuery(Paged):
    q: Text = optional("Words, each of which stands somewhere in a name, a summary or what the route covers.")
    kind: list[_one_of(RouteKind)] = several("What kind of route.")
    role: Slug = optional("The slug of a role that the route leads into.")


class StepListQuery(Paged):
    role: Slug = optional("The slug of a role: steps from it and to it.")
    origin: Slug = optional("The slug of the role that steps lead from.")
    target: Slug = optional("The slug of the role that steps lead to.")
    kind: list[_one_of(StepKind)] = several("What kind of step.")
    collection: list[Slug] = several("Slugs of collections of roles.")


class DocumentListQuery(Paged):
    q: Text = optional("Words, each of which stands somewhere in a title or a summary.")
    kind: list[_one_of(DocumentKind)] = several("What kind of document.")
    collection: list[Slug] = several("Slugs of frameworks whose releases are looked for.")
    sort: Literal["slug", "-slug", "title", "-title", "year", "-year"] = Field(
        "slug", description="The order; a minus turns it round. A year that is not stated is before all others."
    )


class ClaimListQuery(Paged):
    q: Text = optional("Words, each of which stands somewhere in a statement or what it is about.")
    document: list[Slug] = several("Slugs of documents.")
    strength: list[_one_of(Strength)] = several("How strongly the document puts it.")
    wording: list[_one_of(Wording)] = several("How far the document's wording of a level reaches.")
    sort: Literal["code", "-code"] = Field("code", description="The order; a minus turns it round.")


class CollectionListQuery(Paged):
    pass


class CompareQuery(Asked):
    role: list[Slug] = Field(
        description="Slugs of two to four roles, from left to right.",
        min_length=2,
        max_length=4,
        json_schema_extra={"uniqueItems": True},
    )

    @classmethod
    def repeated(cls):
        return {"role"}


class BetweenQuery(Asked):
    origin: Slug = Field(alias="from", description="The slug of the role that somebody is in.")
    target: Slug = Field(alias="to", description="The slug of the role that somebody wants.")


class MatchQuery(Asked):
    mark: list[Mark] = Field(
        description="What somebody can do: the slug of a skill and a level from 0 (not yet) to 4 (expert); "
        "of a skill that is marked twice the higher counts.",
        min_length=1,
        max_length=200,
        json_schema_extra={"example": ["python:3", "git:2"]},
    )
    role: Slug = optional("The slug of a role: how the marks meet what it asks for. Without it, which roles fit best.")
    collection: list[Slug] = several("Slugs of collections of roles; without one, the site's own.")
    limit: Annotated[int, Field(ge=1, le=100)] = Field(20, description="At most so many roles.")

    @classmethod
    def repeated(cls):
        return {"mark", "collection"}
