"""What the statements rest on: collections, documents, claims; and our own terms."""

from .parts import claim_address, collection_address, document_address
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
        "dcterms:license": collection.licence,
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
        "dcterms:license": document.licence,
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


def own_terms(address):
    """Yield what our own terms mean; address: of the vocabulary, up to the term."""
    for kind, names in (("rdf:Property", OWN_TERMS), ("owl:Class", OWN_CLASSES)):
        for name, meaning in names.items():
            term = name.partition(":")[2]
            yield thing(f"{address}{term}", [kind], {"schema:name": term, "schema:description": meaning})
