"""A browser without a screen: keeps its connection and its cookies, and fills in forms."""

import http.client
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.html import parse

TIMEOUT_SECONDS = 30
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode()


class Client:
    """One connection to a server, made anew where it was closed between two requests."""

    def __init__(self, url):
        self.address = urlsplit(url).netloc
        self.cookies = {}
        self._connection = None

    def get(self, path, **headers):
        return self._ask("GET", path, None, headers)

    def post(self, path, fields):
        """Send a form, as urlencoded pairs; it is never sent twice."""
        return self._ask("POST", path, urlencode(fields).encode(), dict(FORM))

    def begin(self, path, fields):
        """Send a form and wait for no answer."""
        self._send_request("POST", path, urlencode(fields).encode(), FORM | self._with_cookies())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self._connection:
            self._connection.close()
            self._connection = None

    def _ask(self, method, path, body, headers):
        headers |= self._with_cookies()
        is_kept = self._connection is not None
        try:
            return self._send(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.close()
            # As browsers do: a kept connection may have been closed while nothing was under way on it.
            if not is_kept or method != "GET":
                raise
            return self._send(method, path, body, headers)
        except BaseException:
            self.close()
            raise

    def _with_cookies(self):
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def _send_request(self, method, path, body, headers):
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.address, timeout=TIMEOUT_SECONDS)
        self._connection.request(method, path, body, headers)

    def _send(self, method, path, body, headers):
        self._send_request(method, path, body, headers)
        response = self._connection.getresponse()
        answer = Answer(response.status, _by_small_names(response), response.read())
        if response.will_close:
            self.close()
        self._keep_cookies(response.headers.get_all("Set-Cookie") or [])
        return answer

    def _keep_cookies(self, lines):
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    with suppress(KeyError):
                        del self.cookies[name]


def _by_small_names(response):
    return {name.lower(): value for name, value in response.getheaders()}


def fields_of(page, marked_by):
    """Return {name: value} of the form in a page that has a field of this name, as a browser would send it."""
    tree = parse(page)
    [form] = [form for form in tree.all("form") if any(_name(field) == marked_by for field in form.walk())]
    fields = []
    for element in form.walk():
        if name := _name(element):
            fields += [(name, value) for value in _values(element)]
    return fields


def _name(element):
    return element.tag in ("input", "select", "textarea") and element.attributes.get("name")


def _values(element):
    attributes = element.attributes
    if element.tag == "textarea":
        return ["".join(child for child in element.children if isinstance(child, str)).removeprefix("\n")]
    if element.tag == "select":
        return [
            option.attributes.get("value", "") for option in element.all("option") if "selected" in option.attributes
        ]
    kind = attributes.get("type", "text")
    if kind in ("submit", "button", "file", "image"):
        return []
    if kind in ("checkbox", "radio") and "checked" not in attributes:
        return []
    return [attributes.get("value", "on" if kind == "checkbox" else "")]
