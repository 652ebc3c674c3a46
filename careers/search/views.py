"""The page of results, and the suggestions under the search boxes."""

from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sources.library import collections
from sources.search.expression import clean
from sources.search.query import suggest

from .page import SearchPage
from .wording import singular

# Somebody who types takes letters back; content changes seldom.
FRESH_SECONDS = 300


@require_safe
def results(request):
    return render(request, "careers/search.html", {"search": SearchPage(request.GET)})


@require_safe
@cache_control(public=True, max_age=FRESH_SECONDS)
def suggestions(request):
    """Answer with the options of a list: from all collections, and last the way to all results."""
    text, _ = clean(request.GET.get("q", ""))
    found = suggest(text, collections=())
    context = {"text": text, "suggestions": found, "collections": collections(), "singular": singular}
    response = render(request, "careers/_suggestions.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
