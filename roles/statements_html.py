"""The lines of a role's page as HTML, for its template to call.

Written in Python rather than as macros, because a page holds hundreds of them; docs/decisions.md has the figures.
Whatever was typed by a person is escaped here. `careers.jinja` tells templates that it is.
"""

from dataclasses import dataclass
from functools import singledispatch
from html import escape

from django.utils.text import capfirst

from sources.evidence_html import agreement, evidence, readings
from sources.models import Basis

from .models import Duty, ExperienceRange, PayFigure, Question, RouteIntoRole, WorkingRelation
from .rules import levels_put


@dataclass(frozen=True)
class Shown:
    """How a statement reads: its title, what stands behind it, and what it opens to; `anchor`: where it stands."""

    title: str
    tag: str = ""
    tag_kind: str = ""
    figure: str = ""
    text: str = ""
    address: str = ""
    anchor: str = ""


@singledispatch
def shown(row):
    """Return how a statement reads; here a Remark, other kinds below."""
    return Shown(row.text, text=row.more if row.model is Question else "")


@shown.register
def _(row: Duty):
    work = row.responsibility
    return Shown(work.title, row.get_involvement_display() or "", anchor=f"duty-{work.slug}")


@shown.register
def _(row: RouteIntoRole):
    route = row.route
    address, anchor = route.get_absolute_url(), f"way-{route.slug}"
    return Shown(route.name, row.get_necessity_display(), row.necessity, address=address, anchor=anchor)


@shown.register
def _(row: ExperienceRange):
    return Shown(capfirst(row.label), figure=row.years)


@shown.register
def _(row: WorkingRelation):
    return Shown(row.other_name, text=row.purpose, address=row.other_address)


@shown.register
def _(row: PayFigure):
    return Shown(capfirst(row.label), figure=row.amount, text=row.circumstances)


def statements(lines, page, is_anchored=True):
    """A list of lines that open as a whole: title and agreement, then details, note and readings.

    is_anchored: links lead to the lines; not so where a page may show one of them twice.
    """
    return f'<ul class="statements">{"".join(_statement(line, page, is_anchored) for line in lines)}</ul>'


def _statement(line, page, is_anchored):
    row, look = line.statement, shown(line.statement)
    figure = f' <span class="figure">{escape(look.figure)}</span>' if look.figure else ""
    text = f"<p>{escape(look.text)}</p>" if look.text else ""
    anchor = f' id="{look.anchor}"' if look.anchor and is_anchored else ""
    return (
        f'<li class="fold-statement"{anchor}><details><summary>'
        f'<span class="statement-title">{escape(look.title)}</span>'
        f"{figure}{tag(look.tag, look.tag_kind)}{marks(row)}"
        f'<span class="agreement">{agreement(line.evidence, page.role.document_count)}</span></summary>'
        f'<div class="fold-body">{points(row)}{text}{_note(row)}{_more(look)}'
        f"{readings(line.evidence, page.general)}</div></details></li>"
    )


def _more(look):
    if not look.address:
        return ""
    return f'<p class="note"><a href="{escape(look.address)}">More on {escape(look.title)}</a></p>'


def asks(lines, page):
    """A list of skills and choices of skills: name, level, need and evidence."""
    return f'<ul class="statements">{"".join(ask(line, page) for line in lines)}</ul>'


def ask(line, page):
    """What is asked for, a skill or a choice, as an item of a list."""
    row = line.statement
    differ = tag(_difference(line.evidence))
    return (
        f'<li class="statement ask" id="{_anchor(line)}"><div class="ask-what">{_name(line)}{marks(row)}{differ}'
        f"{_note(row)}</div><div>{_level(line, page)}</div><div>{_need(line, page)}</div>"
        f"{evidence(line.evidence, page.role.document_count, page.general)}</li>"
    )


def _difference(evidence):
    """Return between which levels the documents that speak of a line's own subject differ; empty where they do not."""
    levels = levels_put(evidence.own) if len(evidence.own) > 1 else ()
    if not levels or levels[0] == levels[-1]:
        return ""
    return f"documents differ: {levels[0].label} to {levels[-1].label}"


def _anchor(line):
    return f"choice-{line.statement.slug}" if line.is_choice else f"skill-{line.statement.skill_slug}"


def _name(line):
    if not line.is_choice:
        return f'<span class="statement-title">{skill_link(line.statement)}</span>'
    minimum = line.statement.minimum
    members = ", ".join(skill_link(member.statement) for member in line.members)
    notes = "".join(f'<p class="note">{skill_link(row)}: {escape(row.note)}</p>' for row in _noted(line))
    # Drafts are not shown; what is left of the alternatives must not read as if it were asked for by itself.
    intro = (
        f"at least {'one' if minimum == 1 else minimum} of"
        if len(line.members) > minimum
        else "one of several, such as"
    )
    return (
        f'<span class="statement-title">{escape(capfirst(line.statement.label))}</span>'
        f'<p class="note">{intro} {members}</p>{notes}'
    )


def _noted(line):
    return [member.statement for member in line.members if member.statement.note]


def skill_link(row):
    """A link to the skill of an AskedSkill."""
    return f'<a href="/skills/{row.skill_slug}/">{escape(row.skill_name)}</a>'


def _level(line, page):
    if line.level is None:
        return '<span class="silent">level not stated</span>'
    broader = _as_general(page) if line.is_level_inherited and not line.inherited_from else ""
    return level_drawn(line.level, line.level.label) + broader


def level_drawn(level, words):
    """A level as its rungs; the words are HTML."""
    return f'<span class="level"><span class="rungs" data-level="{level}"></span>{words}</span>'


def _need(line, page):
    if line.need is None:
        return '<span class="silent">need not stated</span>'
    broader = _as_general(page) if line.is_need_inherited and not line.inherited_from else ""
    return f'<span class="tag tag-{line.need}">{line.need.capitalize()}</span>{broader}'


def _as_general(page):
    return f'<small class="silent">as {escape(page.general)}</small>'


def marks(row):
    """What tells a row from a plain statement: the documents' caution, and a basis other than stated."""
    basis = "" if row.basis == Basis.STATED else tag(row.basis, row.basis)
    return (tag(row.hedge) if row.hedge else "") + basis


def tag(text, kind=""):
    """A word beside a title; nothing for none."""
    if not text:
        return ""
    return f' <span class="tag{f" tag-{kind}" if kind else ""}">{escape(text)}</span>'


def points(row):
    """The details of a statement, one point a line."""
    details = getattr(row, "details", "")
    items = "".join(f"<li>{escape(point)}</li>" for point in details.splitlines())
    return f'<ul class="points">{items}</ul>' if items else ""


def _note(row):
    return f'<p class="note">{escape(row.note)}</p>' if row.note else ""
