"""Pages of the admin hold to the strict policy, those that packages bring included: nothing in them is refused."""

import re
from random import Random

import pytest
from django.test import Client

from .doors import make_editor
from .fuzz.addresses import arguments, filled, templates
from .html import parse
from .test_public_pages import POLICY, headers_of

pytestmark = pytest.mark.any_database


def kinds():
    """Return the templates of the admin's addresses: one of each kind, and the form of every model."""
    found = {}
    for template in templates():
        if template.startswith("/admin/"):
            _, _, room, *rest = template.split("/", 4)
            kind = rest[-1] if rest else room
            found.setdefault(template if kind.endswith("/change/") else kind, template)
    return found.values()


def pages(client):
    """Yield (address, answer) of each of these that opens by its address alone."""
    slugs, keys = arguments()
    for template in kinds():
        address = filled(template, Random(1), slugs, keys, lambda: "1")  # noqa: S311 no secret
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield address, answer


def refused(element):
    """Return what the policy would refuse of an element, empty where nothing."""
    if element.tag in {"style", "base", "iframe", "object", "embed"}:
        return element.tag
    if element.tag == "script" and "src" not in element.attributes and element.text:
        return "" if element.attributes.get("type") in ("application/json", "application/ld+json") else "script"
    inline = [name for name in element.attributes if name == "style" or re.fullmatch("on[a-z]+", name)]
    return " ".join(inline)


def test_no_page_of_the_admin_asks_for_what_the_policy_refuses(content, settings):
    settings.TWO_STEP_REQUIRED_GROUPS = []
    client = Client()
    client.force_login(make_editor(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    found = dict(pages(client))

    open_policy = [address for address, answer in found.items() if headers_of(answer)[0] != POLICY]
    inline = {
        (address, what)
        for address, answer in found.items()
        for element in parse(answer).walk()
        if (what := refused(element))
    }

    assert len(found) > 25
    assert (open_policy, inline) == ([], set())
