"""Rows as plain values, in the same way wherever they stand."""

from roles.models import Involvement, Need, Seniority
from skills.levels import Level
from sources.addresses import address
from sources.evidence import NOTHING, identity_of

from .answer_parts import NOT_STATED

ROOT = "/api/v1/"
_NEEDS = {None: NOT_STATED, **dict(Need.choices)}
_LEVELS = {None: NOT_STATED, **dict(Level.choices)}
_SENIORITIES = {None: NOT_STATED, **dict(Seniority.choices)}
_INVOLVEMENTS = {None: NOT_STATED, **dict(Involvement.choices)}


def api_address(kind, *slugs):
    return f"{ROOT}{kind}/{'/'.join(slugs)}/"


def statement(row, evidence):
    """Return what is common to all statements, of a row and its Evidence."""
    return {"basis": row.basis, "hedge": row.hedge, "note": row.note, "evidence": readings(evidence)}


def stated(row, loaded):
    """Return the same with the evidence among what `load_evidence` returned."""
    return statement(row, loaded.get(identity_of(row), NOTHING))


def readings(evidence):
    own = [_reading(one, "itself") for one in evidence.own]
    return own + [_reading(one, "broader") for one in evidence.general]


def _reading(one, speaks_of):
    return {
        "claim": one.code,
        "document": one.document_slug,
        "strength": one.strength,
        "level_text": one.level_text,
        "place": one.place,
        "speaks_of": speaks_of,
        "url": f"{address('sources:document', one.document_slug)}#{one.code}",
    }


def named(slug, name):
    return {"slug": slug, "name": name}


def level(value):
    """Return a level with its word: what is not stated is null, never 0."""
    number = None if value is None else int(value)
    return {"level": number, "level_name": _LEVELS[number]}


def need(value):
    return {"need": value, "need_name": _NEEDS[value]}


def seniority(value):
    return {"seniority": value, "seniority_name": _SENIORITIES[value]}


def involvement(value):
    return {"involvement": value, "involvement_name": _INVOLVEMENTS[value]}


def points(text):
    """Return a text of one point a line as a list."""
    return [line for line in text.splitlines() if line]


def inherited(line):
    return {"inherited_from": line.inherited_from.slug if line.inherited_from else None}
