"""Documents as the facts that linked data is made of; what a role inherits stands at its broader roles."""

from decimal import Decimal
from types import SimpleNamespace

from careers.linked.facts import (
    ChoiceFacts,
    DescriptorFacts,
    DutyFacts,
    ExperienceFacts,
    PayFacts,
    RequirementFacts,
    RoleFacts,
    RouteFacts,
    SkillFacts,
    Statement,
    StepFacts,
    TermFacts,
    WayFacts,
)
from careers.linked.parts import claim_address

_COLLECTION = ("slug", "name", "short_name", "description", "licence", "url")
_DOCUMENT = ("slug", "title", "summary", "kind", "year", "version", "licence", "url")


def skill_facts(skill, claims):
    """Return the facts of the document of a skill; claims: {code: the document that says it}."""
    descriptors = (DescriptorFacts(row["level"], row["text"], _said(row, claims)) for row in skill.get("levels", ()))
    return SkillFacts(
        slug=skill["id"],
        name=skill["name"],
        description=skill.get("description", ""),
        kind=skill.get("skill_kind", ""),
        area=skill["area_name"].rpartition(" > ")[2],
        **_provenance(skill),
        broader=_one(skill.get("broader")),
        narrower=tuple(skill.get("narrower", ())),
        aliases=_names(skill),
        relations=tuple((row["relation"], row["target"]) for row in skill.get("relations", ())),
        descriptors=tuple(descriptors),
    )


def role_facts(role, claims):
    """Return the facts of the document of a role; claims: {code: the document that says it}."""

    def of_each(part, made):
        own = (row for row in role.get(part, ()) if "inherited_from" not in row)
        return tuple(made(row, _said(row, claims)) for row in own)

    return RoleFacts(
        slug=role["id"],
        title=role["title"],
        summary=role.get("summary", ""),
        said=_said(role, claims),
        family=role["family_name"].rpartition(" > ")[2],
        seniority=role.get("seniority"),
        code=role.get("code", ""),
        **_provenance(role),
        broader=_one(role.get("broader")) + _related(role, "broader"),
        narrower=tuple(role.get("narrower", ())),
        related=_related(role, "related"),
        aliases=_names(role),
        choices=of_each("choices", _choice),
        requirements=of_each("requirements", _requirement),
        duties=of_each("duties", _duty),
        routes=of_each("ways_in", _route),
        steps=of_each("steps", _step),
        experience=of_each("experience", lambda row, said: ExperienceFacts(row["label"], row.get("years_from"), said)),
        pay=of_each("pay", _pay),
    )


def way_facts(way, claims):
    covers = tuple(way.get("covers", "").splitlines())
    return WayFacts(way["id"], way["name"], way.get("summary", ""), way["route_kind"], covers, _said(way, claims))


def term_facts(term, claims):
    return TermFacts(term["id"], term["term"], term["definition"], term.get("skill", ""), _said(term, claims))


def collection_facts(document):
    return _named(_COLLECTION, document)


def document_facts(document):
    return _named(_DOCUMENT, document | {"kind": document["document_kind"]})


def claim_facts(claim):
    return SimpleNamespace(code=claim["claim"], statement=claim["statement"])


def _named(names, document):
    return SimpleNamespace(**{name: document.get(name, "") for name in names} | {"slug": document["id"]})


def _said(row, claims):
    codes = () if "is_evidence_of_choice" in row else row.get("claims", ())
    citations = tuple(claim_address(claims[code], code) for code in codes if code in claims)
    return Statement(row.get("basis", ""), row.get("hedge", ""), row.get("note", ""), citations)


def _provenance(document):
    names = ("collection", "identifier", "release")
    return {name: document.get(name, "") for name in names}


def _one(slug):
    return (slug,) if slug else ()


def _names(document):
    shown, hidden = document.get("names", ()), document.get("hidden_names", ())
    return (*((row["name"], False) for row in shown), *((row["name"], True) for row in hidden))


def _related(role, relation):
    return tuple(row["target"] for row in role.get("related_roles", ()) if row["relation"] == relation)


def _stated(row):
    """Return the need and the level that the role itself states: it says less where the broader role's holds."""
    need = "mentioned" if "is_need_inherited" in row else row.get("need")
    is_from_elsewhere = "is_level_inherited" in row or "is_level_of_choice" in row
    return need, None if is_from_elsewhere else row.get("level")


def _choice(row, said):
    return ChoiceFacts(row["choice"], row["choice_label"], row["choice_minimum"], *_stated(row), said)


def _requirement(row, said):
    choice = row.get("choice", "")
    need, level = _stated(row)
    native = row.get("native_need", ""), row.get("native_level", "")
    return RequirementFacts(row["skill"], None if choice else need, level, said, choice, *native)


def _duty(row, said):
    return DutyFacts(row["duty"], row["duty_title"], row.get("involvement", "").lower(), said)


def _route(row, said):
    return RouteFacts(row["route"], row["necessity"], said, row.get("choice", ""))


def _step(row, said):
    return StepFacts(row["target"], row["step"], row.get("years_from"), row.get("years_to"), said)


def _pay(row, said):
    upper = Decimal(row["amount_to"]) if "amount_to" in row else None
    currency, period = row["currency"], row.get("period", "")
    return PayFacts(row["label"], Decimal(row["amount_from"]), upper, currency, period, said)
