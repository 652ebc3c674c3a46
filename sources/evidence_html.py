"""Evidence as HTML, for templates to call.

Written in Python rather than as macros, because a page holds hundreds of these (docs/decisions.md has figures).
"""

import re
from html import escape

from django.utils.safestring import SafeString


def agreement(evidence, of):
    """Dots and words for how many documents speak of a statement: “2 of 5”, and “+3” that speak of the broader one."""
    own, count = evidence.own_count, evidence.count
    dots = f'<span class="dots" data-own="{own}" data-all="{count}" data-of="{of}"></span>' if of <= _MOST_DOTS else ""
    if own and count > own:
        return SafeString(f"{dots}{own} of {of}{_hidden(' documents, and')} +{count - own}{_hidden(' in general')}")
    return SafeString(f"{dots}{count} of {of}{_hidden(' documents' if own == count else ' documents, in general')}")


# As many as the style sheet can draw.
_MOST_DOTS = 8


def _hidden(text):
    return f'<span class="visually-hidden">{text}</span>'


def readings(evidence, general=""):
    """Who says so, how strongly and where; `general` names whom the broader readings speak of."""
    own = "".join(f"<li>{_voice(voice)}</li>" for voice in evidence.own_voices)
    broader = "; ".join(_reading(voice.strongest) for voice in evidence.general_voices) if evidence.general else ""
    if broader:
        own += f"<li>Of {escape(general)}: {broader}</li>"
    return SafeString(f'<ul class="readings">{own}</ul>' if own else "")


def evidence(evidence, of, general="", more=""):
    """The agreement, opening into the readings, after more that is HTML already; nothing without evidence."""
    if not evidence:
        return ""
    summary = f"<summary>{agreement(evidence, of)}</summary>"
    return SafeString(f'<details class="evidence">{summary}{more}{readings(evidence, general)}</details>')


def _voice(voice):
    """Return a document's strongest reading, and that it says more."""
    reading, others = voice
    more = ""
    if others:
        passages = "1 more passage" if len(others) == 1 else f"{len(others)} more passages"
        more = f'; <a href="{_address(others[0])}">{passages}</a>'
    return f"{_reading(reading)}{more}"


def _reading(reading):
    """Return a link to a claim, how strongly it puts it and where."""
    name = f'<a href="{_address(reading)}">{escape(reading.document)}</a>'
    return f"{name} {reading.verb}{_wording(reading)} <small>{escape(reading.place)}</small>"


def _wording(reading):
    """Return the document's own words for the level, each in quotation marks."""
    if not reading.level_text:
        return ""
    words = ", ".join(f"“{escape(words.strip())}”" for words in re.split("[;/]", reading.level_text) if words.strip())
    return f" ({words})" if words else ""


def _address(reading):
    return f"/sources/{reading.document_slug}/#{reading.code}"
