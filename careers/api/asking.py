"""What may be asked: parameters, read strictly, with what the specification says of them."""

from enum import StrEnum
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints, model_validator

from .problems import ProblemError

MOST, USUAL = 100, 20
# Of rows with others embedded: a role of a framework asks for hundreds of skills.
MOST_WITH_INCLUDES = 20

Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,80}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,40}$")]
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f]{1,100}$")]
Cursor = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,1000}$")]


def _without_default(schema):
    schema.pop("default", None)


def optional(description, **more):
    """Return a parameter that may be left out."""
    return Field(None, description=description, json_schema_extra=_without_default, **more)


def several(description, **more):
    """Return a parameter that may be given several times."""
    return Field([], description=description, max_length=20, json_schema_extra=_without_default, **more)


def values_of(choices, name):
    """Return the type of one of the values of Django's choices."""
    return (
        Literal[tuple(choices)] if isinstance(choices, list | tuple) else StrEnum(name, {v: v for v in choices.values})
    )


class Asked(Schema):
    """The parameters of one operation: what is not among them, or given twice, is an error that says so."""

    @model_validator(mode="before")
    @classmethod
    def _is_known(cls, values, info):
        request = (info.context or {}).get("request")
        if request is not None:
            _check_names(request.GET, cls.names(), cls.repeated())
        return values

    @classmethod
    def names(cls):
        return [field.alias or name for name, field in cls.model_fields.items()]

    @classmethod
    def repeated(cls):
        return {field.alias or name for name, field in cls.model_fields.items() if field.default == []}


def _check_names(query, known, repeated):
    for name, given in query.lists():
        shown = name[:80]
        if name not in known:
            names = ", ".join(known) or "none"
            raise ProblemError(
                400, f"There is no parameter “{shown}”. Known here: {names}.", parameter=shown, known=known
            )
        if len(given) > 1 and name not in repeated:
            raise ProblemError(400, f"“{shown}” is given {len(given)} times; give it once.", parameter=shown)


def no_parameters(request):
    """Let an operation that takes none refuse parameters."""
    _check_names(request.GET, [], set())


class Paged(Asked):
    """What every list takes."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = Field(USUAL, description="At most so many rows.")
    cursor: Cursor = optional("Where the last answer ended: “next” of it has it.")

    def question(self):
        """Return all that the order and the rows of the list depend on."""
        return sorted(self.model_dump(exclude={"limit", "cursor"}).items())

    @property
    def most(self):
        return min(self.limit, MOST_WITH_INCLUDES) if getattr(self, "include", None) else self.limit
