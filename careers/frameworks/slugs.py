"""Addresses for what comes from a framework: made once, the same from the same release, never changed later."""

import re
from itertools import count

from django.utils.text import slugify

LONGEST = 80
# How much of an identifier tells two pages of the same title apart.
_TAIL = 13


def new_slugs(collection, titles, taken):
    """Return {identifier: slug} for {identifier: title}; `taken` are the slugs in use."""
    taken, slugs = set(taken), {}
    for identifier in sorted(titles):
        slug = next(slug for slug in _proposals(collection, titles[identifier], identifier) if slug not in taken)
        taken.add(slug)
        slugs[identifier] = slug
    return slugs


def _proposals(collection, title, identifier):
    """Yield slugs: the title, with the end of the identifier, with a number besides."""
    base = slugify(f"{collection} {title}")
    end = _end(slugify(re.sub(r"\W+", "-", identifier)))
    if base != collection:
        yield cut(base, LONGEST)
    yield _joined(base, end)
    for number in count(2):
        yield _joined(base, f"{end}-{number}")


def _end(identifier):
    """Return the last words of an identifier that are short enough, or the end of the last one."""
    fitting = identifier[-_TAIL:]
    return fitting if len(identifier) <= _TAIL else fitting.partition("-")[2] or fitting


def _joined(base, end):
    return f"{cut(base, LONGEST - len(end) - 1)}-{end}".strip("-")


def cut(slug, longest):
    """Return a slug of at most `longest` characters, cut between words where it can be."""
    if len(slug) <= longest:
        return slug
    start = slug[: longest + 1].rpartition("-")[0]
    return (start or slug[:longest]).strip("-")
