"""The page of results: narrowed by kind, widened by collection, in pages; its state is the address."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.utils.text import get_text_list

from roles.models import RoleFamily
from roles.role_index import role_index
from sources.addresses import address
from sources.collection import OWN
from sources.library import collections, newest_releases_of
from sources.parameters import whole_number
from sources.search.kinds import kinds
from sources.search.query import search

from .wording import counted, plural

PAGE_SIZE = 20
# On the page of all kinds.
MOST_OF_A_KIND = 5
# More words than these are not worth taking away one by one.
MOST_WORDS = 6
POPULAR_SKILLS = 10


@dataclass(frozen=True)
class Choice:
    """A kind or a collection: how many hits the page would have with it, and the address of that page."""

    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """The first hits of a kind, and where all of them stand."""

    title: str
    hits: list
    count: int
    all_of_them: str
    address: str


class SearchPage:
    """What a query string asks for; values that nothing has are ignored, and the page says so."""

    def __init__(self, query):
        self.ignored = []
        self.collections = collections()
        self.kind = next(iter(self._known(query.getlist("kind"), kinds())), "")
        self.chosen = self._known(query.getlist("collection"), self.collections) or [OWN]
        self.results = self._search(query.get("q", ""), self._given_page(query.get("page", "")))

    def _known(self, values, known):
        given = list(dict.fromkeys(value for value in values if value))
        self.ignored += [value[:40] for value in given if value not in known]
        return [value for value in known if value in given]

    def _given_page(self, text):
        """Return the number of the page; only the list of one kind has pages."""
        if not text:
            return 1
        number = whole_number(text, most_digits=5)
        if self.kind and number:
            return number
        self.ignored.append(f"page {text[:40]}")
        return 1

    def _search(self, text, number):
        if self.kind:
            found = search(text, kinds=[self.kind], collections=self.chosen, page=number, per_page=PAGE_SIZE)
        else:
            found = search(text, collections=self.chosen, per_page=MOST_OF_A_KIND, is_by_kind=True)
        if found.total and found.page != number:
            self.ignored.append(f"page {number}")
        return found

    @property
    def text(self):
        return self.results.text

    @property
    def narrowing(self):
        """The parameters that other words keep, as (name, value)."""
        return [("collection", slug) for slug in self.chosen if self.chosen != [OWN]]

    def address(self, **changes):
        """Return the address of the page with some parameters replaced."""
        parameters = {"q": [self.text], "kind": [self.kind], "collection": self.chosen} | changes
        said = {name: values for name, values in parameters.items() if any(values) and values != [OWN]}
        return f"{address('search')}?{urlencode(said, doseq=True)}"

    @property
    def summary(self):
        """How many results there are, of what and where, in words."""
        places = get_text_list([self.collections[slug].short_name for slug in self.chosen], "and")
        if not self.results.total:
            return f"No {plural(self.kind)} like that in {places}."
        return f"{counted(self.results.total, self.kind)} in {places}"

    @cached_property
    def groups(self):
        """The hits of each kind."""
        counts = self.results.kind_counts
        return [
            Group(
                kinds()[kind].label,
                list(hits),
                counts[kind],
                f"All {counts[kind]:,} {plural(kind)}",
                self.address(kind=[kind]),
            )
            for kind, hits in groupby(self.results.hits, lambda hit: hit.kind)
        ]

    @cached_property
    def kinds(self):
        """The kinds that have hits, and all of them together first."""
        counts = self.results.kind_counts
        together = Choice("Everything", sum(counts.values()), self.address(kind=[]), not self.kind)
        return [together] + [
            Choice(kind.label, counts.get(name, 0), self.address(kind=[name]), name == self.kind)
            for name, kind in kinds().items()
            if counts.get(name) or name == self.kind
        ]

    @cached_property
    def places(self):
        """The collections that have hits, those that are searched, and the site's own; each is added or left out."""
        counts = self.results.collection_counts
        return [
            Choice(collection.short_name, counts.get(slug, 0), self._toggled(slug), slug in self.chosen)
            for slug, collection in self.collections.items()
            if counts.get(slug) or slug in {*self.chosen, OWN}
        ]

    def _toggled(self, slug):
        """Return the address with a collection added or left out; empty for the only one, which stays."""
        remaining = [other for other in self.collections if (other in self.chosen) != (other == slug)]
        return self.address(collection=remaining) if remaining else ""

    @property
    def other_kinds(self):
        """The kinds that have hits, where none of the chosen one is found."""
        return [choice for choice in self.kinds[1:] if choice.count and not choice.is_chosen]

    @property
    def elsewhere(self):
        """The collections that have hits and are not searched."""
        return [place for place in self.places if place.count and not place.is_chosen]

    @property
    def previous_address(self):
        return self.address(page=[self.results.page - 1]) if self.results.page > 1 else ""

    @property
    def next_address(self):
        return self.address(page=[self.results.page + 1]) if self.results.page < self.results.pages else ""

    @property
    def fewer_words(self):
        """The text without each of the words that mean something here, and where that is looked for."""
        words = [word for word in self.text.split() if word.casefold() not in self.results.ignored]
        if not 1 < len(words) <= MOST_WORDS:
            return []
        shorter = (" ".join(words[:place] + words[place + 1 :]) for place in range(len(words)))
        return [(text, self.address(q=[text])) for text in dict.fromkeys(shorter)]

    @cached_property
    def families(self):
        return RoleFamily.objects.with_role_count().filter(collection=OWN, role_count__gt=0)

    @cached_property
    def popular_skills(self):
        return role_index().most_documented(POPULAR_SKILLS)

    @cached_property
    def releases(self):
        """The newest releases of the frameworks that hits come from, for their notices."""
        return newest_releases_of(hit.collection for hit in self.results.hits)
