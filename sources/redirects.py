"""Leading readers from old addresses to the new: looked up only where nothing was found."""

from functools import wraps

from django.core.validators import slug_re
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from .old_addresses import successors

# A merge can be taken back; browsers would otherwise never ask again.
AN_HOUR = "max-age=3600"
# More old names in one address are no address that was ever given out.
MOST_SLUGS = 50


def leads_on(model):
    """Let a view of one page (by its `slug`) lead on from the old addresses of rows of this model."""

    def decorate(view):
        @wraps(view)
        def leading_on(request, slug):
            try:
                return view(request, slug)
            except Http404:
                row = successors(model, [slug]).get(slug)
                if row is None:
                    raise
                return moved(request, reverse(request.resolver_match.view_name, args=[row.slug]))

        return leading_on

    return decorate


def moved(request, path, query=None):
    """Answer that something is at another path for good; with the query of the request, unless another is given."""
    query = request.META["QUERY_STRING"] if query is None else query
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    response["Cache-Control"] = AN_HOUR
    return response


def current_slugs(model, slugs):
    """Return slugs with what old ones have become in their place, and then each once; the same where none is old."""
    renamed = successors(model, [slug for slug in slugs if slug_re.match(slug)][:MOST_SLUGS])
    current = [renamed[slug].slug if slug in renamed else slug for slug in slugs]
    return list(dict.fromkeys(current)) if renamed else slugs


def moved_choices(request, models):
    """Answer to an address whose parameters name rows by old slugs ({parameter: model}); None if none does."""
    query = request.GET.copy()
    for name, model in models.items():
        if slugs := query.getlist(name):
            query.setlist(name, current_slugs(model, slugs))
    return moved(request, request.path, query.urlencode()) if query != request.GET else None
