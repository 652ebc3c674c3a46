"""Choosing the role to set marks against."""

from functools import cached_property

from roles.models import Role
from roles.role_index import role_index
from sources.search.query import search
from sources.search.results import Results

MOST_FOUND = 24
LONGEST_TEXT = 100


class Choosing:
    """The roles to choose from: those that the search finds, or without words those of the site's own collection."""

    def __init__(self, parameters):
        self.text = parameters.get("q", "").replace("\0", "")[:LONGEST_TEXT].strip()

    @cached_property
    def results(self):
        if not self.text:
            return Results("")
        return search(self.text, kinds=["role"], collections=(), per_page=MOST_FOUND)

    @cached_property
    def roles(self):
        """Roles that the sources describe, best first; three queries at most beside those of the search."""
        rows = Role.objects.published().filter(known_only_by_relation=False).select_related("family", "collection")
        if not self.text:
            own = role_index().default_collections[:1]
            return list(rows.filter(collection__in=own).order_by(*Role._meta.ordering)[:MOST_FOUND])
        found = rows.in_bulk([hit.object_id for hit in self.results.hits])
        return [found[hit.object_id] for hit in self.results.hits if hit.object_id in found]
