"""Reading a role's whole content: a fixed number of queries, whatever is said of it."""

from collections import defaultdict

from django.db.models import Value

from roles.models import Role

from .structure import PARTS, ROLE_FIELDS, Whole, in_order, path_of, plain


def read(role):
    """Return the Whole of a role: a query for the role, one for each part, and one for all claims."""
    claims = _claims_of(role)
    parts = {name: {key: row for key, (_, row) in rows_of(part, role, claims).items()} for name, part in PARTS.items()}
    fields = _plain_fields(ROLE_FIELDS)
    values = Role.objects.filter(pk=role.pk).order_by().values_list(*map(path_of, fields.values())).get()
    of_role = dict(zip(fields, values, strict=True)) | {"claims": claims["", role.pk]}
    return Whole(role.slug, role.collection_id, {name: of_role[name] for name in ROLE_FIELDS}, parts)


def rows_of(part, role, claims):
    """Return {key: (primary key, fields)} of the rows of a part, in order; one query."""
    fields = _plain_fields(part.fields)
    rows = part.model._default_manager.filter(**{part.own: role.pk}).order_by()
    found = {}
    for pk, *values in rows.values_list("pk", *map(path_of, fields.values())):
        row = {name: plain(fields[name], value) for name, value in zip(fields, values, strict=True)}
        if part.is_cited:
            row["claims"] = claims[part.name, pk]
        row = {name: row[name] for name in part.fields}
        found[part.key_of(row)] = pk, row
    return in_order(found)


def keys_of(part, role):
    """Return {key: primary key} of the rows of a part; one query."""
    paths = [path_of(part.fields[name]) for name in part.key]
    rows = part.model._default_manager.filter(**{part.own: role.pk}).order_by()
    return {tuple(key): pk for pk, *key in rows.values_list("pk", *paths)}


def _plain_fields(fields):
    return {name: field for name, field in fields.items() if not field.many_to_many}


def _claims_of(role):
    """Return {(name of the part, primary key of a row): codes of its claims, in order}, in one query."""
    first, *others = [
        _links(Role, "", "pk", role),
        *(_links(part.model, name, part.own, role) for name, part in PARTS.items() if part.is_cited),
    ]
    claims = defaultdict(list)
    for name, pk, code in first.union(*others, all=True):
        claims[name, pk].append(code)
    return defaultdict(list, {row: sorted(codes) for row, codes in claims.items()})


def _links(model, name, own, role):
    field = model._meta.get_field("claims")
    source = field.m2m_field_name()
    links = field.remote_field.through.objects.filter(**{f"{source}__{own}": role.pk}).order_by()
    return links.values_list(Value(name), f"{source}_id", "claim__code")
