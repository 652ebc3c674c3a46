"""What an import would do: a release compared with what the database has. Pure, over plain values.

An import changes its own rows only, and of them no field that an editor changed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from roles.models import StepKind
from roles.promotions import leads_to
from sources.publication import Status

from . import content
from .kinds import KINDS, Kind


class Difference(NamedTuple):
    field: str
    old: object
    new: object


class Change(NamedTuple):
    """A row that changes, and how: only the fields that follow the release."""

    pk: int
    key: tuple
    differences: tuple[Difference, ...]


class Kept(NamedTuple):
    """A row, or fields of it, that an import leaves as an editor made it, and why."""

    key: tuple
    reason: str


# A release that has lost so many rows of a kind, and such a share of them, has to be confirmed.
FEWEST_LOST, MOST_LOST = 20, 1 / 3


@dataclass
class KindPlan:
    """What happens to the rows of one kind; found: the rows of the release that are there already."""

    kind: Kind
    added: dict[tuple, tuple] = field(default_factory=dict)
    changed: list[Change] = field(default_factory=list)
    retired: list[Change] = field(default_factory=list)
    removed: dict[tuple, int] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    unchanged: int = 0

    @property
    def counts(self):
        """How many rows are added, changed, retired, removed, kept, unchanged."""
        lists = (self.added, self.changed, self.retired, self.removed, self.kept)
        return (*map(len, lists), self.unchanged)

    @property
    def lost(self):
        """How many rows the release has no more."""
        return len(self.retired) + len(self.removed)

    @property
    def is_lossy(self):
        """Whether so much is gone that the file may have been cut off."""
        present = sum(self.counts[1:])
        return self.lost >= FEWEST_LOST and self.lost > present * MOST_LOST


@dataclass
class Plan:
    """What an import would do.

    titles: {row type: {identifier: what people call it}}; is_new: whether the release has not been imported before.
    """

    collection: str
    version: str
    kinds: dict[type, KindPlan]
    steps: list[content.Step]
    titles: dict[type, dict[str, str]]
    rejected: list[content.Rejection]
    notes: list[str]
    is_new: bool = False

    @property
    def is_empty(self):
        """Whether no row would be added, changed, retired or removed."""
        return not self.steps and all(sum(part.counts[:4]) == 0 for part in self.kinds.values())

    @property
    def losses(self):
        """A sentence for each kind of which so much is gone that its file may have been cut off."""
        return [
            f"{part.lost:,} {part.kind.model._meta.verbose_name_plural} of this framework are not in the release, "
            "more than a third of them: is its file whole?"
            for part in self.kinds.values()
            if part.is_lossy
        ]

    @property
    def writes(self):
        """Whether anything is written: rows of an unchanged release, too, are marked as found in it once."""
        return self.is_new or not self.is_empty or any(part.found for part in self.kinds.values())


def compare(kind, wanted, present, release, is_live: Callable[[tuple], bool] = lambda key: True, unsaid=()):
    """Return the KindPlan of one kind.

    release: the number of the release, None where it is new; is_live: whether the page that a row (its key) belongs
    to is in the release; where it is not, the page is retired and the row stays with it; unsaid: what of this kind
    the release does not speak of.
    """
    plan = KindPlan(kind)
    for key, values in wanted.items():
        if key in present:
            _meet(plan, key, values, present[key], release, unsaid)
        else:
            plan.added[key] = values
    for key, row in present.items():
        if key in wanted or row.release is None:
            continue
        if any(said.holds(key) and not said.fields for said in unsaid):
            plan.unchanged += 1
        else:
            _miss(plan, key, row, is_live)
    return plan


def _meet(plan, key, values, row, release, unsaid):
    """Plan for a row of the release that the database has, too."""
    if row.release is None:
        plan.kept.append(Kept(key, "written by an editor"))
        return
    if row.release != release:
        plan.found.append(row.pk)
    differences = _differences(plan.kind, key, row.values, values, unsaid)
    if not differences:
        plan.unchanged += 1
        return
    edited = row.edited.split()
    standing = [difference for difference in differences if difference.field in edited]
    followed = tuple(difference for difference in differences if difference.field not in edited)
    if standing:
        plan.kept.append(Kept(key, "; ".join(_stands(*difference) for difference in standing)))
    if followed:
        plan.changed.append(Change(row.pk, key, followed))


def _differences(kind, key, old, new, unsaid):
    """Return where the values of a row differ, in fields of which the release speaks."""
    if old == new:
        return []
    left = {name for said in unsaid if said.holds(key) for name in said.fields}
    differences = map(Difference, kind.fields, old, new)
    return [found for found in differences if found.old != found.new and found.field not in left]


def _stands(name, old, new):
    return f"{name}: an editor's {words(old)} stands, the release has {words(new)}"


def _miss(plan, key, row, is_live):
    """Plan for an imported row that the release has no more."""
    if plan.kind.retires:
        _retire(plan, key, row)
    elif not is_live(key):
        return
    elif row.edited:
        plan.kept.append(Kept(key, f"gone from the release, but an editor changed its {row.edited}"))
    else:
        plan.removed[key] = row.pk


def _retire(plan, key, row):
    status, retired = row.values[plan.kind.fields.index("status")], Status.RETIRED.value
    if status == retired:
        return
    if "status" in row.edited.split():
        plan.kept.append(Kept(key, f"gone from the release, but an editor made it {words(status)}"))
        return
    plan.retired.append(Change(row.pk, key, (Difference("status", status, retired),)))


def compare_all(wanted, faulty, present, release, unsaid=()):
    """Return {row type: KindPlan} for all kinds; what is faulty in the release stays as it is in the database."""
    return {
        row_type: compare(
            kind,
            wanted[row_type],
            {key: row for key, row in present[row_type].items() if key not in faulty[row_type]},
            release,
            _live_in(wanted, kind),
            [said for said in unsaid if said.kind is row_type],
        )
        for row_type, kind in KINDS.items()
    }


def _live_in(wanted, kind):
    there = wanted.get(kind.owner, {})
    return lambda key: kind.owner is None or (key[0],) in there


def new_steps(steps, added_roles, promotions):
    """Return (the derived steps to write, notes): those from or to a role that is new; the others are the editors' now.

    promotions: those that are there, as pairs of identifiers; none is led round in a circle.
    """
    taken, notes, promotions = {}, [], set(promotions)
    for step in sorted(steps):
        ends = (step.origin, step.target)
        if ends in taken or not any((end,) in added_roles for end in ends):
            continue
        if step.kind == StepKind.PROMOTION and leads_to(promotions | {ends}, step.target, step.target):
            notes.append(f"The step from {step.origin} to {step.target} leads round in a circle: left out.")
            continue
        taken[ends] = step
        if step.kind == StepKind.PROMOTION:
            promotions.add(ends)
    return list(taken.values()), notes


def titles(wanted, present):
    """Return {row type: {identifier: title}} of all things, old titles where the release has none."""
    return {
        row_type: {key[0]: kind.title_in(row.values) for key, row in present[row_type].items()}
        | {key[0]: kind.title_in(values) for key, values in wanted[row_type].items()}
        for row_type, kind in KINDS.items()
        if kind.title
    }


def words(value):
    """Return a value as people read it."""
    match value:
        case None | "":
            return "nothing"
        case bool():
            return "yes" if value else "no"
    return f"“{value}”"
