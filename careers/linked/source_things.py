"""What statements rest on and lead to: collections, documents, claims, ways of learning, words; our own terms."""

from .facts import TermFacts, WayFacts
from .licences import licence
from .parts import (
    claim_address,
    collection_address,
    document_address,
    evidence,
    route_address,
    skill_address,
    term_address,
)
from .things import thing
from .vocabulary import OWN_CLASSES, OWN_TERMS


def collection_thing(collection):
    """Return a Collection as the scheme that its roles and skills are concepts of."""
    address = collection_address(collection.slug)
    said = {
        "skos:prefLabel": collection.name,
        "schema:name": collection.name,
        "schema:alternateName": collection.short_name if collection.short_name != collection.name else "",
        "schema:description": collection.description,
        **licence(collection.licence),
        "schema:sameAs": collection.url,
    }
    return thing(address, ["skos:ConceptScheme", "schema:DefinedTermSet"], said)


def document_thing(document):
    """Return a Document as the work that claims appear in."""
    address = document_address(document.slug)
    said = {
        "schema:name": document.title,
        "schema:description": document.summary,
        "way:kind": document.kind,
        "schema:datePublished": document.year and str(document.year),
        "schema:version": document.version,
        **licence(document.licence),
        "schema:sameAs": document.url,
    }
    return thing(address, ["schema:CreativeWork"], said)


def claim_thing(claim, document):
    """Return a Claim; document: the slug of the document that says it."""
    said = {
        "schema:text": claim.statement,
        "schema:identifier": claim.code,
        "schema:appearance": document_address(document),
    }
    return thing(claim_address(document, claim.code), ["schema:Claim"], said)


def way_thing(way: WayFacts):
    """Return a way of learning, whatever the role."""
    address = route_address(way.slug)
    said = {
        "schema:name": way.name,
        "schema:description": way.summary,
        "schema:teaches": list(way.covers),
        "schema:url": address,
        "way:kind": way.kind,
    }
    return thing(address, ["way:WayOfLearning"], said | evidence(way.said))


def term_thing(term: TermFacts):
    """Return a word of the glossary."""
    said = {
        "schema:name": term.name,
        "schema:description": term.definition,
        "dcterms:relation": skill_address(term.skill) if term.skill else "",
    }
    return thing(term_address(term.slug), ["schema:DefinedTerm"], said | evidence(term.said))


def own_terms(address):
    """Yield what our own terms mean; address: of the vocabulary, up to the term."""
    for kind, names in (("rdf:Property", OWN_TERMS), ("owl:Class", OWN_CLASSES)):
        for name, meaning in names.items():
            term = name.partition(":")[2]
            yield thing(f"{address}{term}", [kind], {"schema:name": term, "schema:description": meaning})
