"""The content as linked data in Turtle: the same words as one role or skill is told in (careers/linked)."""

from careers.linked import turtle
from careers.linked.role_things import role_things
from careers.linked.skill_things import skill_things
from careers.linked.source_things import claim_thing, collection_thing, document_thing, own_terms, term_thing, way_thing
from careers.linked.vocabulary import TERMS

from .facts_of import claim_facts, collection_facts, document_facts, role_facts, skill_facts, term_facts, way_facts
from .packed import ENDING, packed

FILE = f"waymark.ttl{ENDING}"


def write_turtle(documents, folder, base):
    """Write all roles, skills, ways of learning, words, and what they rest on.

    base: the address of the site, without a slash at its end.
    """
    with packed(folder / FILE) as file:
        for paragraph in turtle.document(_things(documents), base):
            file.write(paragraph.encode())


def _things(documents):
    """Yield the things of documents; claims come before what cites them."""
    yield from own_terms(TERMS)
    claims = {}
    for document in documents:
        match document["kind"]:
            case "collection":
                yield collection_thing(collection_facts(document))
            case "document":
                claims |= {claim["claim"]: document["id"] for claim in document.get("claims", ())}
                yield document_thing(document_facts(document))
                for claim in document.get("claims", ()):
                    yield claim_thing(claim_facts(claim), document["id"])
            case "term":
                yield term_thing(term_facts(document, claims))
            case "route":
                yield way_thing(way_facts(document, claims))
            case "skill":
                yield from skill_things(skill_facts(document, claims))
            case "role":
                yield from role_things(role_facts(document, claims))
