"""What answers look like; the specification is made from these."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from roles.models import Necessity
from sources.models import Strength

from .answer_parts import (
    Address,
    Experience,
    Leveled,
    Named,
    Needed,
    Pay,
    Statement,
    Term,
    WorkingRelation,
    one_of,
)


class Asking(Needed):
    inherited_from: str | None = Field(description="The slug of the broader role that states it; null: its own.")


class Member(Leveled, Statement):
    """One of several that suffice."""

    skill: Named
    url: Address


class Requirement(Leveled, Asking, Statement):
    """What a role asks for: a skill, or so many of several."""

    kind: Literal["skill", "choice"]
    skill: Named | None = Field(description="The skill; null of a choice.")
    label: str = Field(description="What is asked, in words.")
    native: str = Field(description="The framework's own figures or words; empty without any.")
    minimum: int = Field(description="How many of the members suffice; 1 of a skill.")
    members: list[Member] = Field(description="What a choice is made of; empty of a skill.")


class Duty(Statement):
    """That a role takes part in a kind of work."""

    role: str
    responsibility: Named
    area: str = Field(description="The area of work; empty where a framework does not say.")
    involvement: Annotated[int, Field(ge=1, le=4)] | None = Field(
        description="How far somebody answers for it, 1 to 4; null where it is not stated."
    )
    involvement_name: str
    details: list[str]
    is_daily: bool
    inherited_from: str | None = Field(description="The slug of the broader role that states it; null: its own.")
    api: Address


class RouteIntoRole(Statement):
    """That a route leads into a role."""

    role: str
    route: Named
    necessity: one_of(Necessity)
    details: list[str]
    inherited_from: str | None


class Step(Statement):
    """That people move from one role to another."""

    origin: str
    origin_title: str
    target: str
    target_title: str
    kind: str
    years_from: int | None = Field(description="null: not stated.")
    years_to: int | None = Field(description="null: not stated, or open.")
    years: str = Field(description="In words: “3–5 years”, “not stated”.")
    details: list[str]
    api: Address


class Alias(Schema):
    name: str


class Role(Statement):
    """A role; its evidence is that of the summary. What is included stands in it only where it was asked for."""

    slug: str = Field(description="Permanent: an old one leads on to the new.")
    title: str
    url: Address
    api: Address
    status: Literal["published", "retired"]
    collection: str
    family: Named
    seniority: Annotated[int, Field(ge=1, le=4)] | None = Field(description="null: a role at large, or not stated.")
    seniority_name: str
    broader: str | None = Field(description="The slug of the role that this one is a level of.")
    code: str = Field(description="Its code in its framework; empty without one.")
    identifier: str = Field(description="What the framework itself calls it; empty: written here.")
    summary: str
    aliases: list[Alias] = Field(default=None)
    requirements: list[Requirement] = Field(default=None)
    duties: list[Duty] = Field(default=None)
    routes: list[RouteIntoRole] = Field(default=None)
    steps: list[Step] = Field(default=None)
    experience: list[Experience] = Field(default=None)
    pay: list[Pay] = Field(default=None)
    terms: list[Term] = Field(default=None)
    relations: list[WorkingRelation] = Field(default=None)


class Released(Schema):
    """A role or a skill as a release of the content said it."""

    version: str
    document: dict[str, Any] = Field(description="As in the JSON Lines of the release; its data package explains it.")


class Descriptor(Leveled, Statement):
    """What somebody at one level can do."""

    text: str


class Relation(Statement):
    skill: Named
    kind: str
    direction: Literal["outward", "inward"]


class Skill(Schema):
    """A skill. What is included stands in it only where it was asked for."""

    slug: str = Field(description="Permanent: an old one leads on to the new.")
    name: str
    url: Address
    api: Address
    status: Literal["published", "retired"]
    collection: str
    kind: str = Field(description="Empty where a framework does not say.")
    area: Named
    broader: str | None
    identifier: str = Field(description="What the framework itself calls it; empty: written here.")
    description: str
    aliases: list[Alias] = Field(default=None)
    levels: list[Descriptor] = Field(default=None)
    relations: list[Relation] = Field(default=None)


class Route(Statement):
    """A way of learning what a role takes."""

    slug: str
    name: str
    url: Address
    api: Address
    kind: str
    summary: str
    covers: list[str]


class Document(Schema):
    """A source that statements rest on."""

    slug: str
    title: str
    url: Address
    api: Address
    kind: str
    speaks_of: str
    summary: str
    year: int | None = Field(description="null: not stated.")
    licence: str
    attribution: str
    collection: str | None = Field(description="The framework that it is a release of.")
    version: str


class Claim(Schema):
    """One thing that one document says, in our words."""

    code: str = Field(description="Permanent; never used again for another claim.")
    document: str
    url: Address
    api: Address
    section: str
    place: str
    also_at: list[str]
    subject: str
    statement: str
    strength: one_of(Strength)
    wording: str
    level_text: str
    hedge: str


class Collection(Schema):
    """The site's own content, or a public framework that was taken in whole."""

    slug: str
    name: str
    short_name: str
    api: Address
    description: str
    licence: str
    attribution: str
    url: str


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str = Field(default=None)
    parameter: str = Field(default=None, description="The parameter that is to be mended.")


def _page_of(model):
    """Return what a page of a list looks like."""
    fields = {"data": list[model], "next": str | None}
    next_page = Field(description="The address of the next page; null on the last.")
    return type(
        f"{model.__name__}List", (Schema,), {"__annotations__": fields, "next": next_page, "__module__": __name__}
    )


RoleList, SkillList, DutyList, RouteList, StepList, DocumentList, ClaimList, CollectionList = map(
    _page_of, (Role, Skill, Duty, Route, Step, Document, Claim, Collection)
)
