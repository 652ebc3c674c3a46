"""Evidence as HTML, for templates to call.

Written in Python rather than as macros, because a page holds hundreds of these (docs/decisions.md has figures).
Whatever was typed by a person is escaped here. `careers.jinja` tells templates that it is.
"""

import re
from functools import cache
from html import escape


def agreement(evidence, of):
    """Dots and words for how many documents speak of a statement: “2 of 5”, and “+3” that speak of the broader one."""
    own = evidence.own_count
    return _agreement(own, evidence.all_count if evidence.general else own, of)


@cache
def _agreement(own, count, of):
    dots = f'<span class="dots" data-own="{own}" data-all="{count}" data-of="{of}"></span>' if of <= _MOST_DOTS else ""
    if own and count > own:
        return f"{dots}{own} of {of}{_hidden(' documents, and')} +{count - own}{_hidden(' in general')}"
    return f"{dots}{count} of {of}{_hidden(' documents' if own == count else ' documents, in general')}"


# As many as the style sheet can draw.
_MOST_DOTS = 8


def _hidden(text):
    return f'<span class="visually-hidden">{text}</span>'


def readings(evidence, general=""):
    """Who says so, how strongly and where; `general` names whom the broader readings speak of."""
    own = "".join([_voice(voice) for voice in evidence.own_voices])
    broader = "; ".join(_reading(voice.strongest) for voice in evidence.general_voices) if evidence.general else ""
    if broader:
        own += f"<li>Of {escape(general)}: {broader}</li>"
    return f'<ul class="readings">{own}</ul>' if own else ""


def evidence(evidence, of, general="", more=""):
    """The agreement, opening into the readings, after more that is HTML already; nothing without evidence."""
    if not evidence:
        return ""
    summary = f"<summary>{agreement(evidence, of)}</summary>"
    return f'<details class="evidence">{summary}{more}{readings(evidence, general)}</details>'


def _voice(voice):
    """Return a document's strongest reading, and that it says more, as an item of a list."""
    reading, others = voice
    if not others:
        return f"<li>{_reading(reading)}</li>"
    passages = "1 more passage" if len(others) == 1 else f"{len(others)} more passages"
    return f'<li>{_reading(reading)}; <a href="{_address(others[0])}">{passages}</a></li>'


def _reading(reading):
    """Return a link to a claim, how strongly it puts it and where."""
    words = _wording(reading.level_text) if reading.level_text else ""
    return (
        f'<a href="{_address(reading)}">{escape(reading.document)}</a> {reading.verb}{words}'
        f" <small>{escape(reading.place)}</small>"
    )


def _wording(level_text):
    """Return the document's own words for the level, each in quotation marks."""
    words = ", ".join(f"“{escape(words.strip())}”" for words in re.split("[;/]", level_text) if words.strip())
    return f" ({words})" if words else ""


def _address(reading):
    return f"/sources/{reading.document_slug}/#{reading.code}"
