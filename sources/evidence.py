"""The claims behind statements, loaded for a whole page at once."""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from django.db import router

from .models import Claim, Document, DocumentKind, Strength, Wording
from .traces import rows_of


class Reading(NamedTuple):
    """One claim as a page shows it."""

    document_position: int
    position: int
    code: str
    document_id: int
    document_slug: str
    document: str
    document_kind: str
    section: str
    locator: str
    strength: str
    wording: str
    level_text: str

    @property
    def place(self):
        return f"{self.section}, {self.locator}" if self.section else self.locator

    @property
    def verb(self):
        """How strongly the document puts it: “requires it”."""
        return _VERBS[self.strength]

    @property
    def force(self):
        """How much this reading asks: first by its strength, then by its wording of the level."""
        return _FORCES[self.strength], _STEPS[self.wording]


_VERBS = dict(Strength.choices)
_FORCES = {strength: force for force, strength in enumerate(Strength.values)}
_STEPS = {wording: step for step, wording in enumerate(["", *Wording.values])}

# The columns of a Reading, of a claim and of its document.
_COLUMNS = """document.position, claim.position, claim.code, document.id, document.slug, document.short_title,
    document.kind, claim.section, claim.locator, claim.strength, claim.wording, claim.level_text"""


class Voice(NamedTuple):
    """What one document says of a statement: its strongest reading, and its others."""

    strongest: Reading
    others: tuple[Reading, ...]


class Evidence(NamedTuple):
    """What documents say of one statement: of its own subject, and of the broader one that it inherits from."""

    own: tuple[Reading, ...] = ()
    general: tuple[Reading, ...] = ()

    def __bool__(self):
        return bool(self.own or self.general)

    def __or__(self, other):
        """Return this evidence with more readings of the same subjects; each claim counts once."""
        return Evidence(_united(self.own, other.own), _united(self.general, other.general))

    def with_broader(self, broader):
        """Return this evidence with that of the broader statement as its general part."""
        return Evidence(self.own, _united(self.general, broader.own + broader.general))

    @property
    def own_count(self):
        """How many documents speak of the statement's own subject."""
        return len(_documents(self.own))

    @property
    def all_count(self):
        """How many documents speak of the statement at all."""
        return len(_documents(self.own + self.general))

    @property
    def own_voices(self):
        return _voices(self.own)

    @property
    def general_voices(self):
        return _voices(self.general)


_FRAMEWORK = DocumentKind.FRAMEWORK.value


def _documents(readings):
    """Return the ids of the documents that count: a framework was taken in whole and agrees with nothing."""
    return {reading.document_id for reading in readings if reading.document_kind != _FRAMEWORK}


def _united(first, second):
    return tuple(dict.fromkeys(first + second))


def _voices(readings):
    """Return a Voice for each document, in order of the documents."""
    if len(readings) == 1:
        return [Voice(readings[0], ())]
    by_document = defaultdict(list)
    for reading in sorted(readings):
        by_document[reading.document_id].append(reading)
    voices = []
    for found in by_document.values():
        strongest = max(found, key=lambda reading: reading.force)
        voices.append(Voice(strongest, tuple(reading for reading in found if reading is not strongest)))
    return voices


NOTHING = Evidence()


def load_evidence(rows):
    """Return {(model, id): Evidence} for statements, in one query however many they are.

    rows: instances of models that inherit from Cited, or what stands for them with their `model` and `pk`.
    A row without claims is absent. Statements that rest on the same claims share one Evidence.
    """
    pks = defaultdict(set)
    for model, pk in map(identity_of, rows):
        pks[model].add(pk)
    models = list(pks)
    claims, readings = defaultdict(list), {}
    for row in _load_links(models, pks):
        claim_id = row[2]
        claims[row[:2]].append(claim_id)
        if claim_id not in readings:
            readings[claim_id] = Reading._make(row[3:])
    made = cache(lambda *ids: Evidence(tuple([readings[pk] for pk in ids])))
    return {(models[place], pk): made(*ids) for (place, pk), ids in claims.items()}


def identity_of(row):
    """Return the key of a row in what `load_evidence` returns."""
    return getattr(row, "model", type(row)), row.pk


def _load_links(models, pks):
    """Return (place of the model, id of the statement, id of the claim, columns of its Reading) for all claims.

    The query is written here: it takes hundreds of parameters, over which the ORM takes longer than the database
    (docs/decisions.md has figures).
    """
    if not models:
        return []
    links = " UNION ALL ".join(
        f"{_select_links(model, place)} {_marks(pks[model])}" for place, model in enumerate(models)
    )
    sql = f"""SELECT place, statement_id, claim.id, {_COLUMNS} FROM ({links}) link
        JOIN {Claim._meta.db_table} claim ON claim.id = link.claim_id
        JOIN {Document._meta.db_table} document ON document.id = claim.document_id"""  # noqa: S608 names of the schema
    return rows_of(router.db_for_read(Claim), sql, [pk for model in models for pk in pks[model]])


def _select_links(model, place):
    """Return the SQL that selects a model's links to claims, up to the ids of its rows."""
    field = model._meta.get_field("claims")
    table, source, claim = field.m2m_db_table(), field.m2m_column_name(), field.m2m_reverse_name()
    columns = f'{place} AS place, "{source}" AS statement_id, "{claim}" AS claim_id'
    return f'SELECT {columns} FROM "{table}" WHERE "{source}" IN'  # noqa: S608 names of the schema


def _marks(values):
    return f"({', '.join(['%s'] * len(values))})"
