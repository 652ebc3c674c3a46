"""Collections, documents with their claims, words of the glossary and ways of learning, as plain documents."""

from roles.models import EducationRoute
from skills.models import GlossaryTerm
from sources.collection import Collection
from sources.evidence import NOTHING, identity_of, load_evidence
from sources.models import Claim, Document

from .said import cited, said


def collection_documents(pks):
    return [_collection(row) for row in _by_slug(Collection, pks)]


def _collection(row):
    return {"kind": "collection", "id": row.slug} | said(
        name=row.name,
        short_name=row.short_name,
        description=row.description,
        licence=row.licence,
        attribution=row.attribution,
        url=row.url,
    )


def document_documents(pks):
    """Return the documents of the sources themselves, each with its claims; two queries."""
    claims = {}
    for claim in Claim.objects.filter(document__in=pks).order_by():
        claims.setdefault(claim.document_id, []).append(claim)
    return [_document(row, claims.get(row.pk, [])) for row in _by_slug(Document, pks)]


def _document(row, claims):
    claims = [_claim(claim) for claim in sorted(claims, key=lambda claim: (claim.position, claim.code))]
    return {"kind": "document", "id": row.slug} | said(
        address=row.get_absolute_url(),
        title=row.title,
        short_title=row.short_title,
        document_kind=row.kind,
        speaks_of=row.speaks_of,
        summary=row.summary,
        year=row.year,
        licence=row.licence,
        attribution=row.attribution,
        url=row.url,
        collection=row.collection_id,
        version=row.version,
        claims=claims,
    )


def _claim(claim):
    return said(
        claim=claim.code,
        section=claim.section,
        locator=claim.locator,
        also_at=claim.also_at,
        subject=claim.subject,
        statement=claim.statement,
        strength=claim.strength,
        wording=claim.wording,
        level_text=claim.level_text,
        hedge=claim.hedge,
    )


def term_documents(pks):
    terms = _by_slug(GlossaryTerm, pks, "skill")
    evidence = load_evidence(terms)
    return [_term(row, evidence.get(identity_of(row), NOTHING)) for row in terms]


def _term(row, evidence):
    skill = row.skill if row.skill and row.skill.is_published else None
    return {"kind": "term", "id": row.slug} | said(
        address=row.get_absolute_url(),
        term=row.term,
        definition=row.definition,
        skill=skill and skill.slug,
        skill_name=skill and skill.name,
        **cited(row, evidence),
    )


def route_documents(pks):
    routes = _by_slug(EducationRoute, pks)
    evidence = load_evidence(routes)
    return [_route(row, evidence.get(identity_of(row), NOTHING)) for row in routes]


def _route(row, evidence):
    return {"kind": "route", "id": row.slug} | said(
        address=row.get_absolute_url(),
        name=row.name,
        route_kind=row.kind,
        summary=row.summary,
        covers=row.covers,
        **cited(row, evidence),
    )


def _by_slug(model, pks, *joined):
    rows = model.objects.filter(pk__in=pks).order_by()
    return sorted(rows.select_related(*joined) if joined else rows, key=lambda row: row.slug)
