"""The changes that matter most, in a sentence each; pure functions over the rows of a comparison."""

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from .difference import Ask, Change, Row, Verdict

MOST = 5
MOST_NAMES = 3


class Kind(Enum):
    """What a row is about, and how to speak of it; first what tells most of a role."""

    DUTY = "duty"
    SKILL = "skill"
    EXPERIENCE = "experience"
    OTHER = "other"

    # As that of Verdict.
    __hash__ = object.__hash__


class Told(NamedTuple):
    """Alike changes at one step, as a sentence takes them: their names, and the asks of the first of them."""

    kind: Kind
    change: Change
    names: str
    before: Ask | None
    after: Ask | None


def highlights(rows: Iterable[tuple[Kind, Row]], step=0, most=MOST) -> list[str]:
    """Return at most so many sentences on one step, the most telling change first; alike changes share one.

    What is said of the role itself goes before what it inherits, more before less, stated before inferred.
    """
    alike = defaultdict(list)
    for kind, row in rows:
        if _is_told(kind, row, step):
            alike[_likeness(kind, row, step)].append((kind, row))
    groups = sorted(alike.values(), key=lambda group: _importance(group, step))
    return [_sentence(group, step) for group in groups[:most]]


def _is_told(kind, row, step):
    return row.changes[step].verdict.is_difference or (kind is not Kind.OTHER and row.is_first_stated(step))


def _likeness(kind, row, step):
    """Return what changes have in common that can be told in one sentence."""
    is_sum = (kind is Kind.DUTY and row.asks[step] is None) or row.changes[step].verdict is Verdict.UNKNOWN
    words = () if is_sum else (_words(row.asks[step]), _words(row.asks[step + 1]))
    return kind, row.changes[step], words, row.basis(step), tuple(_marks(row.asks[step : step + 2]))


def _words(ask):
    return (ask.words, ask.need_words) if ask else ()


_ORDER = {Verdict.NEW: 0, Verdict.RAISED: 0, Verdict.UNKNOWN: 1, Verdict.LOWERED: 2, Verdict.DROPPED: 2}
_KINDS = {kind: place for place, kind in enumerate(Kind)}


def _importance(group, step):
    """Return where a group of alike changes stands: as its most important row, for all have the kind and the change."""
    (kind, first), *_ = group
    change = first.changes[step]
    inherited, inferred, need, subject = min(_weight(row, step) for _, row in group)
    return inherited, _ORDER[change.verdict], inferred, _KINDS[kind], need, -change.places, subject


def _weight(row, step):
    standing = row.asks[step + 1] or row.asks[step]
    return standing.is_inherited, standing.is_inferred, -(standing.need or 0), row.subject


def _sentence(group, step):
    (kind, first), *_ = group
    before, after = first.asks[step : step + 2]
    names = _listed([row.subject.title for _, row in group], lowered=kind is Kind.DUTY)
    told = Told(kind, first.changes[step], names, before, after)
    words = _TELLERS[told.change.verdict](told)
    return f"{words[:1].upper()}{words[1:]}{_basis(told)}."


def _new(told):
    if told.kind is Kind.DUTY:
        return f"new in the work: {told.names}"
    at = f", at the level {told.after.words}" if told.after.words else ""
    return f"new{at}: {told.names}"


def _raised(told):
    if told.kind is Kind.EXPERIENCE:
        return f"experience grows from {told.before.words} to {told.after.words}"
    return f"raised {_from_to(told)}: {told.names}"


def _lowered(told):
    if told.kind is Kind.EXPERIENCE:
        return f"less experience: {told.after.words} instead of {told.before.words}"
    return f"lowered {_from_to(told)}: {told.names}"


def _dropped(told):
    return f"no longer asked for: {told.names}"


def _first_stated(told):
    return f"stated here for the first time: {told.names}"


_TELLERS = {
    Verdict.NEW: _new,
    Verdict.RAISED: _raised,
    Verdict.LOWERED: _lowered,
    Verdict.DROPPED: _dropped,
    Verdict.UNKNOWN: _first_stated,
}


def _basis(told):
    """Return what a sentence rests on, where no document says so of both roles in as many words."""
    asks = [ask for ask in (told.before, told.after) if ask]
    found = _marks(asks)
    found += [f"{_scale(told, ask)} as asked in general".strip() for ask in asks if ask.is_general]
    return f" ({'; '.join(found)})" if found else ""


def _marks(asks):
    return sorted({ask.mark for ask in asks if ask and ask.mark})


def _from_to(told):
    return f"from {_scale(told, told.before)} to {_scale(told, told.after)}"


def _scale(told, ask):
    """Return how an ask reads on the scale that decided: its level, or how much it is needed."""
    return ask.words if told.change.places else ask.need_words.lower()


def _listed(names, *, lowered):
    if lowered:
        names = [_within_sentence(name) for name in names]
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"]
    *firsts, last = names
    return f"{', '.join(firsts)} and {last}" if firsts else last


def _within_sentence(name):
    """Return a name as it stands within a sentence; abbreviations stay as they are."""
    return name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"
