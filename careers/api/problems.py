"""What went wrong, for programs: problem details (RFC 9457) for every error under /api/."""

import json
from http import HTTPStatus

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"


class ProblemError(Exception):
    """An error that says what to do; parameter: the one that is to be mended, if it is one."""

    def __init__(self, status, detail, *, parameter="", **more):
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.more = ({"parameter": parameter} if parameter else {}) | more


def response_to(problem, instance=""):
    """Return the answer that tells a Problem."""
    told = {"type": "about:blank", "title": HTTPStatus(problem.status).phrase, "status": problem.status}
    told |= {"detail": problem.detail, **({"instance": instance} if instance else {}), **problem.more}
    response = HttpResponse(json.dumps(told, ensure_ascii=False), content_type=MEDIA_TYPE, status=problem.status)
    response["Cache-Control"] = "no-store"
    return response


def unknown(kind, slug, parameter=""):
    """Return the Problem that there is no such row for readers."""
    return ProblemError(404, f"There is no {kind} “{slug}”.", parameter=parameter)
