"""Pages as schema.org linked data."""

import json

from django.utils.safestring import mark_safe

# A script element ends at the first "</", wherever it stands.
_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&"}


def embed(kind, **properties):
    """Return a schema.org thing as the text of a JSON-LD script element; empty properties are left out."""
    thing = {"@context": "https://schema.org", "@type": kind}
    thing |= {name: value for name, value in properties.items() if value}
    return mark_safe(json.dumps(thing, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 escaped just above


def breadcrumbs(request, crumbs, title):
    """Return the way to a page; crumbs are pairs of a name and an address."""
    way = [*crumbs, (title, request.path)]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": request.build_absolute_uri(address)}
        for place, (name, address) in enumerate(way, start=1)
    ]
    return embed("BreadcrumbList", itemListElement=items)
