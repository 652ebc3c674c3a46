"""What changes from role to role: arithmetic on plain values, without database and Django."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import NamedTuple


class Verdict(Enum):
    """How the next role stands to the one before it in one matter; the value is the word for readers."""

    NEW = "new"
    RAISED = "raised"
    LOWERED = "lowered"
    DROPPED = "no longer asked for"
    SAME = "same"
    UNKNOWN = "not comparable"

    @property
    def is_difference(self):
        return self is not _SAME and self is not _UNKNOWN


# Python 3.11 looks a member up each time it is named, which shows where hundreds of rows are judged.
_SAME, _UNKNOWN = Verdict.SAME, Verdict.UNKNOWN


class Subject(NamedTuple):
    """A matter in which roles are compared; they sort in the order of the page.

    The key says which are the same, whatever they are called.
    """

    group_position: int
    group: str
    position: int
    title: str
    key: Hashable


class Ask(NamedTuple):
    """What one role asks in one matter."""

    # Its place on the scale of the matter (level, involvement, years…), higher is more; None: not stated.
    rank: int | None = None
    # How much it matters, higher is more; None where the matter has no such scale.
    need: int | None = None
    # How rank and need read: “Expert”, “Leads”, “3–5 years”; “Essential”.
    words: str = ""
    need_words: str = ""
    # It is asked only as one of several that suffice.
    is_alternative: bool = False
    # It is asked of a broader role.
    is_inherited: bool = False
    # No document says so in as many words.
    is_inferred: bool = False
    # The role itself asks for it, but how much is said only of a broader role.
    is_scale_inherited: bool = False

    @property
    def is_general(self):
        """Whether the ask, or how much is asked, is inherited."""
        return self.is_inherited or self.is_scale_inherited


@dataclass(frozen=True)
class Side:
    """What one role asks, by subject."""

    asks: Mapping[Subject, Ask]
    # Enough is said of the role itself for its silence to say that it does not ask for a thing.
    is_described: bool = False


class Change(NamedTuple):
    """The verdict on two neighbouring roles in one matter, and by how many places of the scale they differ."""

    verdict: Verdict
    places: int = 0


class Row(NamedTuple):
    """One matter: what each role asks (None: nothing is stated), and the changes from each to the next."""

    subject: Subject
    asks: tuple[Ask | None, ...]
    changes: tuple[Change, ...]

    @property
    def differs(self):
        return any(change.verdict.is_difference for change in self.changes)

    @property
    def is_same(self):
        return all(change.verdict is _SAME for change in self.changes)

    def is_first_stated(self, step):
        """Return whether a step cannot be judged because its second role is the first of which a thing is said."""
        before, after = self.asks[step : step + 2]
        is_own = after is not None and not after.is_inherited
        return is_own and before is None and self.changes[step].verdict is _UNKNOWN

    def rests_on(self, step, quality):
        """Return whether one of the two asks of a step has a quality: `is_general` or `is_inferred`."""
        before, after = self.asks[step : step + 2]
        return bool((before and getattr(before, quality)) or (after and getattr(after, quality)))


def compare(sides: Sequence[Side]) -> list[Row]:
    """Return a Row for every subject of any side, in order of the page, whatever the order of the input.

    What every side that speaks of it asks only as one of several stands with the choice, not in a row of its own.
    """
    subjects: dict[Hashable, Subject] = {}
    for side in sides:
        for subject, ask in side.asks.items():
            if not ask.is_alternative:
                subjects[subject.key] = min(subject, subjects.get(subject.key, subject))
    by_key = [{subject.key: ask for subject, ask in side.asks.items()} for side in sides]
    return [_row(subject, sides, by_key) for subject in sorted(subjects.values())]


def _row(subject, sides, by_key):
    asks = tuple(asked.get(subject.key) for asked in by_key)
    described = [side.is_described for side in sides]
    changes = tuple(
        judge(before, after, *counts)
        for (before, after), counts in zip(pairwise(asks), pairwise(described), strict=True)
    )
    return Row(subject, asks, changes)


def judge(before: Ask | None, after: Ask | None, before_is_described=False, after_is_described=False) -> Change:
    """Return the Change from one ask to another; None: nothing is stated.

    Silence means that a thing is not asked for only at a role that is described; elsewhere it means nothing. One
    scale decides: the rank, or the need where neither has a rank or both have the same.
    """
    if before is None or after is None:
        return Change(_verdict_on_silence(before, after, before_is_described, after_is_described))
    if before.is_alternative != after.is_alternative or _has_words_alone(before, after):
        return Change(Verdict.UNKNOWN)
    ranks, needs = (before.rank, after.rank), (before.need, after.need)
    if ranks[0] == ranks[1]:
        return Change(_direction(needs))
    return Change(_direction(ranks), _places(ranks))


def _has_words_alone(before, after):
    """Return whether two asks differ in words that no scale orders, such as figures of pay."""
    return before.rank is None and after.rank is None and before.words != after.words


def _verdict_on_silence(before, after, before_is_described, after_is_described):
    if after is not None and before_is_described:
        return Verdict.NEW
    if before is not None and after_is_described:
        return Verdict.DROPPED
    return Verdict.UNKNOWN


def _direction(pair):
    lower, upper = pair
    if lower == upper:
        return Verdict.SAME
    if None in pair:
        return Verdict.UNKNOWN
    return Verdict.RAISED if upper > lower else Verdict.LOWERED


def _places(ranks):
    return 0 if None in ranks else abs(ranks[1] - ranks[0])


@dataclass(frozen=True)
class Tally:
    """How many rows have each verdict at one step, and how many of the differences rest on what."""

    counts: Counter
    inherited: int
    inferred: int

    @property
    def differences(self):
        return sum(count for verdict, count in self.counts.items() if verdict.is_difference)

    @property
    def in_order(self):
        """[(Verdict, how many)] of those that there are."""
        return [(verdict, self.counts[verdict]) for verdict in Verdict if self.counts[verdict]]

    def __add__(self, other):
        return Tally(self.counts + other.counts, self.inherited + other.inherited, self.inferred + other.inferred)


NO_CHANGE = Tally(Counter(), 0, 0)


def tally(rows: Iterable[Row], step=0) -> Tally:
    """Return the Tally of one step: 0 is the one from the first role to the second."""
    verdicts, inherited, inferred = Counter(), 0, 0
    for row in rows:
        verdict = row.changes[step].verdict
        verdicts[verdict] += 1
        if verdict.is_difference:
            inherited += row.rests_on(step, "is_general")
            inferred += row.rests_on(step, "is_inferred")
    return Tally(verdicts, inherited, inferred)
