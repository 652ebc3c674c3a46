"""What differs between two Wholes, and how two changes of one come together; pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass

from .structure import Fields, Key, Whole


@dataclass(frozen=True)
class RowChange:
    """A row that was added (nothing before), removed (nothing after) or changed; of part “” a field of the role."""

    part: str
    key: Key
    before: Fields | None
    after: Fields | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ; none of a row that was added or removed."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name in self.after if _differs(self.before, self.after, name))


def difference(old: Whole, new: Whole) -> list[RowChange]:
    """Return the RowChanges from one Whole to another, in the order of the parts."""
    before, after = old.rows(), new.rows()
    changes = [RowChange(*place, before.get(place), after.get(place)) for place in before | after]
    order = {name: position for position, name in enumerate(["", *new.parts])}
    found = [change for change in changes if change.before is None or change.after is None or change.fields]
    # Rows of one part stand in the order of each Whole already; what was added comes among them.
    return sorted(found, key=lambda change: (order[change.part], [str(part) for part in change.key if change.part]))


def _differs(before, after, name):
    # What the older of two does not know of did not change.
    return name in before and before[name] != after[name]


@dataclass(frozen=True)
class Conflict:
    """A row that two have changed, each in another way."""

    part: str
    key: Key
    base: Fields | None
    mine: Fields | None
    theirs: Fields | None

    @property
    def sides(self) -> dict[str, RowChange]:
        """What each of the two has changed."""
        return {
            "mine": RowChange(self.part, self.key, self.base, self.mine),
            "theirs": RowChange(self.part, self.key, self.base, self.theirs),
        }


def merge(
    base: Whole, mine: Whole, theirs: Whole, choices: Mapping[tuple[str, Key], str]
) -> tuple[Whole, list[Conflict]]:
    """Return the Whole with the changes of both sides, and the Conflicts that `choices` leaves open.

    choices: (part, key) -> “mine” or “theirs”. Until it is chosen, a row stays as it is in `mine`.
    """
    sides = [side.rows() for side in (base, mine, theirs)]
    rows, conflicts = {}, []
    for place in sides[1] | sides[2] | sides[0]:
        was, here, there = (side.get(place) for side in sides)
        row = _settled(was, here, there)
        if row is _OPEN:
            row = there if choices.get(place) == "theirs" else here
            if place not in choices:
                conflicts.append(Conflict(*place, was, here, there))
        if row is not None:
            rows[place] = row
    return mine.with_rows(rows), conflicts


_OPEN = object()


def _settled(was, here, there):
    """Return the row where at most one side has changed it, or both alike."""
    if here == there or there == was:
        return here
    return there if here == was else _OPEN
