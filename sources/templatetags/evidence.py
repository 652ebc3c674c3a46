"""Evidence as HTML.

Written in Python rather than as templates, because a page holds hundreds of these: so they take a fifth of the time.
"""

from html import escape

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def agreement(evidence, of):
    """Dots and words for how many of the documents speak of a statement: “4 of 5 documents”."""
    count = evidence.count
    dots = f'<span class="dots" data-own="{evidence.own_count}" data-all="{count}" data-of="{of}"></span>'
    return SafeString(f'{dots}{count} of {of}<span class="visually-hidden"> documents</span>')


@register.simple_tag
def readings(evidence, general=""):
    """Who says so, how strongly and where; `general` names whom the broader readings speak of."""
    own = "".join(f"<li>{_voice(voice)}</li>" for voice in evidence.own_voices)
    broader = "; ".join(map(_brief, evidence.general_voices))
    if broader:
        own += f"<li>Of {escape(general)}: {broader}</li>"
    return SafeString(f'<ul class="readings">{own}</ul>' if own else "")


@register.simple_tag
def evidence(evidence, of, general=""):
    """The agreement, opening into the readings; nothing without evidence."""
    if not evidence:
        return ""
    summary = f"<summary>{agreement(evidence, of)}</summary>"
    return SafeString(f'<details class="evidence">{summary}{readings(evidence, general)}</details>')


def _voice(voice):
    """Return a link to the claim, how strongly it puts it and where, and links to the document's other claims."""
    reading, others = voice
    also = " ".join(f'<a href="{_address(other)}">{other.code}</a>' for other in others)
    place = escape(reading.place) + (f"; also {also}" if also else "")
    return f"{_brief(voice)} <small>{place}</small>"


def _brief(voice):
    """Return a link to the claim, and how strongly it puts it."""
    reading = voice.strongest
    wording = f" (“{escape(reading.level_text)}”)" if reading.level_text else ""
    return f'<a href="{_address(reading)}">{escape(reading.document)}</a> {reading.verb}{wording}'


def _address(reading):
    return f"/sources/{reading.document_slug}/#{reading.code}"
