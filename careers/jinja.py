"""Jinja2 as the public pages use it; the admin keeps Django's own templates."""

from functools import cache

from django.template.defaultfilters import pluralize, truncatechars, truncatewords
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.text import capfirst, slugify
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined

from roles.framework_html import names, native_asks, native_values, tasks, technologies
from roles.role_list_html import role_cards
from roles.statements_html import asks, statements
from sources.addresses import address
from sources.evidence_html import evidence
from sources.facets_html import boxes

from .comparison.html import table
from .embeds.frames import snippet
from .forms_of.forms import addresses_of
from .jobs.check.marking import checked_text
from .observing.current import request_id
from .search.html import hit_list, marked

# What is written in Python: functions that return HTML.
_WRITERS = {
    "asks": asks,
    "boxes": boxes,
    "checked_text": checked_text,
    "compare_table": table,
    "evidence": evidence,
    "hit_list": hit_list,
    "marked": marked,
    "names": names,
    "native_asks": native_asks,
    "native_values": native_values,
    "role_cards": role_cards,
    "statements": statements,
    "tasks": tasks,
    "technologies": technologies,
}


class Pages(Environment):
    """Jinja2's environment whose templates share the globals as they are, since none adds to them.

    Jinja2 puts a ChainMap before them, in which each import of a macro looks for each of them, one after the other.
    """

    def make_globals(self, d):
        return super().make_globals(d) if d else self.globals


def environment(**options):
    """Return the environment with Django's options, by which text is escaped, and ours."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    pages = Pages(**options)
    pages.globals |= {
        "forms_of": addresses_of,
        "embed_lines": lambda address, title: snippet(address, f"{title}, on Waymark"),
        "htmx_script": htmx_script,
        "long_date": long_date,
        "request_id": request_id,
        # Names of files do not change while a site runs.
        "static": cache(static),
        "url": address,
        **{name: mark_safe(write) for name, write in _WRITERS.items()},  # noqa: S308 they escape what they are given
    }
    pages.filters |= {
        "capfirst": capfirst,
        "capitalised": capitalised,
        "pluralize": pluralize,
        "slug": slugify,
        "printable": printable,
        "thousands": thousands,
        "truncatechars": truncatechars,
        "truncatewords": truncatewords,
    }
    return pages


def capitalised(name):
    """Return a name as a heading begins: “welder” as “Welder”, and “iOS” as it is."""
    return name if name[1:2].isupper() else capfirst(name)


def long_date(day):
    """Return a day as it is read: “2 March 2026”."""
    return f"{day.day} {day:%B %Y}"


def thousands(number):
    """Return a whole number as it is read: “4,293”."""
    return f"{number:,}"


def printable(text):
    """Return what somebody sent with a sign in the place of each character that no page may hold."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
