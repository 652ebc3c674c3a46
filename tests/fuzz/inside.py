"""Requests to the application within this process."""

import io
from time import perf_counter
from urllib.parse import unquote_to_bytes

from .judging import faults


def send(application, request, cookie="", host="testserver"):
    """Return (status, faults) of a request."""
    began = perf_counter()
    started = []
    parts = application(_environ(request, cookie, host), lambda status, headers, *_: started.append((status, headers)))
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    status, headers = started[-1]
    seconds = perf_counter() - began
    headers = {name.lower(): value for name, value in headers}
    if headers.get("content-encoding"):
        raise AssertionError("The answer is compressed: it cannot be searched.")
    return int(status[:3]), faults(int(status[:3]), headers, body, seconds)


def _environ(request, cookie, host):
    path, _, query = request.target.partition("?")
    environ = {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host if request.host is None else request.host,
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        value = value.encode().decode("latin-1")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    if request.is_signed_in and "HTTP_COOKIE" not in environ:
        environ["HTTP_COOKIE"] = cookie
    return environ
