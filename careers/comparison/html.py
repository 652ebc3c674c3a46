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
    """Return the places of the cells, from left to right: what rests on one and the same statement stands in one."""
    statements = [line and id(line.statement) for line in row.lines]
    return [list(places) for _, places in groupby(range(len(statements)), key=statements.__getitem__)]


def _subject(subject):
    kind, _, slug = str(subject.key).partition("-")
    title = escape(subject.title)
    return f'<a href="/skills/{slug}/">{title}</a>' if kind == "skill" else title


def _cell(comparison, row, places):
    who = comparison.titles_of(*places)
    span = f' colspan="{len(places)}"' if len(places) > 1 else ""
    # Where one of the roles inherits what another is asked itself, it is asked of both in general.
    place = next((place for place in places if row.row.asks[place] and row.row.asks[place].is_inherited), places[0])
    ask, line, profile = row.row.asks[place], row.lines[place], comparison.profiles[place]
    if ask:
        asked = (
            f"{_asked(row.kind, ask, line)}{_marks(line.statement)}{_change(row, places[0])}{_general(ask, profile)}"
        )
    else:
        asked = f"{_silent(line, profile)}{_dropped(row, places[0])}"
    return (
        f'<td{span}><span class="cell-role">{escape(who)}</span><div class="cell">{asked}</div>'
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
    return f'<small class="silent">as {escape(profile.general)}</small>' if ask.is_general else ""


def _marks(row):
    basis = "" if row.basis == Basis.STATED else f'<span class="tag tag-{row.basis}">{row.basis}</span>'
    return (f'<span class="tag">{escape(row.hedge)}</span>' if row.hedge else "") + basis


def _change(row, place):
    """What changes from the role on the left."""
    if not place:
        return ""
    step = place - 1
    verdict = row.row.changes[step].verdict
    if verdict in _TOLD_ALONE:
        return _TOLD_ALONE[verdict]
    if not verdict.is_difference:
        return f'<small class="silent">{escape(row.change_in_words(step))}</small>'
    extent = escape(short_change_words(row.kind, row.row, step))
    return _tag(verdict, f'<span class="visually-hidden">{verdict.value}: </span>{extent}')


def _dropped(row, place):
    """That the role on the left asks for what is silent here, where that says something."""
    verdict = place and row.row.changes[place - 1].verdict
    return _TOLD_ALONE[verdict] if verdict is Verdict.DROPPED else ""


def _tag(verdict, words):
    sign = f'<span aria-hidden="true">{SIGNS[verdict]}</span>'
    return f'<span class="change change-{verdict.name.lower()}">{sign} {words}</span>'


# Verdicts that need no more words.
_TOLD_ALONE = {
    Verdict.SAME: '<span class="change">= same</span>',
    **{verdict: _tag(verdict, verdict.value) for verdict in (Verdict.NEW, Verdict.DROPPED)},
}


def _evidence(comparison, place, line):
    if line is None:
        return ""
    row = line.statement
    more = f'<p class="note">{escape(row.note)}</p>' if row.note else ""
    if details := getattr(row, "details", ""):
        more = f'<ul class="points">{"".join(f"<li>{escape(point)}</li>" for point in details.splitlines())}</ul>{more}'
    return evidence(line.evidence, comparison.of, comparison.profiles[place].general, more)
