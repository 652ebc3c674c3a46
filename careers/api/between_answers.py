"""What answers about several roles look like; the specification is made from these."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from careers.comparison.difference import Verdict as Change
from careers.fit.matching import Verdict

from .answer_parts import Address, Evidence, Leveled, Named, Needed
from .answers import Step


class NamedRole(Schema):
    slug: str
    title: str
    url: Address


class ComparedAsk(Schema):
    """What one role asks in one matter."""

    is_stated: bool
    words: str = Field(description="As the page says it; “not stated” where nothing is.")
    evidence: list[Evidence]


class ComparedChange(Schema):
    verdict: Literal[tuple(change.name.lower() for change in Change)]
    places: int = Field(description="By how many places of the scale.")
    words: str


class ComparedRow(Schema):
    """One matter: what each role asks, from left to right, and the changes from each to the next."""

    group: str
    subject: str
    asks: list[ComparedAsk]
    changes: list[ComparedChange]


class Section(Schema):
    slug: str
    title: str
    rows: list[ComparedRow]


class ComparedStep(Schema):
    origin: str
    target: str
    tally: dict[str, int] = Field(description="How many rows have each verdict.")
    highlights: list[str]


class Comparison(Schema):
    """Roles side by side."""

    roles: list[NamedRole]
    url: Address
    steps: list[ComparedStep]
    sections: list[Section]


class Share(Schema):
    met: int
    near: int = Field(description="One level short.")
    of: int
    percent: Annotated[int, Field(ge=0, le=100)] | None = Field(description="null where nothing is asked.")


class Standing(Leveled):
    """Where somebody stands in one skill."""

    skill: Named
    mark: Annotated[int, Field(ge=0, le=4)] | None = Field(description="null: not marked.")
    verdict: Literal[tuple(verdict.name.lower() for verdict in Verdict)]


class Result(Needed):
    """What is made of one thing that is asked: a skill, or a choice, whose closest members count."""

    label: str
    is_choice: bool
    minimum: int = Field(description="How many of the skills suffice.")
    levels_short: int = Field(description="Levels still to climb.")
    skills: list[Standing] = Field(description="Closest first.")


class Fit(Schema):
    essentials: Share
    others: Share
    is_fitting: bool = Field(description="Every essential is met; where none is stated, all that is asked.")
    met: list[Result]
    near: list[Result]
    missing: list[Result]


class Gap(Fit):
    """What a role asks for beyond another, essentials first."""

    origin: NamedRole
    target: NamedRole


class Way(Schema):
    roles: list[NamedRole]
    steps: list[Step]


class Path(Schema):
    """The ways from one role to another, shortest first; where there is none, what is near."""

    origin: NamedRole
    target: NamedRole
    ways: list[Way]
    onward: list[NamedRole] = Field(description="Within reach, and as near to the goal as one gets.")
    inward: list[NamedRole] = Field(description="With a way to the goal.")


class MatchedRole(NamedRole, Fit):
    pass


class RankedRole(NamedRole):
    essentials: Share
    others: Share
    is_fitting: bool


class Match(Schema):
    """How marks meet one role, if one was asked for; else the roles that they meet best, best first."""

    role: MatchedRole | None
    roles: list[RankedRole] | None
    count: int | None = Field(description="How many roles ask for anything that is marked.")
