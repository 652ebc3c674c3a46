"""Asks, changes and tallies in words; pure functions over the values of a comparison."""

from itertools import takewhile

from .difference import Ask, Row, Tally, Verdict
from .highlights import Kind

SIGNS = {
    Verdict.NEW: "+",
    Verdict.RAISED: "↑",
    Verdict.LOWERED: "↓",
    Verdict.DROPPED: "−",
    Verdict.SAME: "=",
    Verdict.UNKNOWN: "?",
}


def ask_words(ask: Ask | None) -> str:
    """Return an ask in words: “Expert, essential (inherited; inferred)”; “not stated” for none.

    A framework's own values stand among the marks: “Expert, essential (importance 4.12 of 5 · level 5.3 of 7)”.
    """
    if ask is None:
        return "not stated"
    level = ask.words or "level not stated"
    parts = [level, "one of several" if ask.is_alternative else ask.need_words.lower()]
    marks = [ask.native] if ask.native else []
    marks += ["inherited"] if ask.is_general else []
    marks += [ask.mark] if ask.mark else []
    words = ", ".join(filter(None, parts))
    return f"{words} ({'; '.join(marks)})" if marks else words


def change_words(kind: Kind, row: Row, step: int, titles) -> str:
    """Return what changes at a step: “raised by 2 levels”, “raised from Assists to Leads”, “not stated for …”.

    titles: those of the roles, from left to right.
    """
    verdict = row.changes[step].verdict
    if verdict is Verdict.UNKNOWN:
        return _why_unknown(kind, row, step, titles)
    if verdict not in (Verdict.RAISED, Verdict.LOWERED):
        return verdict.value
    return f"{verdict.value} {_extent(kind, row, step)}"


def _extent(kind, row, step):
    before, after = row.asks[step : step + 2]
    places = row.changes[step].places
    if not places:
        return f"from {before.need_words.lower()} to {after.need_words.lower()}"
    if kind is Kind.SKILL:
        return f"by {places} level{'' if places == 1 else 's'}"
    return f"from {before.words} to {after.words}"


def short_change_words(kind: Kind, row: Row, step: int) -> str:
    """Return what stands beside the sign of a raised or lowered row: “2 levels”, “essential”, “Leads”."""
    after, places = row.asks[step + 1], row.changes[step].places
    if not places:
        return after.need_words.lower()
    return f"{places} level{'' if places == 1 else 's'}" if kind is Kind.SKILL else after.words


def _why_unknown(kind, row, step, titles):
    """Return which of the two roles is silent, and on what."""
    pair = list(zip(row.asks[step : step + 2], titles[step : step + 2], strict=True))
    silent = [title for ask, title in pair if ask is None]
    if silent:
        return f"not stated for {' or '.join(silent)}"
    if pair[0][0].is_alternative != pair[1][0].is_alternative:
        return "not comparable: one of several for one of them"
    without_rank = [title for ask, title in pair if ask.rank is None]
    if len(without_rank) != 1:
        return "not comparable"
    scale = "level" if kind is Kind.SKILL else "how far"
    return f"not comparable: {scale} not stated for {' or '.join(without_rank)}"


def tally_words(tally: Tally) -> str:
    """Return a tally in words: “7 new, 10 raised, 3 lowered, 77 the same, 53 not comparable”."""
    return ", ".join(f"{count} {verdict.value}" for verdict, count in tally.in_order) or "nothing to compare"


def way(before: str, after: str) -> str:
    """Return “From Junior to Senior Engineer” for two titles: what both end in is said once."""
    words = before.split()
    ending = list(
        takewhile(lambda pair: pair[0] == pair[1], zip(reversed(words), reversed(after.split()), strict=False))
    )
    own = words[: len(words) - len(ending)]
    return f"From {' '.join(own or words)} to {after}"
