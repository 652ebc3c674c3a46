"""What the page of one document shows: its claims, what rests on them, and where other documents stand."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.db.models import F, Value

from .models import Cited, Document, Wording

_STEPS = {wording: step for step, wording in enumerate(Wording.values)}


def cited_models():
    """Return every model of statements in the project."""
    return [model for model in apps.get_models() if issubclass(model, Cited)]


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
        self.documents = {row.pk: row for row in Document.objects.all()}
        self._readings = _readings(document)
        self._statements = self._describe(_supported(document))
        self.claims = [(claim, self._statements_of(claim)) for claim in document.claims.all()]

    def _describe(self, rows):
        """Return {(label, id): Statement} for rows of `_supported`, and note which claims each rests on."""
        models = {model._meta.label_lower: model for model in cited_models()}
        self._of_claim = defaultdict(list)
        statements = {}
        for label, pk, claim_id, subject, says, slug in rows:
            self._of_claim[claim_id].append((label, pk))
            name = models[label]._meta.verbose_name
            said = says if len(says) < 90 else f"{says[:80].rsplit(' ', 1)[0]} …"
            text = f"{subject}: {said}" if said and said != subject else f"{subject}, {name}"
            statements[label, pk] = Statement(text, models[label].address(slug), self._others(label, pk))
        return statements

    def _others(self, label, pk):
        found = {document for document, _ in self._readings[label, pk]} - {self.document.pk}
        return tuple(self.documents[key] for key in self.documents if key in found)

    def _statements_of(self, claim):
        return [self._statements[identity] for identity in dict.fromkeys(self._of_claim[claim.pk])]

    @cached_property
    def shared_count(self):
        """How many claims support something that another document supports, too."""
        return sum(any(statement.others for statement in statements) for _, statements in self.claims)

    @cached_property
    def differences(self):
        """Statements on whose level this document and others differ."""
        found = []
        for identity, statement in self._statements.items():
            highest = {}
            for document, wording in self._readings[identity]:
                if wording and _STEPS[wording] >= _STEPS.get(highest.get(document), 0):
                    highest[document] = wording
            if self.document.pk in highest and len(set(highest.values())) > 1:
                ordered = sorted(highest.items(), key=lambda item: _STEPS[item[1]])
                found.append(Difference(statement, tuple((self.documents[key], word) for key, word in ordered)))
        return sorted(found, key=lambda difference: difference.statement.label)


def _links(model, **conditions):
    """Return the links between claims and published statements of a model."""
    claims = model._meta.get_field("claims")
    source = claims.m2m_field_name()
    conditions = {f"{source}__{path}": value for path, value in conditions.items()}
    published = model.objects.published().order_by().values("pk")
    return claims.remote_field.through.objects.filter(**{f"{source}__in": published}, **conditions).order_by(), source


def _supported(document):
    """Return rows (label, id, id of the claim, subject, what is said, slug of the page), in one query."""
    arms = []
    for model in cited_models():
        links, source = _links(model)
        columns = (f"{source}__{path}" for path in (model.speaks_of, model.says, model.page_slug))
        arms.append(
            links.filter(claim__document=document).values_list(
                Value(model._meta.label_lower), F(f"{source}_id"), "claim_id", *columns
            )
        )
    return arms[0].union(*arms[1:], all=True)


def _readings(document):
    """Return {(label, id): [(id of a document, wording)]} of the statements that a document supports."""
    arms = []
    for model in cited_models():
        links, source = _links(model, claims__document=document)
        arms.append(
            links.values_list(
                Value(model._meta.label_lower), F(f"{source}_id"), "claim__document_id", "claim__wording"
            ).distinct()
        )
    readings = defaultdict(list)
    for label, pk, document_id, wording in arms[0].union(*arms[1:]):
        readings[label, pk].append((document_id, wording))
    return readings
