"""The rows of a comparison as HTML, for templates to call.

Written in Python rather than as macros, because a page holds hundreds of cells (docs/decisions.md has figures).
Whatever was typed by a person is escaped here.
"""

from functools import cache
from html import escape
from itertools import groupby

from roles.framework_html import TRANSLATED
from roles.native import is_in_figures
from roles.statements_html import skill_link
from sources.evidence_html import evidence
from sources.models import Basis

from .difference import Verdict
from .highlights import Kind
from .wording import SIGNS, short_change_words


class _Table:
    """A table of one comparison, with what its cells have in common."""

    def __init__(self, comparison):
        self.titles = [escape(role.title) for role in comparison.roles]
        self.generals = [profile.general for profile in comparison.profiles]
        self.of = comparison.of
        self._spans_collections = comparison.spans_collections
        self._alone = [(place,) for place in range(len(self.titles))]
        # Neighbouring roles often rest on the same claims: {(what is said of whom, with what beside): its HTML}.
        self._said = {}

    def html(self, groups):
        # Joined once: such a table may hold a quarter of a million letters.
        parts = [f'<table class="compare">{self._head()}']
        for title, rows in groups:
            parts += ["<tbody>", self._group_title(title), *map(self._row, rows), "</tbody>"]
        return "".join([*parts, "</table>"])

    def _head(self):
        titles = "".join(f'<th scope="col">{title}</th>' for title in self.titles)
        return f'<thead><tr><th scope="col" class="silent">Compared</th>{titles}</tr></thead>'

    def _group_title(self, title):
        if not title:
            return ""
        return f'<tr class="group"><th scope="rowgroup" colspan="{len(self.titles) + 1}">{escape(title)}</th></tr>'

    def _row(self, row):
        cells = "".join([self._cell(row, places) for places in self._runs(row.lines)])
        return f'<tr><th scope="row">{_subject(row.row.subject)}</th>{cells}</tr>'

    def _cell(self, row, places):
        place = first = places[0]
        span, who = "", self.titles[first]
        if len(places) > 1:
            place, span = _place_told(row.row.asks, places), f' colspan="{len(places)}"'
            who = ", ".join(self.titles[one] for one in places)
        ask, line, general = row.row.asks[place], row.lines[place], self.generals[place]
        if ask:
            change = _change(row, first) if first else ""
            in_general = f'<small class="silent">as {escape(general)}</small>' if ask.is_general else ""
            values = f'<small class="silent">{escape(ask.native)}</small>' if ask.native else ""
            same = _other_name(line.statement, row.row.subject) if self._spans_collections else ""
            asked = f"{_asked(row.kind, ask, line)}{_marks(line.statement)}{change}{values}{same}{in_general}"
        else:
            silent = NOT_RELEVANT if row.is_refused(place) else _silent(line, general)
            asked = f"{silent}{_dropped(row, first)}"
        said = self._evidence(line, general) if line else ""
        return f'<td{span}><span class="cell-role">{who}</span><div class="cell">{asked}</div>{said}</td>'

    def _runs(self, lines):
        """Return the places of cells, from left to right: what rests on one and the same statement stands in one."""
        statements = [line and id(line.statement) for line in lines]
        if len(set(statements)) == len(statements):
            return self._alone
        return [tuple(places) for _, places in groupby(range(len(statements)), key=statements.__getitem__)]

    def _evidence(self, line, general):
        more = _more(line.statement)
        # The comparison keeps its evidence: an id stands for one as long as this is used.
        key = id(line.evidence), general, more
        if key not in self._said:
            self._said[key] = evidence(line.evidence, self.of, general, more)
        return self._said[key]


def _place_told(asks, places):
    """Return the place whose ask a cell tells: what one of the roles inherits is asked of all in general."""
    return next((place for place in places if asks[place] and asks[place].is_inherited), places[0])


def _subject(subject):
    kind, _, slug = str(subject.key).partition("-")
    title = escape(subject.title)
    return f'<a href="/skills/{slug}/">{title}</a>' if kind == "skill" else title


def _asked(kind, ask, line):
    """How much is asked: a level and a need, or the words of any other scale."""
    if kind is not Kind.SKILL:
        return f"<span>{escape(ask.words)}</span>"
    if ask.is_alternative:
        return f'<span class="silent">one of several: {escape(line.statement.label)}</span>'
    if not line.members and line.statement.native:
        return _native(ask, line)
    return _level_and_need(ask.rank, ask.words, line.need, ask.need_words)


def _native(ask, line):
    """What a framework's role asks: the level as far as there is one, the need, and the framework's own values."""
    translated = TRANSLATED if is_in_figures(line.statement.native) else ""
    level = f'<span class="level"><span class="rungs" data-level="{ask.rank}"></span>{translated}{ask.words}</span>'
    need = f'<span class="tag tag-{line.need}">{translated}{ask.need_words}</span>'
    return f"{level if ask.words else ''}{need if ask.need_words else _NO_NEED}"


_NO_NEED = '<span class="silent">need not stated</span>'
NOT_RELEVANT = '<span class="silent">rated not relevant</span>'


def _other_name(row, subject):
    """By which name a role asks for a skill that stands in the row of another collection's."""
    slug = getattr(row, "skill_slug", None)
    if slug is None or subject.key == f"skill-{slug}":
        return ""
    return f'<small class="silent">the same as {skill_link(row)}</small>'


@cache
def _level_and_need(level, level_words, need, need_words):
    tag = f'<span class="tag tag-{need}">{need_words}</span>'
    if not level_words:
        return f'<span class="silent">level not stated</span>{tag}'
    return f'<span class="level"><span class="rungs" data-level="{level}"></span>{level_words}</span>{tag}'


def _silent(line, general):
    """What stands where nothing is stated of the role itself."""
    if line is None:
        return '<span class="silent">not stated</span>'
    return f'<span class="silent">not stated for it; said of {escape(general)}</span>'


def _marks(row):
    is_plain = row.basis == _STATED or getattr(row, "native", None)
    basis = "" if is_plain else f'<span class="tag tag-{row.basis}">{row.basis}</span>'
    return f'<span class="tag">{escape(row.hedge)}</span>{basis}' if row.hedge else basis


def _change(row, place):
    """What changes from the role on the left."""
    step = place - 1
    verdict = row.row.changes[step].verdict
    if verdict in _EXTENDS:
        return f"{_EXTENDS[verdict]}{escape(short_change_words(row.kind, row.row, step))}</span>"
    if verdict in _TOLD_ALONE:
        return _TOLD_ALONE[verdict]
    return f'<small class="silent">{escape(row.change_in_words(step))}</small>'


def _dropped(row, place):
    """That the role on the left asks for what is silent here, where that says something."""
    verdict = place and row.row.changes[place - 1].verdict
    return _TOLD_ALONE[verdict] if verdict is Verdict.DROPPED else ""


def _opened(verdict):
    """The start of a tag, up to the words beside its sign.

    The sign by its number: one arrow would make Python keep the whole table at two bytes a letter.
    """
    sign = f'<span aria-hidden="true">&#{ord(SIGNS[verdict])};</span>'
    return f'<span class="change change-{verdict.name.lower()}">{sign} '


# Verdicts that need no more words, and those that go on with how far.
_TOLD_ALONE = {
    Verdict.SAME: '<span class="change">= same</span>',
    **{verdict: f"{_opened(verdict)}{verdict.value}</span>" for verdict in (Verdict.NEW, Verdict.DROPPED)},
}
_EXTENDS = {
    verdict: f'{_opened(verdict)}<span class="visually-hidden">{verdict.value}: </span>'
    for verdict in (Verdict.RAISED, Verdict.LOWERED)
}


def _more(row):
    """What a statement says beside its title."""
    more = f'<p class="note">{escape(row.note)}</p>' if row.note else ""
    if details := getattr(row, "details", ""):
        points = "".join(f"<li>{escape(point)}</li>" for point in details.splitlines())
        more = f'<ul class="points">{points}</ul>{more}'
    return more


_STATED = Basis.STATED.value


def table(comparison, groups):
    """A table of groups of ComparedRows: a column for each role, its cells with evidence and what changes."""
    return _Table(comparison).html(groups)
