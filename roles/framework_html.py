"""The lines of a framework's role as HTML, for templates to call.

Written in Python like those of the site's own roles (`roles.statements_html`): a page holds hundreds of them.
Whatever was typed by a person is escaped here. `careers.jinja` tells templates that it is.
"""

from html import escape

from django.utils.text import capfirst

from sources.evidence_html import evidence
from sources.models import Basis

from .native import flags, is_in_figures, native_words, requirement_words
from .statements_html import ask, level_drawn, marks, points, skill_link


def tasks(lines, page):
    """A list of duties, each a sentence; what was added here keeps its details and its evidence."""
    return f'<ul class="tasks">{"".join(_task(line, page) for line in lines)}</ul>'


def _task(line, page):
    row = line.statement
    beside = evidence(line.evidence, page.role.document_count, page.general)
    work = row.responsibility
    return f'<li id="duty-{work.slug}">{escape(capfirst(work.title))}{marks(row)}{points(row)}{beside}</li>'


def native_asks(lines, page):
    """A list of skills with the framework's own values; what was added here reads as on any page."""
    return f'<ul class="statements">{"".join(_native_ask(line, page) for line in lines)}</ul>'


def _native_ask(line, page):
    row = line.statement
    if line.is_choice or not row.native:
        return ask(line, page)
    note = f'<p class="note">{escape(row.note)}</p>' if row.note and row.basis != Basis.INFERRED else ""
    beside = evidence(line.evidence, page.role.document_count, page.general)
    return (
        f'<li class="statement ask native" id="skill-{row.skill_slug}"><div class="ask-what">'
        f'<span class="statement-title">{skill_link(row)}</span>{note}{_figures(row)}</div>'
        f"<div>{_native_level(line)}</div><div>{_native_need(line)}</div>{beside}</li>"
    )


def _figures(row):
    """The framework's figures; its words stand in the place of ours."""
    words = native_words(row) if is_in_figures(row.native) else ""
    return f'<p class="note">{escape(words)}</p>' if words else ""


def _native_level(line):
    native = line.statement.native
    if line.level is None:
        return ""
    if is_in_figures(native):
        return level_drawn(line.level, f"{TRANSLATED}{line.level.label}")
    return level_drawn(line.level, escape(native.level or line.level.label))


def _native_need(line):
    native = line.statement.native
    if line.need is None:
        return '<span class="silent">need not stated</span>'
    words = escape((native.need or line.need).capitalize())
    if is_in_figures(native):
        words = f"{TRANSLATED}{line.need.capitalize()}"
    return f'<span class="tag tag-{line.need}">{words}</span>'


# Before what is worked out from a figure.
TRANSLATED = '<span aria-hidden="true">≈ </span><span class="visually-hidden">translated: </span>'


def technologies(lines):
    """A list of names, each with what adverts say of it."""
    return f'<ul class="names">{"".join(_technology(line.statement) for line in lines)}</ul>'


def _technology(row):
    tags = "".join(f' <span class="tag tag-wanted">{words}</span>' for words in flags(row.native))
    return f'<li id="skill-{row.skill_slug}">{skill_link(row)}{tags}</li>'


def names(lines, page, is_anchored=True):
    """A list of nothing but names; is_anchored: links lead to them, as the page shows each only here."""
    return f'<ul class="names">{"".join(_name(line.statement, is_anchored) for line in lines)}</ul>'


def _name(row, is_anchored):
    anchor = f' id="skill-{row.skill_slug}"' if is_anchored else ""
    return f"<li{anchor}>{skill_link(row)}</li>"


def native_values(requirement, skill):
    """The framework's own values of a SkillRequirement, where they say more than ours beside them."""
    words = requirement_words(requirement, skill)
    is_said = words.casefold() in (requirement.need, str(requirement.get_level_display()).casefold())
    return "" if is_said or not words else f'<p class="note">{escape(words)}</p>'
