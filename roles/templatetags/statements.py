"""The lines of a role's page as HTML.

Written in Python rather than as templates, because a page holds hundreds of them; docs/decisions.md has the figures.
Whatever was typed by a person is escaped here.
"""

from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from sources.models import Basis
from sources.templatetags.evidence import agreement, evidence, readings

register = template.Library()


@register.simple_tag
def statement(line, page, *, title, tag="", tag_kind="", figure="", text="", address=""):
    """A line that opens as a whole: its title and agreement, then details, note and readings.

    `tag` and `figure` stand behind the title, `text` among the details, `address` is a page that says more.
    """
    row = line.statement
    marks = _tag(tag, tag_kind) + _marks(row)
    if figure:
        marks = f' <span class="figure">{escape(figure)}</span>{marks}'
    more = f'<p class="note"><a href="{escape(address)}">More on {escape(title)}</a></p>' if address else ""
    return SafeString(
        f'<li class="fold-statement"><details><summary><span class="statement-title">{escape(title)}</span>{marks}'
        f'<span class="agreement">{agreement(line.evidence, page.role.document_count)}</span></summary>'
        f'<div class="fold-body">{_points(row)}{f"<p>{escape(text)}</p>" if text else ""}{_note(row)}{more}'
        f"{readings(line.evidence, page.general)}</div></details></li>"
    )


@register.simple_tag
def ask(line, page):
    """A skill or a choice of skills that is asked for: name, level, need and evidence."""
    row = line.statement
    differ = _tag("documents differ on the level") if line.evidence.wordings_differ else ""
    return SafeString(
        f'<li class="statement ask" id="{_anchor(line)}"><div class="ask-what">{_name(line)}{_marks(row)}{differ}'
        f"{_note(row)}</div><div>{_level(line, page)}</div><div>{_need(line, page)}</div>"
        f"{evidence(line.evidence, page.role.document_count, page.general)}</li>"
    )


def _anchor(line):
    return f"choice-{line.statement.slug}" if line.is_choice else f"skill-{line.statement.skill.slug}"


def _name(line):
    if not line.is_choice:
        return f'<span class="statement-title">{_skill_link(line.statement.skill)}</span>'
    minimum = line.statement.minimum
    members = ", ".join(_skill_link(member.statement.skill) for member in line.members)
    return (
        f'<span class="statement-title">{escape(capfirst(line.statement.label))}</span>'
        f'<p class="note">at least {"one" if minimum == 1 else minimum} of {members}</p>'
    )


def _skill_link(skill):
    return f'<a href="/skills/{skill.slug}/">{escape(skill.name)}</a>'


def _level(line, page):
    if line.level is None:
        return '<span class="silent">level not stated</span>'
    rungs = f'<span class="rungs" data-level="{line.level}"></span>'
    broader = _as_general(page) if line.is_level_inherited and not line.inherited_from else ""
    return f'<span class="level">{rungs}{line.level.label}</span>{broader}'


def _need(line, page):
    broader = _as_general(page) if line.is_need_inherited and not line.inherited_from else ""
    return f'<span class="tag tag-{line.need}">{capfirst(line.need)}</span>{broader}'


def _as_general(page):
    return f'<small class="silent">as {escape(page.general)}</small>'


def _marks(row):
    """What tells a row from a plain statement: the documents' caution, and a basis other than stated."""
    basis = "" if row.basis == Basis.STATED else _tag(row.basis, row.basis)
    return (_tag(row.hedge) if row.hedge else "") + basis


def _tag(text, kind=""):
    if not text:
        return ""
    return f' <span class="tag{f" tag-{kind}" if kind else ""}">{escape(text)}</span>'


def _points(row):
    details = getattr(row, "details", "")
    items = "".join(f"<li>{escape(point)}</li>" for point in details.splitlines())
    return f'<ul class="points">{items}</ul>' if items else ""


def _note(row):
    return f'<p class="note">{escape(row.note)}</p>' if row.note else ""
