"""What roles and skills say in the same way."""

from .facts import Statement
from .things import thing


def role_address(slug):
    return f"/roles/{slug}/"


def skill_address(slug):
    return f"/skills/{slug}/"


def route_address(slug):
    return f"/education/{slug}/"


def term_address(slug):
    return f"/glossary/#{slug}"


def document_address(slug):
    return f"/sources/{slug}/"


def claim_address(document, code):
    return f"/sources/{document}/#{code}"


def collection_address(slug):
    return f"/api/v1/collections/{slug}/"


def labels(name, aliases):
    """Return the names of a concept: no two kinds of label are the same text (SKOS S13)."""
    shown = [alias for alias, is_hidden in aliases if not is_hidden and alias != name]
    hidden = [alias for alias, is_hidden in aliases if is_hidden and alias != name and alias not in shown]
    return {"skos:prefLabel": name, "skos:altLabel": shown, "skos:hiddenLabel": hidden}


def places(broader, narrower, related, address):
    """Return where a concept stands: what is above or below it is not beside it, too (SKOS S27)."""
    beside = [slug for slug in related if slug not in broader and slug not in narrower]
    names = ("skos:broader", "skos:narrower", "skos:related")
    return {name: list(map(address, slugs)) for name, slugs in zip(names, (broader, narrower, beside), strict=True)}


def provenance(collection, identifier, code, release, is_retired):
    """Return where a concept is from, and what it is called there."""
    is_address = identifier.startswith(("http://", "https://"))
    own_code = code or ("" if is_address else identifier)
    return {
        "skos:inScheme": collection_address(collection),
        "skos:notation": own_code,
        "schema:identifier": own_code,
        "schema:sameAs": identifier if is_address else "",
        "schema:isBasedOn": release and document_address(release),
        "owl:deprecated": is_retired or None,
    }


def evidence(said: Statement):
    """Return what a statement rests on."""
    return {
        "way:basis": said.basis,
        "way:hedge": said.hedge,
        "way:note": said.note,
        "schema:citation": list(said.citations),
    }


def statement(address, subject, predicate, about, properties, said):
    """Return a property of a subject as a thing of its own, so that more can be said of it (RDF reification)."""
    what = {"rdf:subject": subject, "rdf:predicate": predicate, **about, **properties, **evidence(said)}
    return thing(address, ["rdf:Statement"], what)
