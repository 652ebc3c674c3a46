"""Marking skills, the plan for one role, the roles that fit: all from the address, nothing kept."""

from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from careers.views import not_found
from roles.models import Role
from skills.levels import Level
from sources.addresses import address
from sources.library import newest_releases_of
from sources.redirects import leads_on

from .choosing import Choosing
from .codes import read_state, write_state
from .downloads import as_csv, as_json, as_markdown, summary
from .everywhere import Everywhere
from .marked import Marked
from .marking import FILTERED_FROM, Marking
from .outcome import IF_NOT_THERE, Outcome, level_words
from .target import load_target


def private(view):
    """Let a view answer so that nothing of somebody's marks stays or goes anywhere but in their own browser.

    What a form has sent is first put into the short address, in which it is kept and shared.
    """

    @require_safe
    @wraps(view)
    def answered(request, **arguments):
        state = read_state(request.GET)
        if state.is_from_form:
            response = redirect(f"{request.path}?{write_state(state.marks, state.at)}")
        else:
            response = _answer(view, request, arguments)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answered


def _answer(view, request, arguments):
    try:
        return view(request, **arguments)
    except Http404 as error:
        return not_found(request, error)


@private
def start(request):
    marked = Marked.of(request.GET)
    everywhere = None
    if marked.has_any:
        everywhere = Everywhere(marked, request.GET.get("collection", ""))
    choosing = Choosing(request.GET)
    shown = {one.role.collection_id for one in everywhere.candidates} if everywhere else set()
    shown |= {offer.role.collection_id for offer in choosing.offers}
    context = {
        "marked": marked,
        "choosing": choosing,
        "everywhere": everywhere,
        "releases": newest_releases_of(shown),
    }
    return render(request, "careers/fit/start.html", context)


def of_target(view):
    """Give a private view of a role's slug its Target and the Marked of the address; old slugs lead on."""

    @private
    @leads_on(Role)
    @wraps(view)
    def found(request, slug):
        return view(request, load_target(slug), Marked.of(request.GET))

    return found


@of_target
def mark(request, target, marked):
    context = {
        "page": Marking(target, marked),
        "target": target,
        "marked": marked,
        "crumbs": _crumbs(marked),
        "all_levels": list(Level),
        "filtered_from": FILTERED_FROM,
    }
    return render(request, "careers/fit/mark.html", context)


@of_target
def plan(request, target, marked):
    outcome = Outcome(target, marked)
    crumbs = [*_crumbs(marked), (target.role.title, marked.on(target.address))]
    context = {
        "outcome": outcome,
        "summary": summary(outcome),
        "level_words": level_words,
        "if_not_there": IF_NOT_THERE,
        "target": target,
        "marked": marked,
        "crumbs": crumbs,
        "files": [(kind, marked.on(address(f"fit:plan-{kind}", target.role.slug))) for kind in ("json", "csv", "md")],
    }
    return render(request, "careers/fit/plan.html", context)


def _crumbs(marked):
    return [("How well do you fit?", marked.on(address("fit:start")))]


@of_target
def plan_json(request, target, marked):
    plan = as_json(Outcome(target, marked), _address(request, target, marked), _page_of(request))
    response = JsonResponse(plan, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _as_file(response, target, "json")


@of_target
def plan_csv(request, target, marked):
    # The mark at the start tells spreadsheets the encoding.
    text = "\ufeff" + as_csv(Outcome(target, marked), _page_of(request))
    return _as_file(HttpResponse(text, content_type="text/csv; charset=utf-8"), target, "csv")


@of_target
def plan_markdown(request, target, marked):
    text = as_markdown(Outcome(target, marked), _address(request, target, marked))
    return _as_file(HttpResponse(text, content_type="text/markdown; charset=utf-8"), target, "md")


def _address(request, target, marked):
    return request.build_absolute_uri(marked.on(target.plan_address))


def _page_of(request):
    return lambda skill: request.build_absolute_uri(skill.get_absolute_url())


def _as_file(response, target, ending):
    response["Content-Disposition"] = f'attachment; filename="plan-{target.role.slug}.{ending}"'
    return response
