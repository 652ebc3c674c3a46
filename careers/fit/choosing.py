"""Choosing the role to set marks against."""

from functools import cached_property
from typing import NamedTuple

from roles.models import Role
from roles.role_index import role_index
from sources.search.query import search
from sources.search.results import Results

MOST_FOUND = 24
LONGEST_TEXT = 100


class Offer(NamedTuple):
    """A role that can be chosen, and how many skills are asked for there."""

    role: Role
    skill_count: int


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
    def offers(self):
        """Offers of roles of which skills are stated, best first; in one query beside those of the search."""
        index = role_index()
        if self.text:
            pks = [hit.object_id for hit in self.results.hits if hit.object_id in index.place]
        else:
            own = index.default_collections[:1]
            pks = [role.pk for role in index.roles if role.collection in own]
        counts = {pk: index.skill_count(index.place[pk]) for pk in pks}
        told = [pk for pk in pks if counts[pk]][:MOST_FOUND]
        found = Role.objects.published().select_related("family", "collection").in_bulk(told)
        return [Offer(found[pk], counts[pk]) for pk in told if pk in found]
