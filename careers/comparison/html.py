"""The rows of a comparison as HTML, for templates to call.

Written in Python rather than as macros, because a page holds hundreds of cells (docs/decisions.md has figures).
Whatever was typed by a person is escaped here.
"""

from html import escape

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
    head = f'<th scope="row">{_subject(row.row.subject)}</th>'
    statements = {line and line.statement for line in row.lines}
    if row.row.is_same and len(statements) == 1:
        return f"<tr>{head}{_shared_cell(comparison, row)}</tr>"
    cells = zip(comparison.profiles, row.cells, strict=True)
    return f"<tr>{head}{''.join(_cell(comparison, row, place, *cell) for place, cell in enumerate(cells))}</tr>"


def _subject(subject):
    kind, _, slug = str(subject.key).partition("-")
    title = escape(subject.title)
    return f'<a href="/skills/{slug}/">{title}</a>' if kind == "skill" else title


def _shared_cell(comparison, row):
    """What rests on one and the same statement stands in one cell."""
    return (
        f'<td colspan="{len(comparison.roles)}"><div class="cell">{_asked(row.kind, row.row.asks[0], row.lines[0])}'
        f"{_general(row.row.asks[0], comparison.profiles[0])}</div>{_evidence(comparison, 0, row.lines[0])}</td>"
    )


def _cell(comparison, row, place, profile, cell):
    ask, line, change, words = cell
    who = f'<span class="cell-role">{escape(profile.role.title)}</span>'
    asked = _asked(row.kind, ask, line) if ask else _silent(line, profile)
    marks = _marks(line.statement) if ask else ""
    general = _general(ask, profile) if ask else ""
    changed = _change(row, place - 1, change, words) if change else ""
    return f'<td>{who}<div class="cell">{asked}{marks}{changed}{general}</div>{_evidence(comparison, place, line)}</td>'


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
