"""A text with its findings marked, as HTML: each mark leads to its findings, each finding to its places."""

from collections import defaultdict
from html import escape
from itertools import pairwise


def checked_text(report):
    """Return the text of a Report with its marks."""
    return report.text


def marked_text(text, findings, anchors=()):
    """Return the text with marks; whatever was typed is escaped.

    findings: in the order of their numbers. anchors: starts of places to which links lead without a mark.

    Places may overlap: the text is cut where any begins or ends, and each piece names all findings that it belongs to.
    """
    begins, ends = defaultdict(set), defaultdict(set)
    for number, finding in enumerate(findings, start=1):
        for place in finding.places:
            begins[place.start].add((number, place))
            ends[place.end].add((number, place))
    parts, open_here = [], set()
    for start, end in pairwise(sorted({0, len(text), *begins, *ends, *anchors})):
        if start in anchors:
            parts.append(f'<span id="{skill_anchor(start)}"></span>')
        open_here = (open_here - ends[start]) | begins[start]
        parts.append(_piece(escape(text[start:end]), begins[start], open_here, ends[end]))
    return "".join(parts)


def anchor(number, place):
    """Return the id of a place of the finding with this number."""
    return f"at-{number}-{place.start}"


def skill_anchor(start):
    """Return the id of the place at which a skill is named."""
    return f"skill-at-{start}"


def _piece(said, beginning, here, ending):
    """Return a piece of the text: places that begin with it, whether any holds it, and those that end with it."""
    if not here:
        return said
    opening = "".join(f'<span id="{anchor(*one)}"></span>' for one in sorted(beginning))
    closing = "".join(_number(number) for number in sorted({number for number, _ in ending & here}))
    return f"{opening}<mark>{said}</mark>{closing}"


def _number(number):
    return f'<a class="mark-number" href="#finding-{number}"><span class="visually-hidden">finding </span>{number}</a>'
