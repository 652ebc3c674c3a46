"""Requests as a server makes them, to whatever answers as WSGI says."""

import io
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from django.core.signals import request_finished, request_started
from django.db import close_old_connections


@contextmanager
def connection_kept():
    """Let requests leave the connection of the test alone, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(application, address="/", method="GET", body=b"", **environ):
    """Return the Answer of an application; `environ` holds further variables, headers as HTTP_NAME."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        # Bytes as letters of Latin-1, as WSGI has it.
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    } | environ
    started = []
    with connection_kept():
        parts = application(environ, lambda status, headers, *_: started.append((status, headers)))
        content = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
    status, headers = started[-1]
    return Answer(int(status[:3]), {name.lower(): value for name, value in headers}, content)
