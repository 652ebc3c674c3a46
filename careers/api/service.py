"""The API itself: its operations, its errors, its specification."""

from ninja import NinjaAPI
from ninja.errors import ValidationError

from .between import router as between
from .lists import MovedError
from .problems import MEDIA_TYPE, ProblemError, response_to
from .resources import router as resources

DESCRIPTION = """Roles, skills and the ways between them, every statement with the evidence it rests on. For reading,
without a key. What is not stated is null and says so; nothing is guessed."""
ERRORS = {
    400: "A parameter is unknown, wrong or given twice; `parameter` names it.",
    404: "There is no such row for readers.",
    406: "Only application/json is given.",
    429: "Too many requests: wait as many seconds as `Retry-After` says.",
}
MOVED = "An old name: `Location` has the new address."
NOT_MODIFIED = "Nothing has changed since the answer whose `ETag` is in `If-None-Match`."


class Service(NinjaAPI):
    def get_openapi_schema(self, *arguments, **named):
        """Return the specification, with the errors that every operation may answer by."""
        schema = super().get_openapi_schema(*arguments, **named)
        problem = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"] |= {
                    str(status): {"description": description} | problem for status, description in ERRORS.items()
                }
                operation["responses"] |= {
                    "304": {"description": NOT_MODIFIED},
                    "308": {"description": MOVED},
                }
                operation["responses"] = {str(status): told for status, told in operation["responses"].items()}
        schema["components"]["schemas"]["Problem"] = _PROBLEM
        schema["components"]["schemas"] = dict(sorted(schema["components"]["schemas"].items()))
        return schema


_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "about:blank: the status says what kind of problem it is."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, and what to do."},
        "instance": {"type": "string", "description": "The address that was asked for."},
        "parameter": {"type": "string", "description": "The parameter that is to be mended."},
        "known": {"type": "array", "items": {"type": "string"}, "description": "The parameters that there are."},
    },
}

service = Service(
    title="Waymark",
    version="1.0.0",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
    servers=[{"url": "/"}],
)
service.add_router("", resources)
service.add_router("", between)


@service.exception_handler(ProblemError)
def tell_problem(request, problem):
    return response_to(problem, request.path)


@service.exception_handler(MovedError)
def tell_moved(request, moved):
    return moved.response(request.META["QUERY_STRING"])


@service.exception_handler(ValidationError)
def tell_wrong_parameter(request, error):
    """Name the first parameter that is wrong; one of the path that cannot be is a row that there is not."""
    first = error.errors[0]
    # (where, parameter) or (where, "query", parameter, place of the value)
    where, *names = [part for part in first["loc"] if isinstance(part, str) and part != "query"] or ["query", ""]
    if first["loc"][0] == "path":
        return response_to(ProblemError(404, "There is nothing at this address."), request.path)
    name = names[0] if names else where
    return response_to(ProblemError(400, f"“{name}”: {first['msg']}.", parameter=name), request.path)


@service.exception_handler(Exception)
def leave_to_site(request, error):
    """Let the site answer: it knows what to say when a database is gone."""
    raise error
