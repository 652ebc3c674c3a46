"""What the page of one document shows: its claims, what rests on them, and where other documents stand."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from typing import NamedTuple

from django.apps import apps
from django.db.models import F, Value

from .evidence import load_evidence
from .models import Cited, Document, Wording

_STEPS = {wording: step for step, wording in enumerate(Wording.values)}
_LONGEST = 90


def cited_models():
    """Return every model of statements in the project."""
    return [model for model in apps.get_models() if issubclass(model, Cited)]


class Identity(NamedTuple):
    """Which statement: its model and its id."""

    model: type
    pk: int


@dataclass(frozen=True)
class Statement:
    """A published statement that rests on a claim of the document.

    `others` are the other documents behind it, in order.
    """

    label: str
    address: str
    others: tuple[Document, ...]


@dataclass(frozen=True)
class Difference:
    """A statement whose level documents put differently: [(document, its wording)], lowest first."""

    statement: Statement
    wordings: tuple[tuple[Document, str], ...]


class DocumentPage:
    """A document with its claims and the statements that rest on them; five queries, however many."""

    def __init__(self, document):
        self.document = document
        self._documents = {row.pk: row for row in Document.objects.all()}
        supported = list(_supported(document))
        self._evidence = load_evidence({identity for identity, *_ in supported})
        address = cache(lambda model, slug: model.address(slug))
        self._statements, self._of_claim = {}, defaultdict(dict)
        for identity, claim_id, subject, says, slug in supported:
            label = _label(identity.model, subject, says)
            statement = Statement(label, address(identity.model, slug), self._others(identity))
            self._statements[identity] = self._of_claim[claim_id][identity] = statement
        self.claims = [(claim, [*self._of_claim[claim.pk].values()]) for claim in document.claims.all()]

    def _others(self, identity):
        found = {reading.document_id for reading in self._evidence[identity].own} - {self.document.pk}
        return tuple(document for pk, document in self._documents.items() if pk in found)

    @cached_property
    def sections(self):
        """The claims in the order of the document: [(title of a section or "", its claims)]."""
        by_section = groupby(self.claims, key=lambda pair: pair[0].section)
        return [(title, list(claims)) for title, claims in by_section]

    @cached_property
    def shared_count(self):
        """How many claims support something that another document supports, too."""
        return sum(any(statement.others for statement in statements) for _, statements in self.claims)

    @cached_property
    def differences(self):
        """Statements on whose level this document and others differ."""
        found = []
        for identity, statement in self._statements.items():
            wordings = _highest_wordings(self._evidence[identity])
            if self.document.pk in wordings and len(set(wordings.values())) > 1:
                ordered = sorted(wordings.items(), key=lambda item: _STEPS[item[1]])
                found.append(Difference(statement, tuple((self._documents[pk], word) for pk, word in ordered)))
        return sorted(found, key=lambda difference: difference.statement.label)


def _label(model, subject, says):
    """Return what a statement says in a few words: “Junior Backend Engineer: Java”."""
    if not says or says == subject:
        return f"{subject}, {model._meta.verbose_name}"
    return f"{subject}: {says if len(says) < _LONGEST else says[:_LONGEST].rsplit(' ', 1)[0] + ' …'}"


def _highest_wordings(evidence):
    """Return {id of a document: its highest wording of the level}, documents without one left out."""
    highest = {}
    for reading in evidence.own:
        word = reading.wording
        if word and _STEPS[word] >= _STEPS[highest.get(reading.document_id, word)]:
            highest[reading.document_id] = word
    return highest


def _supported(document):
    """Yield (Identity, id of the claim, subject, what is said, slug of the page) of published statements; one query."""
    models = cited_models()
    first, *others = (_links(model, place).filter(claim__document=document) for place, model in enumerate(models))
    for place, pk, *columns in first.union(*others, all=True):
        yield Identity(models[place], pk), *columns


def _links(model, place):
    """Return the links between claims and published statements of a model."""
    claims = model._meta.get_field("claims")
    source = claims.m2m_field_name()
    links = claims.remote_field.through.objects.filter(model.is_published_condition(f"{source}__")).order_by()
    columns = (f"{source}__{path}" for path in (model.speaks_of, model.says, model.page_slug))
    return links.values_list(Value(place), F(f"{source}_id"), "claim_id", *columns)
