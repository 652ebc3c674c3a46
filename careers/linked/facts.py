"""What linked data is made of: plain values, whoever loads them."""

from typing import NamedTuple


class Statement(NamedTuple):
    """What is common to all that is stated: what it rests on. citations: addresses of claims."""

    basis: str
    hedge: str = ""
    note: str = ""
    citations: tuple[str, ...] = ()


class ChoiceFacts(NamedTuple):
    """Alternatives of which some suffice."""

    slug: str
    label: str
    minimum: int
    need: str
    level: int | None
    said: Statement


class RequirementFacts(NamedTuple):
    """That a role asks for a skill; choice: the slug of the choice that it is a member of."""

    skill: str
    need: str | None
    level: int | None
    said: Statement
    choice: str = ""
    native_need: str = ""
    native_level: str = ""


class DutyFacts(NamedTuple):
    slug: str
    title: str
    involvement: str
    said: Statement


class RouteFacts(NamedTuple):
    slug: str
    necessity: str
    said: Statement
    choice: str = ""


class StepFacts(NamedTuple):
    """That people move from the role to another (its slug)."""

    target: str
    kind: str
    years_from: int | None
    years_to: int | None
    said: Statement


class ExperienceFacts(NamedTuple):
    label: str
    years_from: int | None
    said: Statement


class PayFacts(NamedTuple):
    label: str
    amount_from: int | float
    amount_to: int | float | None
    currency: str
    period: str
    said: Statement


class RoleFacts(NamedTuple):
    """A role and what is stated of it itself; what it inherits stands at its broader roles.

    aliases: [(name, whether it is hidden)]. broader, narrower, related: slugs of roles.
    """

    slug: str
    title: str
    summary: str
    said: Statement
    collection: str
    family: str
    seniority: int | None = None
    code: str = ""
    identifier: str = ""
    release: str = ""
    is_retired: bool = False
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[tuple[str, bool], ...] = ()
    choices: tuple[ChoiceFacts, ...] = ()
    requirements: tuple[RequirementFacts, ...] = ()
    duties: tuple[DutyFacts, ...] = ()
    routes: tuple[RouteFacts, ...] = ()
    steps: tuple[StepFacts, ...] = ()
    experience: tuple[ExperienceFacts, ...] = ()
    pay: tuple[PayFacts, ...] = ()


class WayFacts(NamedTuple):
    """A way of learning, whatever the role. covers: what it is said to give."""

    slug: str
    name: str
    summary: str
    kind: str
    covers: tuple[str, ...]
    said: Statement


class TermFacts(NamedTuple):
    """A word of the glossary; skill: the slug of the skill whose page says more, if there is one."""

    slug: str
    name: str
    definition: str
    skill: str
    said: Statement


class DescriptorFacts(NamedTuple):
    level: int
    text: str
    said: Statement


class SkillFacts(NamedTuple):
    """A skill. relations: [(kind of SkillRelation, slug of the other skill)]."""

    slug: str
    name: str
    description: str
    kind: str
    collection: str
    area: str
    identifier: str = ""
    release: str = ""
    is_retired: bool = False
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    aliases: tuple[tuple[str, bool], ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    descriptors: tuple[DescriptorFacts, ...] = ()
