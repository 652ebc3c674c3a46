"""What the rows of a page were after a change; what differs between two moments."""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db import router
from django.db.models import Q

from .entries import CREATE, DELETE
from .kept import kept, kept_models
from .models import ChangedRow
from .values import differences, snapshot


@dataclass(frozen=True)
class Subject:
    """A page: its model and its number."""

    model: type
    pk: int

    @classmethod
    def of(cls, page):
        return cls(type(page), page.pk)

    @property
    def kind(self):
        return self.model._meta.label_lower

    def entries(self):
        """Return what the history holds of the page and its rows, those that have moved elsewhere included."""
        its = Q(subject_kind=self.kind, subject_id=self.pk) | Q(subject_kind=self.kind, left_id=self.pk)
        return ChangedRow.objects.filter(its)


def present(subject):
    """Return {(model, pk): {field: value}} of a page and its rows, as they are; two queries a model at most."""
    rows = {}
    for model in kept_models():
        how = kept(model)
        if how.subject_model is subject.model:
            own = {how.subject: subject.pk} if how.subject else {"pk": subject.pk}
            rows |= found_rows(model, model._base_manager.filter(**own).values_list("pk", flat=True))
    return rows


def as_of(subject, change_id):
    """Return {(model, pk): {field: value}} of a page and its rows, as they were after a change."""
    since = subject.entries().filter(change__gt=change_id)
    rows = present(subject)
    elsewhere = defaultdict(set)
    for kind, pk in since.filter(left_id=subject.pk).values_list("content_type", "object_id"):
        elsewhere[ContentType.objects.get_for_id(kind)].add(pk)
    of_these = [Q(content_type=kind, object_id__in=pks) for kind, pks in elsewhere.items()]
    for kind, pks in elsewhere.items():
        rows |= found_rows(kind.model_class(), pks)
    entries = ChangedRow.objects.filter(reduce(or_, of_these, Q(pk__in=since.values("pk"))), change__gt=change_id)
    before = taken_back(rows, entries)
    return {key: values for key, values in before.items() if _belongs(key, values, subject)}


def taken_back(rows, entries):
    """Return rows as they were before what these entries say of them."""
    rows = dict(rows)
    for entry in entries.select_related("content_type").order_by("-pk"):
        key = (entry.content_type.model_class(), entry.object_id)
        if entry.action == CREATE:
            rows.pop(key, None)
        elif entry.action == DELETE or key in rows:
            rows[key] = rows.get(key, {}) | {name: ends[0] for name, ends in entry.changes.items()}
    return rows


def found_rows(model, pks):
    found = snapshot(kept(model), pks, router.db_for_read(model))
    return {(model, pk): values for pk, values in found.items()}


def _belongs(key, values, subject):
    how = kept(key[0])
    return not how.subject or values.get(how.subject) == subject.pk


def compare(before, after):
    """Return {(model, pk): {field: [old, new]}} of the rows that differ."""
    found = {key: differences(before.get(key, {}), after.get(key, {})) for key in dict.fromkeys([*before, *after])}
    return {key: changes for key, changes in found.items() if changes}
