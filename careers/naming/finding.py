"""Finding the row that another is to be merged with."""

from django.db.models import Q

from sources.collection import OWN

from .splitting import name_field

MOST_FOUND = 20
LONGEST_TEXT = 100


def candidates(row, text):
    """Return the site's own rows that are called so, by name or by another name; at most MOST_FOUND."""
    text = text.replace("\0", "")[:LONGEST_TEXT].strip()
    if not text:
        return []
    model, name = type(row), name_field(type(row))
    aliases = model._meta.get_field("aliases").related_model.objects
    owner = model._meta.get_field("aliases").remote_field.name
    called = Q(**{f"{name}__icontains": text}) | Q(pk__in=aliases.filter(name__icontains=text).order_by().values(owner))
    rows = model._default_manager.filter(called, collection=OWN).exclude(pk=row.pk)
    return list(rows.order_by(name)[:MOST_FOUND])
