"""One list, one row: the same way for every kind."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse

from sources.old_addresses import successors

from .cursors import page_of
from .problems import ProblemError, unknown
from .values import api_address

SAME_METHOD_FOR_GOOD = 308


class Kind(NamedTuple):
    """A kind of resource.

    rows: all that readers may see. filters: a FilterSet. orders: {value of the parameter `sort`: columns, together
    unique}. tell: from rows and what is included to values.
    """

    name: str
    plural: str
    rows: Callable[[], QuerySet]
    filters: type
    orders: dict[str, tuple[str, ...]]
    tell: Callable[[list, list], list[dict]]

    def page(self, query):
        """Return a page of the list that a `Paged` query asks for."""
        narrowed = self.filters({name: value for name, value in query if value}, queryset=self.rows())
        if not narrowed.is_valid():
            name, errors = next(iter(narrowed.errors.items()))
            raise ProblemError(400, errors[0], parameter=name)
        columns = self.orders[getattr(query, "sort", "")]
        question = [self.plural, *query.question()]
        found, cursor = page_of(narrowed.qs, columns, query.cursor, question, query.most)
        return {"data": self.tell(found, getattr(query, "include", [])), "next": self._next(query, cursor)}

    def _next(self, query, cursor):
        if not cursor:
            return None
        asked = query.model_dump(exclude_unset=True, exclude={"cursor"}, mode="json")
        return f"{api_address(self.plural).rstrip('/')}/?{urlencode(asked | {'cursor': cursor}, doseq=True)}"

    def one(self, rows, include=()):
        """Return the only one of some rows as values; None where there is none."""
        found = list(rows[:1])
        return self.tell(found, include)[0] if found else None

    def by_slug(self, model, pages, slug, query=None):
        """Return the row with a slug, the way to it from an old slug, or raise the Problem that there is none."""
        if found := self.one(pages.filter(slug=slug), getattr(query, "include", [])):
            return found
        raise MovedError(self._replacing(model, slug))

    def _replacing(self, model, slug):
        row = successors(model, [slug]).get(slug)
        if row is None:
            raise unknown(self.name, slug)
        return api_address(self.plural, row.slug)


class MovedError(Exception):
    """What was asked for is at another address for good."""

    def __init__(self, address):
        super().__init__(address)
        self.address = address

    def response(self, query):
        response = HttpResponse(status=SAME_METHOD_FOR_GOOD)
        response["Location"] = f"{self.address}?{query}" if query else self.address
        # A merge can be taken back.
        response["Cache-Control"] = "public, max-age=3600"
        return response
