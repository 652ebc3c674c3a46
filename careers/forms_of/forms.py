"""The forms that pages have beside HTML."""

import re
from typing import NamedTuple


class Form(NamedTuple):
    """A form by the end of its address: what it is to programs, and what it is called."""

    ending: str
    media_type: str
    name: str


FORMS = (
    Form("json", "application/json", "JSON"),
    Form("jsonld", "application/ld+json", "JSON-LD"),
    Form("ttl", "text/turtle", "Turtle"),
    Form("csv", "text/csv", "CSV"),
    Form("md", "text/markdown", "Markdown"),
)
BY_ENDING = {form.ending: form for form in FORMS}
HTML = "text/html"
_BY_TYPE = {form.media_type: form for form in FORMS}
_PAGE = r"/(?:(?:roles|skills)/[^/]+|compare/.+)"
_PAGES = re.compile(f"{_PAGE}/")
_FORMS = re.compile(rf"{_PAGE}\.(?:{'|'.join(BY_ENDING)})")


class FormConverter:
    """The end of an address that names a form: `json`, `ttl`…"""

    regex = "|".join(BY_ENDING)

    def to_python(self, value):
        return BY_ENDING[value]

    def to_url(self, form):
        return form.ending


def form_accepted(request):
    """Return the Form that a request likes better than HTML; None where that is as good."""
    return _BY_TYPE.get(request.get_preferred_type([HTML, *_BY_TYPE]))


def is_form(path):
    """Tell whether a path is that of a page in a form, whether or not there is such a page."""
    return bool(_FORMS.fullmatch(path))


def is_form_wanted(request):
    """Tell whether a request asks for a form, by its address or by what it accepts."""
    path = request.path_info
    return is_form(path) or bool(_PAGES.fullmatch(path) and form_accepted(request))


def addresses_of(page):
    """Return [(Form, address)] of a page (its address, which ends with a slash)."""
    return [(form, f"{page.rstrip('/')}.{form.ending}") for form in FORMS]
