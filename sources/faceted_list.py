"""Lists that are narrowed by facets and shown in pages; their whole state is the address.

What a choice leaves is a bitset of the places of an index (`sources.bitsets`), without a query; only words are asked of
the search, so that a list forgives what the search does.
"""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import ClassVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.text import get_text_list

from .bitsets import bitset, first, numbers
from .library import newest_releases_of
from .parameters import whole_number
from .search.query import matching

PAGE_SIZE = 24
# More in one address is no choice that a person has made.
MOST_CHOSEN = 10
LONGEST_TEXT = 100


@dataclass(frozen=True)
class Option:
    """One value of a facet, and how many rows the list would have with it.

    `depth` is its place in a tree, `group` the collection that it is from, where there are several.
    """

    value: str
    label: str
    count: int
    is_chosen: bool
    depth: int = 0
    group: str = ""


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    options: list[Option]
    is_single: bool = False


@dataclass(frozen=True)
class Chip:
    """A choice that narrows the list, and the address without it."""

    label: str
    address: str


@dataclass(frozen=True)
class Elsewhere:
    """How many rows of other collections fit, and the address that shows them."""

    count: int
    names: str
    address: str


class FacetedList:
    """What a query string asks for.

    A list that inherits says which facets it has (`TITLES`), what the search calls its rows (`KIND`) and what each
    choice leaves (`_left_by`), from which collections it is where none is chosen (`_collections_without_choice`), and
    loads the rows of a page (`_rows`), each with its `collection_id`. places: {id of a row: its place}; collections:
    {slug: the places of its rows}; labels: {facet: {value that is known: what it is called}}.
    """

    TITLES: ClassVar[dict[str, str]]
    SORTINGS: ClassVar[list[tuple[str, str]]]
    KIND: ClassVar[str]
    PAGE_SIZE: ClassVar[int] = PAGE_SIZE

    def __init__(self, query, places, collections, labels):
        self._places = places
        self._collections = collections
        self._labels = labels | {"sort": dict(self.SORTINGS)}
        self.ignored = []
        self.chosen = {name: self._known(name, query.getlist(name)) for name in self.TITLES}
        self.text = " ".join(query.get("q", "").replace("\0", " ").split())[:LONGEST_TEXT]
        self.sort = next(iter(self._known("sort", query.getlist("sort"))), "")
        self._page_number = query.get("page", "")

    def _left_by(self, name, values):
        """Return the places that the values chosen of a facet leave."""
        raise NotImplementedError

    @property
    def _collections_without_choice(self):
        raise NotImplementedError

    def _rows(self, places):
        """Return the rows of a page."""
        raise NotImplementedError

    def _known(self, name, values):
        """Return the values that are known; the others are ignored, and the page says so."""
        given = list(dict.fromkeys(value for value in values if value))
        known = [value for value in given if value in self._labels[name]][:MOST_CHOSEN]
        self.ignored += [value[:40] for value in given if value not in known]
        return known

    # --- The address ------------------------------------------------------------------------------------------

    @property
    def parameters(self):
        """{name: values} of the address of this list, the number of the page left out."""
        single = {"q": self.text, "sort": self.sort}
        return {name: [value] for name, value in single.items() if value} | {
            name: values for name, values in self.chosen.items() if values
        }

    def address(self, **changes):
        """Return the address of the list with some parameters replaced."""
        return f"?{urlencode(self.parameters | changes, doseq=True)}"

    @property
    def previous_address(self):
        return self.address(page=[self.page.previous_page_number()])

    @property
    def next_address(self):
        return self.address(page=[self.page.next_page_number()])

    @cached_property
    def chips(self):
        chips = [Chip(f"“{self.text}”", self.address(q=[]))] if self.text else []
        for name, values in self.chosen.items():
            for value in values:
                others = [other for other in values if other != value]
                chips.append(Chip(self._labels[name][value], self.address(**{name: others})))
        return chips

    @cached_property
    def sortings(self):
        return [(value, label, value == self.sort) for value, label in self.SORTINGS]

    # --- What is left -----------------------------------------------------------------------------------------

    @cached_property
    def matching(self):
        """What the search makes of the words."""
        return matching(self.text, self.KIND, collections=())

    @property
    def _left_by_text(self):
        return bitset(self._places[key] for key in self.matching.keys if key in self._places)

    @cached_property
    def _left(self):
        """{name of a facet, or q: the places that it leaves by itself}, of those that narrow."""
        left = {name: self._left_by(name, values) for name, values in self._narrowing.items()}
        return left | ({"q": self._left_by_text} if self.text else {})

    @property
    def collections(self):
        """The collections that the list is from."""
        return self.chosen["collection"] or self._collections_without_choice

    def _forget_needless_collections(self):
        """Keep the address short where the collections chosen are those without a choice."""
        if self.chosen["collection"] == self._collections_without_choice:
            self.chosen["collection"] = []

    @property
    def _narrowing(self):
        """{name of a facet: values} that hold: those chosen, and the collections in any case."""
        return {name: values for name, values in self.chosen.items() if values} | {"collection": self.collections}

    def left_without(self, *names):
        """Return the places that all choices leave, without regard to some facets."""
        return reduce(and_, (left for name, left in self._left.items() if name not in names), first(len(self._places)))

    @cached_property
    def found(self):
        return self.left_without()

    @property
    def count(self):
        return self.found.bit_count()

    @cached_property
    def page(self):
        pages = Paginator(self._in_order(self.found), self.PAGE_SIZE)
        given = self._page_number
        number = whole_number(given) if given else 1
        if number is None or not 1 <= number <= pages.num_pages:
            self.ignored.append(f"page {given[:40]}")
            number = 1
        page = pages.get_page(number)
        page.object_list = self._rows(page.object_list)
        return page

    def _in_order(self, places):
        return numbers(places)

    @property
    def releases(self):
        """The newest releases of the frameworks that the page has rows of, for their notices."""
        return newest_releases_of(row.collection_id for row in self.page)

    @cached_property
    def elsewhere(self):
        """Where nothing is found: what the other collections have of it; None where that is nothing, too."""
        places = 0 if self.found else self.left_without("collection")
        having = [one for one, members in self._collections.items() if members & places]
        if not having:
            return None
        names = [self._labels["collection"][one] for one in having]
        return Elsewhere(places.bit_count(), get_text_list(names, "and"), self.address(collection=having))

    # --- The figures ------------------------------------------------------------------------------------------

    def _options(self, name, members):
        """Return the Options of a facet of which any value is enough; members: {value: places}."""
        left, holding = self.left_without(name), self._narrowing.get(name, ())
        return [
            Option(value, label, (members.get(value, 0) & left).bit_count(), value in holding)
            for value, label in self._labels[name].items()
        ]

    def _tree_options(self, name, tree, collections):
        """Return the Options of a facet that is a tree: its top, and below that what is chosen leads to."""
        left, chosen = self.left_without(name), self.chosen[name]
        groups = self._labels["collection"] if len(collections) > 1 else {}
        return [
            Option(
                entry.slug,
                entry.name,
                (tree.members[entry.slug] & left).bit_count(),
                entry.slug in chosen,
                depth,
                groups.get(entry.collection, ""),
            )
            for entry, depth in tree.shown(collections, chosen)
        ]


def union(members, values):
    """Return the places of any of some values; members: {value: places}."""
    places = 0
    for value in values:
        places |= members.get(value, 0)
    return places
