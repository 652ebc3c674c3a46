from django.shortcuts import render

from .reading import head, sections
from .versions import PARAMETER, NoSuchVersion, as_of
from .views import no_such_version

# The pages of which older versions can be read: {name of the address: kind of document}.
_KINDS = {"roles:role": "role", "skills:skill": "skill"}


class VersionsMiddleware:
    """Answers requests for an older version of a page, whose view knows the content of today only."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        if PARAMETER not in request.META["QUERY_STRING"] or request.method not in ("GET", "HEAD"):
            return None
        kind = _KINDS.get(request.resolver_match.view_name)
        try:
            then = kind and as_of(request, kind, named["slug"])
        except NoSuchVersion as error:
            return no_such_version(request, error)
        if not then:
            return None
        context = {"then": then, "head": head(then.document), "sections": sections(then.document)}
        return render(request, "careers/as_of.html", context)
