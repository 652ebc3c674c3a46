"""A skill as a concept of SKOS and a defined term of schema.org, with what its levels mean."""

from .facts import SkillFacts
from .parts import collection_address, evidence, labels, places, provenance, skill_address
from .things import thing

# Kinds of SkillRelation that SKOS or we have a word for; those within a collection stand in `places`.
_MATCHES = {
    "exact": "skos:exactMatch",
    "close": "skos:closeMatch",
    "broad-match": "skos:broadMatch",
    "narrow-match": "skos:narrowMatch",
}


def skill_things(skill: SkillFacts):
    """Yield the skill, then each descriptor of a level, as things of their own."""
    address = skill_address(skill.slug)
    yield _concept(skill, address)
    for row in skill.descriptors:
        said = {"way:level": row.level, "schema:description": row.text} | evidence(row.said)
        yield thing(_descriptor_address(address, row), ["way:LevelDescriptor"], said)


def _descriptor_address(address, row):
    return f"{address}#level-{row.level}"


def _concept(skill, address):
    names = labels(skill.name, skill.aliases)
    broader = [*skill.broader, *_related(skill, "broader")]
    code = {"schema:termCode": _own_code(skill)}
    return thing(
        address,
        ["skos:Concept", "schema:DefinedTerm"],
        {
            **names,
            "schema:name": skill.name,
            "schema:alternateName": names["skos:altLabel"],
            "schema:description": skill.description,
            "skos:definition": skill.description,
            "schema:url": address,
            "way:kind": skill.kind,
            **provenance(skill.collection, skill.identifier, "", skill.release, skill.is_retired),
            **code,
            "schema:inDefinedTermSet": collection_address(skill.collection),
            **places(broader, skill.narrower, _related(skill, "related"), skill_address),
            "way:buildsOn": list(map(skill_address, _related(skill, "builds-on"))),
            **_matches(skill),
            "way:levelDescriptor": [_descriptor_address(address, row) for row in skill.descriptors],
        },
    )


def _own_code(skill):
    return "" if skill.identifier.startswith(("http://", "https://")) else skill.identifier


def _related(skill, kind):
    return [slug for relation, slug in skill.relations if relation == kind]


def _matches(skill):
    """Return the likes in other collections: what is the same is not broader or narrower, too (SKOS S46)."""
    same = _related(skill, "exact")
    matches = {kind: [slug for slug in _related(skill, kind) if slug not in same] for kind in _MATCHES}
    return {_MATCHES[kind]: list(map(skill_address, slugs)) for kind, slugs in (matches | {"exact": same}).items()}
