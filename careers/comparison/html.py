"""The rows of a comparison as HTML, for templates to call.

Written in Python rather than as macros, because a page holds hundreds of cells (docs/decisions.md has figures).
Whatever was typed by a person is escaped here.
"""

from html import escape
from itertools import groupby

from django.utils.safestring import SafeString

from sources.evidence_html import evidence
from sources.models import Basis

from .difference import Verdict
from .highlights import Kind
from .wording import SIGNS, short_change_words


def table(comparison, groups):
    """A table of groups of ComparedRows: a column for each role, its cells with evidence and what changes."""
    titles = "".join(f'<th scope="col">{escape(role.title)}</th>' for role in comparison.roles)
    body = "".join(_group(comparison, title, rows) for title, rows in groups)
    head = f'<thead><tr><th scope="col" class="silent">Compared</th>{titles}</tr></thead>'
    return SafeString(f'<table class="compare" data-roles="{len(comparison.roles)}">{head}{body}</table>')


def _group(comparison, title, rows):
    span = len(comparison.roles) + 1
    head = f'<tr class="group"><th scope="rowgroup" colspan="{span}">{escape(title)}</th></tr>' if title else ""
    return f"<tbody>{head}{''.join(_row(comparison, row) for row in rows)}</tbody>"


def _row(comparison, row):
    cells = "".join(_cell(comparison, row, places) for places in _runs(row))
    return f'<tr><th scope="row">{_subject(row.row.subject)}</th>{cells}</tr>'


def _runs(row):
    """Return the places of the cells, from left to right: roles that inherit one and the same statement share one."""
    same = groupby(range(len(row.lines)), key=lambda place: _standing(row.lines[place]))
    return [list(places) for _, places in same]


def _standing(line):
    return line and (line.statement, line.inherited_from)


def _subject(subject):
    kind, _, slug = str(subject.key).partition("-")
    title = escape(subject.title)
    return f'<a href="/skills/{slug}/">{title}</a>' if kind == "skill" else title


def _cell(comparison, row, places):
    place, *others = places
    profile = comparison.profiles[place]
    ask, line, change, words = row.cells[place]
    who = ", ".join(escape(comparison.roles[each].title) for each in places)
    asked = _asked(row.kind, ask, line) + _marks(line.statement) if ask else _silent(line, profile)
    changed = _change(row, place - 1, change, words) if change else ""
    general = _general(ask, profile) if ask else ""
    span = f' colspan="{len(places)}"' if others else ""
    return (
        f'<td{span}><span class="cell-role">{who}</span><div class="cell">{asked}{changed}{general}</div>'
        f"{_evidence(comparison, place, line)}</td>"
    )


def _asked(kind, ask, line):
    """How much is asked: a level and a need, or the words of any other scale."""
    if kind is not Kind.SKILL:
        return f"<span>{escape(ask.words)}</span>"
    if ask.is_alternative:
        return f'<span class="silent">one of several: {escape(line.statement.label)}</span>'
    need = f'<span class="tag tag-{line.need}">{ask.need_words}</span>'
    if not ask.words:
        return f'<span class="silent">level not stated</span>{need}'
    return f'<span class="level"><span class="rungs" data-level="{ask.rank}"></span>{ask.words}</span>{need}'


def _silent(line, profile):
    """What stands where nothing is stated of the role itself."""
    if line is None:
        return '<span class="silent">not stated</span>'
    return f'<span class="silent">not stated for it; said of {escape(profile.general)}</span>'


def _general(ask, profile):
    return f'<small class="silent">as {escape(profile.general)}</small>' if ask.is_inherited else ""


def _marks(row):
    basis = "" if row.basis == Basis.STATED else f'<span class="tag tag-{row.basis}">{row.basis}</span>'
    return (f'<span class="tag">{escape(row.hedge)}</span>' if row.hedge else "") + basis


def _change(row, step, change, words):
    """What changes from the role on the left; nothing where it is the same."""
    verdict = change.verdict
    if verdict is Verdict.SAME:
        return '<span class="change">= <span class="visually-hidden">the </span>same</span>'
    if verdict is Verdict.UNKNOWN:
        return f'<small class="silent">{escape(words)}</small>'
    told = verdict.value
    if verdict in (Verdict.RAISED, Verdict.LOWERED):
        told = f'<span class="visually-hidden">{told}: </span>{escape(short_change_words(row.kind, row.row, step))}'
    sign = f'<span aria-hidden="true">{SIGNS[verdict]}</span>'
    return f'<span class="change change-{verdict.name.lower()}">{sign} {told}</span>'


def _evidence(comparison, place, line):
    if line is None:
        return ""
    row = line.statement
    points = "".join(f"<li>{escape(point)}</li>" for point in getattr(row, "details", "").splitlines())
    more = (f'<ul class="points">{points}</ul>' if points else "") + (
        f'<p class="note">{escape(row.note)}</p>' if row.note else ""
    )
    return evidence(line.evidence, comparison.of, comparison.profiles[place].general, more)
