"""Routes, documents, claims and collections as answers."""

from sources.addresses import address
from sources.evidence import load_evidence

from . import values


def route_values(routes):
    evidence = load_evidence(routes)
    return [
        {
            "slug": route.slug,
            "name": route.name,
            "url": route.get_absolute_url(),
            "api": values.api_address("routes", route.slug),
            "kind": route.kind,
            "summary": route.summary,
            "covers": values.points(route.covers),
            **values.stated(route, evidence),
        }
        for route in routes
    ]


def document_values(documents):
    return [
        {
            "slug": document.slug,
            "title": document.title,
            "url": document.get_absolute_url(),
            "api": values.api_address("documents", document.slug),
            "kind": document.kind,
            "speaks_of": document.speaks_of,
            "summary": document.summary,
            "year": document.year,
            "licence": document.licence,
            "attribution": document.attribution,
            "collection": document.collection_id and document.collection.slug,
            "version": document.version,
        }
        for document in documents
    ]


def claim_values(claims):
    return [
        {
            "code": claim.code,
            "document": claim.document.slug,
            "url": f"{address('sources:document', claim.document.slug)}#{claim.code}",
            "api": values.api_address("claims", claim.code),
            "section": claim.section,
            "place": claim.locator,
            "also_at": values.points(claim.also_at),
            "subject": claim.subject,
            "statement": claim.statement,
            "strength": claim.strength,
            "wording": claim.wording,
            "level_text": claim.level_text,
            "hedge": claim.hedge,
        }
        for claim in claims
    ]


def collection_values(collections):
    return [
        {
            "slug": collection.slug,
            "name": collection.name,
            "short_name": collection.short_name,
            "api": values.api_address("collections", collection.slug),
            "description": collection.description,
            "licence": collection.licence,
            "attribution": collection.attribution,
            "url": collection.url,
        }
        for collection in collections
    ]
