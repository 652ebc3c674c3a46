"""A role as an occupation of schema.org and a concept of SKOS, and what it asks for with its evidence."""

from .facts import RoleFacts
from .parts import (
    evidence,
    labels,
    places,
    provenance,
    role_address,
    route_address,
    skill_address,
    statement,
)
from .things import number, thing

_UNITS = {"hour": "HOUR", "day": "DAY", "month": "MONTH", "year": "YEAR"}
MONTHS = 12


def role_things(role: RoleFacts):
    """Yield the role, then each statement of it, as things of their own."""
    address = role_address(role.slug)
    yield _occupation(role, address)
    yield from (_choice(choice, address) for choice in role.choices)
    yield from (_requirement(row, address) for row in role.requirements)
    yield from (_duty(row, address) for row in role.duties)
    yield from (_route(row, address) for row in role.routes)
    yield from (_step(row, address) for row in role.steps)


def _occupation(role, address):
    names = labels(role.title, role.aliases)
    return thing(
        address,
        ["schema:Occupation", "skos:Concept"],
        {
            **names,
            "schema:name": role.title,
            "schema:alternateName": names["skos:altLabel"],
            "schema:description": role.summary,
            "skos:definition": role.summary,
            "schema:url": address,
            "schema:occupationalCategory": role.family,
            **provenance(role.collection, role.identifier, role.code, role.release, role.is_retired),
            **places(role.broader, role.narrower, role.related, role_address),
            "way:seniority": role.seniority,
            "schema:skills": [skill_address(row.skill) for row in role.requirements],
            "schema:responsibilities": [row.title for row in role.duties],
            "schema:experienceRequirements": list(map(_experience, role.experience)),
            "schema:estimatedSalary": list(map(_pay, role.pay)),
            "way:wayIn": [route_address(row.slug) for row in role.routes],
            "way:leadsTo": [role_address(row.target) for row in role.steps],
            **evidence(role.said),
        },
    )


def _choice(choice, address):
    said = {
        "schema:name": choice.label,
        "way:minimum": choice.minimum,
        "way:need": choice.need,
        "way:level": choice.level,
    }
    return thing(_choice_address(address, choice.slug), ["way:Choice"], said | evidence(choice.said))


def _choice_address(address, slug):
    return f"{address}#choice-{slug}" if slug else ""


def _requirement(row, address):
    return statement(
        f"{address}#skill-{row.skill}",
        address,
        "schema:skills",
        {"rdf:object": skill_address(row.skill)},
        {
            "way:oneOf": _choice_address(address, row.choice),
            "way:need": row.need,
            "way:level": row.level,
            "way:nativeNeed": row.native_need,
            "way:nativeLevel": row.native_level,
        },
        row.said,
    )


def _duty(row, address):
    about = {"schema:text": row.title}
    return statement(
        f"{address}#duty-{row.slug}",
        address,
        "schema:responsibilities",
        about,
        {"way:involvement": row.involvement},
        row.said,
    )


def _route(row, address):
    return statement(
        f"{address}#route-{row.slug}",
        address,
        "way:wayIn",
        {"rdf:object": route_address(row.slug)},
        {"way:oneOf": _choice_address(address, row.choice), "way:necessity": row.necessity},
        row.said,
    )


def _step(row, address):
    return statement(
        f"{address}#step-{row.target}",
        address,
        "way:leadsTo",
        {"rdf:object": role_address(row.target)},
        {"way:kind": row.kind, "way:yearsFrom": row.years_from, "way:yearsTo": row.years_to},
        row.said,
    )


def _experience(row):
    months = None if row.years_from is None else row.years_from * MONTHS
    return thing(
        "",
        ["schema:OccupationalExperienceRequirements"],
        {"schema:name": row.label, "schema:monthsOfExperience": months, **evidence(row.said)},
    )


def _pay(row):
    """Return a figure as an amount of money with a value or two ends; a period that is not stated stays out."""
    unit = _UNITS.get(row.period)
    value = {"schema:value": number(row.amount_from)}
    if row.amount_to is not None:
        value = {"schema:minValue": number(row.amount_from), "schema:maxValue": number(row.amount_to)}
    figure = thing("", ["schema:QuantitativeValue"], value | {"schema:unitText": unit})
    said = {"schema:name": row.label, "schema:currency": row.currency, "schema:value": figure}
    return thing("", ["schema:MonetaryAmount"], said | evidence(row.said))
