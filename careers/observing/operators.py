"""The pages for whoever runs the site, answered before Django: no host, session or cache has to be right for them."""

import json
from http import HTTPStatus
from ipaddress import ip_address, ip_network

from django.conf import settings
from prometheus_client import CONTENT_TYPE_LATEST

from . import metrics
from .state import state

JSON = "application/json"
# What a proxy adds: a request with one of these came through the public front.
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_VIA")


def is_operator(environ):
    """Return whether a request comes straight from a machine that may look inside."""
    if any(name in environ for name in _FORWARDED):
        return False
    try:
        address = ip_address(environ.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in ip_network(network, strict=False) for network in settings.OPERATOR_NETWORKS)


def healthz(environ):
    """This process is alive; nothing else is asked."""
    return HTTPStatus.OK, JSON, b'{"status": "alive"}\n'


def readyz(environ):
    """Whether readers can be served; to operators, which parts of the site do not answer."""
    now = state()
    word = "ready" if now.can_serve and not now.degraded else "degraded" if now.can_serve else "not ready"
    said = {"status": word}
    if is_operator(environ):
        said["parts"] = {part.name: "well" if part.is_well else part.problem for part in now.parts}
    elif now.can_serve:
        said["status"] = "ready"
    status = HTTPStatus.OK if now.can_serve else HTTPStatus.SERVICE_UNAVAILABLE
    return status, JSON, json.dumps(said).encode() + b"\n"


def figures(environ):
    """All metrics, for operators; to others this address does not exist."""
    return (HTTPStatus.OK, CONTENT_TYPE_LATEST, metrics.exposition()) if is_operator(environ) else None


PAGES = {"/healthz": healthz, "/readyz": readyz, "/metrics": figures}


def answer(environ, start_response):
    """Answer one of PAGES; return None for what is none, or not for the one who asks."""
    if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
        return None
    page = PAGES[environ["PATH_INFO"]](environ)
    if page is None:
        return None
    status, kind, body = page
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response(f"{status.value} {status.phrase}", headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
