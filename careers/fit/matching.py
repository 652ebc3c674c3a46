"""How well somebody's skills meet what a role asks for: arithmetic on plain values, without database and Django.

Laws, which tests hold: more skill never lowers a fit; to meet every essential is 100 % of the essentials, and nothing
less is; the order of marks and of asks is irrelevant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

# {code of a skill: 0–4}. 0: not yet; 1–4: the values of `skills.levels.Level`; a skill that is absent is not marked.
Marks = Mapping[str, int]
NOT_YET, HIGHEST = 0, 4

# As in `roles.models.Need`, most needed first; None: not stated how much it is needed.
ESSENTIAL = "essential"
NEEDS = (ESSENTIAL, "desirable", "mentioned", None)


class Verdict(IntEnum):
    """How far a skill is from what is asked; the greater the better."""

    MISSING = 0
    NEAR = 1  # There, and one level short.
    MET = 2


class Wanted(NamedTuple):
    """A skill that is asked for; level: 1–4, None where it is not stated."""

    code: str
    level: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Ask:
    """What a role asks for: a skill, or so many of several that suffice (`minimum` of `members`).

    need: one of NEEDS. label: what is chosen, of a choice: “a backend language”.
    """

    members: tuple[Wanted, ...]
    need: str | None = None
    minimum: int = 1
    label: str = ""
    # It is asked of a broader role, and so of this one.
    is_inherited: bool = False

    @property
    def is_choice(self):
        return bool(self.label) or len(self.members) > 1

    @property
    def name(self):
        return self.label or self.members[0].name

    @property
    def suffice(self):
        """How many members are enough: never more than there are."""
        return min(self.minimum, len(self.members))


class Standing(NamedTuple):
    """Where somebody stands in one skill that is asked for; mark: None where it is not marked."""

    wanted: Wanted
    mark: int | None
    verdict: Verdict
    # Levels still to climb; one where the level is not stated and nothing is there yet.
    short: int

    @property
    def is_level_stated(self):
        return self.wanted.level is not None


@dataclass(frozen=True)
class Result:
    """What somebody's marks make of one Ask; of a choice those members count that come closest.

    standings: of all members, closest first.
    """

    ask: Ask
    standings: tuple[Standing, ...]

    @property
    def counted(self):
        """The Standings that count: as many as suffice."""
        return self.standings[: self.ask.suffice]

    @property
    def verdict(self):
        """That of the least of the members that count."""
        return min(standing.verdict for standing in self.counted)

    @property
    def short(self):
        """Levels still to climb, over all that count."""
        return sum(standing.short for standing in self.counted)

    @property
    def is_marked(self):
        """Whether anything of it is marked: of a choice, one of its members."""
        return any(standing.mark is not None for standing in self.standings)

    @property
    def is_level_stated(self):
        return all(standing.is_level_stated for standing in self.counted)


class Share(NamedTuple):
    """How many of the asks of some need are met, and how many are one level short."""

    met: int
    near: int
    of: int

    @property
    def percent(self):
        """Met of all, rounded down, so that 100 is all of them; None where nothing is asked."""
        return 100 * self.met // self.of if self.of else None

    @property
    def is_full(self):
        return self.met == self.of

    @property
    def score(self):
        """From 0 to 1, for putting roles in order: one level short counts half.

        As if one thing more were asked and not met: a role of which little is stated is met soon, and tells little.
        """
        return (self.met + self.near / 2) / (self.of + 1)


class Shares(NamedTuple):
    """The Share of the essentials, and that of what is asked and not said to be essential."""

    essentials: Share
    others: Share

    @property
    def telling(self):
        """The Share by which a role is judged first: a role that states no essentials, by what else it asks."""
        return self.essentials if self.essentials.of else self.others

    @property
    def is_fitting(self):
        """Whether every essential is met, or where none is stated, all that is asked."""
        return self.telling.of > 0 and self.telling.is_full

    @property
    def rank(self):
        """What puts roles in order, the best fit greatest."""
        return self.telling.score, self.others.score


@dataclass(frozen=True)
class Fit:
    """What somebody's marks make of a role: a Result for each of its asks, essentials first."""

    results: tuple[Result, ...]

    def with_verdict(self, verdict: Verdict):
        return tuple(result for result in self.results if result.verdict is verdict)

    @property
    def met(self):
        return self.with_verdict(Verdict.MET)

    @property
    def near(self):
        return self.with_verdict(Verdict.NEAR)

    @property
    def missing(self):
        return self.with_verdict(Verdict.MISSING)

    def share(self, *needs):
        """Return the Share of what is asked with these needs."""
        verdicts = [result.verdict for result in self.results if result.ask.need in needs]
        return Share(verdicts.count(Verdict.MET), verdicts.count(Verdict.NEAR), len(verdicts))

    @cached_property
    def shares(self):
        return Shares(self.share(ESSENTIAL), self.share(*NEEDS[1:]))

    @property
    def essentials(self):
        return self.shares.essentials

    @property
    def others(self):
        return self.shares.others

    @property
    def is_fitting(self):
        return self.shares.is_fitting

    @property
    def rank(self):
        return self.shares.rank


def fit_of(asks: Iterable[Ask], marks: Marks) -> Fit:
    """Return how marks meet what a role asks for, most needed first, then in the order of the asks."""
    results = (result_of(ask, marks) for ask in asks)
    return Fit(tuple(sorted(results, key=lambda result: NEEDS.index(result.ask.need))))


def result_of(ask: Ask, marks: Marks) -> Result:
    """Return what marks make of one Ask."""
    standings = [standing_of(wanted, marks.get(wanted.code)) for wanted in ask.members]
    return Result(ask, tuple(sorted(standings, key=_closest_first)))


def standing_of(wanted: Wanted, mark: int | None) -> Standing:
    """Return where a mark stands to a skill that is asked for.

    Where no level is stated, whoever has the skill at any level has what is stated.
    """
    level = wanted.level or 1
    short = max(level - (mark or NOT_YET), 0)
    if not short:
        return Standing(wanted, mark, Verdict.MET, 0)
    is_near = short == 1 and mark
    return Standing(wanted, mark, Verdict.NEAR if is_near else Verdict.MISSING, short)


def _closest_first(standing):
    """Best verdict, fewest levels to climb, most known; then by name, so that no order of rows shows."""
    return -standing.verdict, standing.short, -(standing.mark or 0), standing.wanted.name, standing.wanted.code
