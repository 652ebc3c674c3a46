"""What answers are made of: evidence, statements, levels, and what working as a role is like."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from roles.models import Need, PayKind, TermKind, WorkingRelationKind
from sources.models import Basis, Strength

NOT_STATED = "not stated"


def one_of(choices):
    return Literal[tuple(choices.values)]


Level = Annotated[int, Field(ge=1, le=4)]
Address = Annotated[str, Field(description="An address on this site.")]


class Evidence(Schema):
    """One claim of one document that a statement rests on."""

    claim: str = Field(description="The permanent code of the claim.")
    document: str = Field(description="The slug of the document.")
    strength: one_of(Strength) = Field(description="How strongly the document puts it.")
    level_text: str = Field(description="The document's own words for the level; empty without any.")
    place: str = Field(description="Where in the document.")
    speaks_of: Literal["itself", "broader"] = Field(
        description="Whether the document speaks of the very role or skill, or of a broader one."
    )
    url: Address


class Statement(Schema):
    """What is common to all that is stated."""

    basis: one_of(Basis) = Field(
        description="stated: a document says so; inferred: it follows; editorial: our own word."
    )
    hedge: str = Field(description="The documents' caution: “often”, “may”.")
    note: str = Field(description="Why it is inferred or editorial, or what to know about it.")
    evidence: list[Evidence]


class Named(Schema):
    slug: str
    name: str


class Leveled(Schema):
    level: Level | None = Field(description="From 1 to 4; null where it is not stated, never 0.")
    level_name: Literal["Awareness", "Working", "Practitioner", "Expert", "not stated"]


class Needed(Schema):
    need: one_of(Need) | None = Field(description="How much it matters; null where it is not stated.")
    need_name: str


class Inherited(Statement):
    inherited_from: str | None = Field(description="The slug of the broader role that states it; null: its own.")


class Experience(Inherited):
    """How many years of experience go with a role."""

    label: str = Field(description="Experience of what.")
    years_from: int | None = Field(description="null: not stated.")
    years_to: int | None = Field(description="null: not stated, or open.")
    years: str = Field(description="In words: “3–5 years”, “not stated”.")
    details: list[str]


class Pay(Inherited):
    """A figure of pay that a document quotes."""

    label: str = Field(description="What the figure is.")
    kind: one_of(PayKind)
    amount_from: float = Field(description="The amount; of a range, its lower end.")
    amount_to: float | None = Field(description="The upper end of a range; null of an average.")
    amount: str = Field(description="In words: “USD 120,000–200,000 a year”.")
    currency: str = Field(description="ISO 4217.")
    period: str = Field(description="hour, day, month, year; empty where it is not stated.")
    place: str = Field(description="Empty where it is not stated.")
    year: int | None = Field(description="null: not stated.")


class Term(Inherited):
    """One condition of employment."""

    kind: one_of(TermKind)
    name: str


class WorkingRelation(Inherited):
    """Whom a role works with, as it is stated of the role."""

    kind: one_of(WorkingRelationKind)
    role: Named | None = Field(description="The other role; null of a party that is none.")
    name: str = Field(description="What the other side is called.")
    purpose: str = Field(description="What for; empty where it is not stated.")
