"""The claims of a document's page as HTML; in Python, because there are hundreds (see evidence.py)."""

from html import escape

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def claim(claim, statements):
    """A claim: what it says, where and how strongly, where it stands again, and what rests on it."""
    code = escape(claim.code)
    wording = f" (“{escape(claim.level_text)}”)" if claim.level_text else ""
    hedge = f" · {escape(claim.hedge)}" if claim.hedge else ""
    return SafeString(
        f'<li class="claim" id="{code}"><p>{escape(claim.statement)}</p><p class="note">'
        f'<a class="claim-code" href="#{code}">{code}</a> · {escape(claim.locator)} · '
        f"{claim.get_strength_display()}{wording}{hedge}</p>{_again(claim)}{_supports(statements)}</li>"
    )


def _again(claim):
    places = "".join(f"<li>{escape(place)}</li>" for place in claim.also_at.splitlines())
    if not places:
        return ""
    return f'<details class="note"><summary>Said again</summary><ul class="points">{places}</ul></details>'


def _supports(statements):
    if not statements:
        return '<p class="note">Supports no statement.</p>'
    return f'<p class="supports">Rests on it: {"; ".join(map(_statement, statements))}</p>'


def _statement(statement):
    others = ", ".join(escape(other.short_title) for other in statement.others)
    company = f"also {others}" if others else "this document only"
    return f'<a href="{escape(statement.address)}">{escape(statement.label)}</a> <small>({company})</small>'
