"""What rests on a claim."""

from django.apps import apps
from django.db.models import Value

from .models import Cited


def cited_models():
    return [model for model in apps.get_models() if issubclass(model, Cited)]


def links(**conditions):
    """Return (label of the model, id of the statement, id of the claim) of all links of some claims; one query."""
    first, *others = (_links_of(model, conditions) for model in cited_models())
    return list(first.union(*others, all=True))


def _links_of(model, conditions):
    field = model._meta.get_field("claims")
    rows = field.remote_field.through.objects.filter(**conditions).order_by()
    return rows.values_list(Value(model._meta.label), f"{field.m2m_field_name()}_id", "claim_id")


def statements_resting_on(claim):
    """Return the statements that cite a claim, kind by kind.

    Queries once to see which kinds there are, and once for each of these.
    """
    kinds = cited_models()
    first, *others = (_links(model, claim) for model in kinds)
    citing = set(first.union(*others))
    return [row for model in kinds if model._meta.label in citing for row in _statements(model, claim)]


def _links(model, claim):
    links = model.claims.through.objects.filter(claim=claim).order_by()
    return links.values_list(Value(model._meta.label), flat=True)


def _statements(model, claim):
    """Return the rows of one kind, with the rows that their names are made of."""
    named = {path.rpartition("__")[0] for path in model.natural_key_fields} - {""}
    return model.objects.filter(claims=claim).select_related(*named)
