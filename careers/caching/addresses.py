"""Which requests may be answered with a kept page, and what such a page depends on."""

import re
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from careers.editor_marker import COOKIE
from roles.role_list import RoleList
from skills.skill_list import SkillList
from sources.history.kept import subject_models

from .queries import normalised

# The first parts of the addresses of public pages; of all others nothing is kept.
PUBLIC = frozenset(
    {
        *("", "roles", "skills", "sources", "education", "glossary", "changes", "compare", "map", "search", "about"),
        *("job-descriptions", "embed", "robots.txt", "sitemap.xml"),
    }
)
_OF_LISTS = {"q", "sort", "page"}
_OF_CHANGES = {"collection", "before", *(model._meta.model_name for model in subject_models())}
# What each page reads of its query; the others read nothing.
PARAMETERS = {
    "/roles/": frozenset({"skill_name", *_OF_LISTS, *RoleList.TITLES}),
    "/skills/": frozenset({*_OF_LISTS, *SkillList.TITLES}),
    "/changes/": frozenset(_OF_CHANGES),
    "/changes/feed.atom": frozenset(_OF_CHANGES),
    "/compare/": frozenset({"role", "replace", "q", "collection"}),
    "/map/": frozenset({"from", "to", "family", "collection"}),
    "/search/": frozenset({"q", "kind", "collection", "page"}),
    "/search/suggest/": frozenset({"q"}),
    "/job-descriptions/check/": frozenset({"role"}),
    "/sitemap.xml": frozenset({"p"}),
}
OF_COMPARISONS = frozenset({"show"})
# A role or a skill as an older release says it; every other page says that there are no older versions of it
# (careers/bulk).
OF_ALL = frozenset({"version"})
# What somebody wants of a job description or an interview stands in its query: of no end, and kept by nobody.
WITHOUT_END = re.compile(r"/roles/[^/]+/(?:job-description|interview)[./]")
# Pages that answer htmx with a part of themselves.
IN_PARTS = frozenset({"/roles/", "/skills/", "/compare/"})
# Pages that are there in other forms, too (careers/forms_of).
IN_FORMS = ("/roles/", "/skills/", "/compare/")

_METHODS = frozenset({"GET", "HEAD"})
# Of the server and of what is around, not of who asks.
_OF_THE_SERVER = ("SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "wsgi.version", "wsgi.errors")
_OF_THE_PROCESS = ("wsgi.multithread", "wsgi.multiprocess", "wsgi.run_once")


# Of paths that anybody can make up, only so much is remembered.
LONGEST_REMEMBERED = 200


class Address(NamedTuple):
    """All that a kept page depends on beside the content.

    is_one_of_many: whether visitors can think of any number of addresses like this one.
    """

    scheme: str
    host: str
    path: str
    query: str
    is_part: bool
    is_one_of_many: bool


class _Kind(NamedTuple):
    """What is known of a page by its path."""

    is_public: bool
    has_forms: bool  # it is HTML, and there in other forms, too
    has_parts: bool
    is_one_of_many: bool


def address_of(environ, secure_by=None):
    """Return the Address that a request asks for; None where Django is to answer the request as it is.

    secure_by: the setting SECURE_PROXY_SSL_HEADER.
    """
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    kind = _known_kind(path) if len(path) <= LONGEST_REMEMBERED else _kind(path)
    if environ["REQUEST_METHOD"] not in _METHODS or not kind.is_public or environ.get("SCRIPT_NAME"):
        return None
    if (cookies := environ.get("HTTP_COOKIE")) and is_editors(cookies):
        return None
    if kind.has_forms and not takes_html(environ.get("HTTP_ACCEPT", "")):
        return None
    host = _known_host(environ.get("HTTP_HOST", ""))
    if query:
        query = None if WITHOUT_END.match(path) else normalised(query, _parameters_of(path))
    if host is None or query is None:
        return None
    is_part = kind.has_parts and environ.get("HTTP_HX_REQUEST") == "true"
    is_one_of_many = kind.is_one_of_many or query != "" or ":" in host
    return Address(_scheme_of(environ, secure_by), host, path, query, is_part, is_one_of_many)


def is_public(method, path):
    return method in _METHODS and _kind(path).is_public


def _kind(path):
    # In another form than HTML.
    is_form = path.startswith(IN_FORMS) and not path.endswith("/")
    return _Kind(
        is_public=path[:1] == "/" and path[1:].partition("/")[0] in PUBLIC,
        has_forms=path.startswith(IN_FORMS) and not is_form,
        has_parts=path in IN_PARTS,
        is_one_of_many=is_form or path.startswith(("/compare/", "/map/", "/embed/")),
    )


_known_kind = lru_cache(4096)(_kind)


def takes_html(accepted):
    """Tell whether a client wants HTML before all else, as browsers do; who may want another is asked more closely.

    Nothing outranks a first entry that is not weighed down; beside “anything”, whatever else is named outranks it.
    """
    return accepted in ("", "*/*") or accepted.partition(",")[0].rstrip() == "text/html"


def is_editors(cookies):
    """Tell whether cookies may be those of somebody who is signed in."""
    return f"{settings.SESSION_COOKIE_NAME}=" in cookies or f"{COOKIE}=" in cookies


def environ_of(address, environ):
    """Return a request for an Address in which there is nothing of whoever asked: no cookie, no header, no client."""
    asked = {name: environ[name] for name in (*_OF_THE_SERVER, *_OF_THE_PROCESS) if name in environ}
    asked |= {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address.path,
        "QUERY_STRING": address.query,
        "HTTP_HOST": address.host,
        "wsgi.url_scheme": address.scheme,
        "wsgi.input": BytesIO(),
    }
    return asked | ({"HTTP_HX_REQUEST": "true"} if address.is_part else {})


def _parameters_of(path):
    if found := PARAMETERS.get(path):
        return found | OF_ALL
    return OF_COMPARISONS | OF_ALL if path.startswith("/compare/") else OF_ALL


@lru_cache(maxsize=256)
def _known_host(host):
    """Return the name of the site that a request gives, in small letters; None where the site is not called so."""
    name, _ = split_domain_port(host)
    return host.lower() if name and validate_host(name, settings.ALLOWED_HOSTS) else None


def _scheme_of(environ, secure_by):
    """Return the scheme by which the visitor came, as Django finds it."""
    if secure_by:
        header, secure = secure_by
        if (given := environ.get(header)) is not None:
            return "https" if given.partition(",")[0].strip() == secure else "http"
    return environ["wsgi.url_scheme"]
