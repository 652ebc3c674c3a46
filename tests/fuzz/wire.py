"""Requests over a socket, as they are: no library mends them on the way."""

import gzip
import http.client
import socket
import zlib
from contextlib import suppress
from time import perf_counter

import brotli

from .judging import faults

PATIENCE = 20
_UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
# The server hung up on something that is no HTTP.
HUNG_UP = 0


class Wire:
    """A connection to a server that is made anew whenever it is gone."""

    def __init__(self, port):
        self.port, self.socket = port, None

    def send(self, request, cookie):
        """Return (status, faults) of a request."""
        data = _bytes(request, cookie, f"127.0.0.1:{self.port}")
        began = perf_counter()
        try:
            status, headers, body = self._exchange(data, request.method)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            is_late = perf_counter() - began >= PATIENCE
            return HUNG_UP, [f"gave no answer: {error!r}"] if is_late else []
        return status, faults(status, headers, _unpacked(headers, body), perf_counter() - began)

    def _exchange(self, data, method):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        # It may have answered before it had all.
        with suppress(OSError):
            self.socket.sendall(data)
        response = http.client.HTTPResponse(self.socket, method=method)
        response.begin()
        body = response.read()
        headers = {name.lower(): value for name, value in response.getheaders()}
        if response.will_close:
            self.close()
        return response.status, headers, body

    def close(self):
        if self.socket is not None:
            self.socket.close()
            self.socket = None


def _bytes(request, cookie, host):
    lines = [f"{request.method} {request.target} HTTP/1.1"]
    headers = [("Host", host if request.host is None else request.host), *request.headers]
    if request.body:
        headers.append(("Content-Length", str(len(request.body))))
    if request.is_signed_in and not any(name == "Cookie" for name, _ in headers):
        headers.append(("Cookie", cookie))
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + request.body


def _unpacked(headers, body):
    unpack = _UNPACK.get(headers.get("content-encoding"))
    try:
        return unpack(body) if unpack and body else body
    except (OSError, EOFError, zlib.error, brotli.error):
        return body
