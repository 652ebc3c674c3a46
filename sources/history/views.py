"""What changed, for readers: a page and a feed."""

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.views.decorators.http import require_safe

from sources.addresses import address
from sources.parameters import whole_number

from .public import ChangesPage, rows_asked_for


@require_safe
def changes(request):
    rows, page = rows_asked_for(request.GET)
    context = {
        "page": page,
        "changes": ChangesPage(rows, before=_number(request.GET.get("before"))),
        "is_of_all": request.GET.get("collection") == "all",
        "query": _query(request.GET),
    }
    return render(request, "sources/changes.html", context)


def _number(text):
    """Return a whole number of the address; raises Http404 where it is none."""
    if not text:
        return None
    number = whole_number(text)
    if number is None:
        raise Http404("There is no such page of changes.")
    return number


def _query(asked):
    """Return what was asked for but its page, to be sent again."""
    kept = asked.copy()
    kept.pop("before", None)
    return kept.urlencode()


class ChangesFeed(Feed):
    """The newest changes, to be told of them."""

    feed_type = Atom1Feed
    title = "Waymark: what changed"
    subtitle = "Changes of roles, skills and sources that mean something to readers."

    def get_object(self, request):
        rows, _ = rows_asked_for(request.GET)
        return request.get_host(), ChangesPage(rows)

    def link(self):
        return address("sources:changes")

    def items(self, asked):
        host, page = asked
        return [(host, told) for told in page.told]

    def item_title(self, entry):
        return entry[1].sentence

    item_description = item_title

    def item_link(self, entry):
        return entry[1].address or self.link()

    def item_guid(self, entry):
        """Name an entry for good, in all the world (RFC 4151)."""
        host, told = entry
        return get_tag_uri(f"//{host}{self.link()}{told.key}", told.change.made_at)

    item_guid_is_permalink = False

    def item_pubdate(self, entry):
        return entry[1].change.made_at

    item_updateddate = item_pubdate
