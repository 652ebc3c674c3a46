"""Asking an application as a server does, and an application to be asked."""

from io import BytesIO

from django.test import RequestFactory

TEXT = b"Knead the dough for ten minutes. " * 30


def request_for(address="/", method="GET", host="testserver", **headers):
    path, _, query = address.partition("?")
    environ = RequestFactory().generic(method, path).environ
    named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return environ | {"QUERY_STRING": query, "HTTP_HOST": host, "wsgi.input": BytesIO()} | named


class Reader:
    """Asks an application, and keeps what was said last: status, headers, how the cache answered."""

    def __init__(self, application):
        self._application = application

    def __call__(self, address="/", **asked):
        environ = request_for(address, **asked)
        response = self._application(environ, self._start)
        body = b"".join(response)
        if hasattr(response, "close"):
            response.close()
        self.how = environ.get("waymark.cache")
        return body

    def _start(self, status, headers, error=None):
        self.status, self.headers = int(status[:3]), dict(headers)


class Baker:
    """An application that counts what it is asked, and answers what it is told to."""

    def __init__(self, status="200 OK", headers=(), body=TEXT):
        self.status, self.headers, self.body = status, [("Content-Type", "text/html"), *headers], body
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        start_response(self.status, list(self.headers))
        return [self.body]
