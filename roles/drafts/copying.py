"""The copy of a role that a draft is written in, made in a fixed number of queries."""

from roles.models import Choice
from roles.whole.structure import PARTS
from sources.publication import Status


def make_copy(role):
    """Return a copy of a role with copies of all its rows; readers never see it (a constraint keeps it so)."""
    twin = _unsaved(role)
    twin.slug, twin.identifier, twin.status, twin.draft_of = f"draft--{role.pk}", "", Status.DRAFT, role
    twin.save()
    twin.claims.set(role.claims.all())
    choices = {}
    for part in PARTS.values():
        pairs = _copy_rows(part, role, twin, choices)
        if part.model is Choice:
            choices = {row.pk: new for row, new in pairs}
        if part.is_cited:
            _copy_claims(part.model, pairs)
    return twin


def _unsaved(row):
    """Return a new row with the values of another, and nothing else that is remembered of it."""
    fields = (field for field in row._meta.concrete_fields if not field.primary_key)
    return type(row)(**{field.attname: getattr(row, field.attname) for field in fields})


def _copy_rows(part, role, twin, choices):
    """Return [(row, its copy)]; members of a choice become members of its copy."""
    rows = list(part.model._default_manager.filter(**{part.own: role}).order_by("pk"))
    new = [_unsaved(row) for row in rows]
    for row in new:
        setattr(row, part.own, twin)
        if getattr(row, "choice_id", None):
            row.choice = choices[row.choice_id]
    return list(zip(rows, part.model._default_manager.bulk_create(new, batch_size=500), strict=True))


def _copy_claims(model, pairs):
    field = model._meta.get_field("claims")
    links, source = field.remote_field.through._default_manager, f"{field.m2m_field_name()}_id"
    twins = {row.pk: new.pk for row, new in pairs}
    found = links.filter(**{f"{source}__in": twins}).order_by("pk").values_list(source, "claim_id")
    links.bulk_create([links.model(**{source: twins[pk], "claim_id": claim}) for pk, claim in found], batch_size=1000)
