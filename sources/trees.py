"""Vocabularies whose entries stand within each other: families of roles, areas of skills."""

from collections import defaultdict
from typing import NamedTuple


class Entry(NamedTuple):
    """One entry of a tree, in the order of its collection; `broader` is the slug of the one it is a part of."""

    slug: str
    name: str
    collection: str
    broader: str | None


class Tree:
    """Entries with the members of each, those of its narrower ones included.

    members: {slug: bitset of the members of this very entry}.
    """

    def __init__(self, entries, members):
        self.entries = {entry.slug: entry for entry in entries}
        self._narrower = defaultdict(list)
        for entry in entries:
            self._narrower[entry.broader].append(entry)
        self.members = {slug: members.get(slug, 0) for slug in self.entries}
        for slug in self.entries:
            for broader in self.path(slug)[:-1]:
                self.members[broader] |= members.get(slug, 0)

    def path(self, slug):
        """Return the slugs from the top of the tree down to an entry; a circle ends the way."""
        path = [slug]
        while (broader := self.entries[path[-1]].broader) in self.entries and broader not in path:
            path.append(broader)
        return path[::-1]

    def narrowest(self, slugs):
        """Return those of some entries that no other of them stands within."""
        above = {broader for slug in slugs for broader in self.path(slug)[:-1]}
        return [slug for slug in slugs if slug not in above]

    def shown(self, collections, chosen):
        """Return (entry, depth) of the top entries of some collections, and below them what chosen ones lead to.

        That is the way to each chosen entry, and what is next below it.
        """
        opened = {slug for one in chosen for slug in self.path(one)}
        tops = [entry for entry in self._narrower[None] if entry.collection in collections]
        return [found for top in tops for found in self._opened(top, 0, opened, set(chosen))]

    def _opened(self, entry, depth, opened, chosen):
        yield entry, depth
        if entry.slug in opened:
            for narrower in self._narrower[entry.slug]:
                if entry.slug in chosen or narrower.slug in opened:
                    yield from self._opened(narrower, depth + 1, opened, chosen)
