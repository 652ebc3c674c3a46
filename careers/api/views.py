"""What stands beside the resources: the documentation, the specification, our own terms."""

from functools import cache

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careers.linked import turtle
from careers.linked.source_things import own_terms
from careers.linked.vocabulary import TERMS

from .problems import ProblemError, response_to
from .reference import reference
from .service import service


@cache
def described():
    """Return the specification, made once."""
    return service.get_openapi_schema(path_prefix="api/v1/")


@require_safe
def specification(request):
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


@require_safe
def documentation(request):
    return render(request, "careers/api.html", {"reference": reference(described())})


@require_safe
def terms(request):
    text = "".join(turtle.document(own_terms(TERMS), f"{request.scheme}://{request.get_host()}"))
    return HttpResponse(text, content_type="text/turtle; charset=utf-8")


def nothing(request):
    return response_to(ProblemError(404, "There is nothing at this address. /api/ says what there is."), request.path)
