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

    def __init__(self, word):
        self.is_difference = word not in ("same", "not comparable")

    # Pages look verdicts up by the hundred; Enum's own hash is that of the name.
    __hash__ = object.__hash__


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
    # A framework's own values, where they say more than the words: “importance 4.12 of 5 · level 4.88 of 7”.
    native: str = ""
    # It is this site's own word, a kind of inference: no document says anything close by.
    is_editorial: bool = False

    @property
    def mark(self):
        """Return in a word what it rests on, where no document says so; else an empty text."""
        if self.is_editorial:
            return "editorial"
        return "inferred" if self.is_inferred else ""

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
        for change in self.changes:  # noqa: SIM110 a generator takes three times as long
            if change.verdict.is_difference:
                return True
        return False

    @property
    def is_same(self):
        return all(change.verdict is _SAME for change in self.changes)

    def is_first_stated(self, step):
        """Return whether a step cannot be judged because its second role is the first of which a thing is said."""
        if self.changes[step].verdict is not _UNKNOWN or self.asks[step] is not None:
            return False
        after = self.asks[step + 1]
        return after is not None and not after.is_inherited

    def basis(self, step):
        """Return whether one of the two asks of a step is general, and whether one is inferred."""
        general = inferred = False
        for ask in (self.asks[step], self.asks[step + 1]):
            if ask:
                general = general or ask.is_general
                inferred = inferred or ask.is_inferred
        return general, inferred


def compare(sides: Sequence[Side]) -> list[Row]:
    """Return a Row for every subject of any side, in order of the page, whatever the order of the input.

    What every side that speaks of it asks only as one of several stands with the choice, not in a row of its own.
    """
    subjects: dict[Hashable, Subject] = {}
    for side in sides:
        for subject, ask in side.asks.items():
            if not ask.is_alternative:
                known = subjects.setdefault(subject.key, subject)
                if known is not subject and subject < known:
                    subjects[subject.key] = subject
    by_key = [{subject.key: ask for subject, ask in side.asks.items()} for side in sides]
    in_order = sorted(subjects.values())
    asks_by_row = zip(*([asked.get(subject.key) for subject in in_order] for asked in by_key), strict=True)
    steps = list(enumerate(pairwise(side.is_described for side in sides)))
    return [_row(subject, asks, steps) for subject, asks in zip(in_order, asks_by_row, strict=True)]


def _row(subject, asks, steps):
    changes = [judge(asks[step], asks[step + 1], *are_described) for step, are_described in steps]
    return Row(subject, asks, tuple(changes))


def judge(before: Ask | None, after: Ask | None, before_is_described=False, after_is_described=False) -> Change:
    """Return the Change from one ask to another; None: nothing is stated.

    Silence means that a thing is not asked for only at a role that is described; elsewhere it means nothing. One
    scale decides: the rank, or the need where neither has a rank or both have the same.
    """
    if before is None or after is None:
        return Change(_verdict_on_silence(before, after, before_is_described, after_is_described))
    if before.is_alternative != after.is_alternative:
        return Change(_UNKNOWN)
    if before.rank != after.rank:
        return Change(_direction(before.rank, after.rank), _places(before.rank, after.rank))
    # Words that no scale orders, such as figures of pay.
    if before.rank is None and before.words != after.words:
        return Change(_UNKNOWN)
    return Change(_direction(before.need, after.need))


def _verdict_on_silence(before, after, before_is_described, after_is_described):
    if after is not None and before_is_described:
        return Verdict.NEW
    if before is not None and after_is_described:
        return Verdict.DROPPED
    return Verdict.UNKNOWN


def _direction(before, after):
    if before == after:
        return _SAME
    if before is None or after is None:
        return _UNKNOWN
    return Verdict.RAISED if after > before else Verdict.LOWERED


def _places(before, after):
    return 0 if before is None or after is None else abs(after - before)


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
            is_general, is_inferred = row.basis(step)
            inherited += is_general
            inferred += is_inferred
    return Tally(verdicts, inherited, inferred)
