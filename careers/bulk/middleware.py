from django.shortcuts import render

from careers.api.problems import ProblemError, response_to
from careers.embeds.frames import nothing_here
from careers.forms_of.forms import addresses_of, form_accepted, is_form_wanted
from careers.forms_of.views import answer_in

from .older_forms import ENDINGS, in_form
from .reading import head, sections
from .versions import PARAMETER, NoSuchVersion, as_of
from .views import no_such_version

# The pages of which older versions can be read, and their other forms: {name of the address: kind of document}.
_KINDS = {"roles:role": "role", "role-form": "role", "skills:skill": "skill", "skill-form": "skill"}
# What has versions of its own, or is no page.
_OTHERS = ("/api/", "/admin/", "/data/", "/static/", "/oembed/", "/.well-known/", "/robots.txt", "/sitemap.xml")
_ONLY_TODAYS = (
    "Of this there are no older versions: it is always made of the content of today. "
    "Older versions can be read of each role and each skill."
)


class VersionsMiddleware:
    """Answers requests for an older version of a page, whose view knows the content of today only.

    Where there are none, it says so: today's content under the name of a version would mislead.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        if request.method not in ("GET", "HEAD") or not request.GET.get(PARAMETER):
            return None
        kind = _KINDS.get(request.resolver_match.view_name)
        if kind is None:
            return _only_todays(request)
        form = named.get("form") or form_accepted(request)
        try:
            then = as_of(request, kind, named["slug"])
        except NoSuchVersion as error:
            return _problem(request, str(error)) if form else no_such_version(request, error)
        if form:
            return _in_form(request, then, form)
        context = {"then": then, "head": head(then.document), "sections": sections(then.document)}
        return render(request, "careers/as_of.html", context | {"forms": _other_forms(request, then)})


def _only_todays(request):
    if request.path.startswith(_OTHERS):
        return None
    if is_form_wanted(request):
        return _problem(request, _ONLY_TODAYS)
    if request.path.startswith("/embed/"):
        return nothing_here(request, "Not in this version", _ONLY_TODAYS, request.path)
    return no_such_version(request, _ONLY_TODAYS)


def _other_forms(request, then):
    """Return [(name, address)] of the forms in which this version can be had."""
    forms = (found for found in addresses_of(request.path) if found[0].ending in ENDINGS)
    return [(form.name, f"{address}?{PARAMETER}={then.release.version}") for form, address in forms]


def _in_form(request, then, form):
    text = in_form(then, form.ending, f"{request.scheme}://{request.get_host()}")
    if text is None:
        return _problem(request, f"Of older versions there is no {form.name}. There are JSON, JSON-LD and Turtle.")
    return answer_in(form, text)


def _problem(request, said):
    return response_to(ProblemError(404, said, parameter=PARAMETER), request.path)
