"""The plan of merging one row into another: worked out in a fixed number of queries, written by `writing.merge`."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import prefetch_related_objects

from roles.models import DEEPEST_CHAIN, Choice, ProgressionStep, Role, RoleAlias
from roles.promotions import leads_to
from skills.models import SkillAlias
from sources.collection import OWN
from sources.hierarchy import ancestors
from sources.old_addresses import leading_to

from .clash import Clash, clash_fields
from .references import counted, identity_fields, name_of, references, refusals, rows_referring, words_of

# What the two say of themselves, of which one text can stay.
OWN_TEXT = {"skill": ["description"], "role": ["summary", "basis", "hedge", "note"]}
OWN_FACTS = {"skill": ["kind", "area", "broader"], "role": ["family", "seniority", "broader"]}
# More names in one line nobody reads.
MOST_NAMED = 20


@dataclass
class Move:
    """A row that will refer to what stays: {attribute: value} of what changes, and the field by which it is counted."""

    row: Any
    values: dict
    by: str


@dataclass
class Line:
    """What will happen, in words, and the names of the rows that it happens to."""

    words: str
    names: list[str]

    @property
    def shown(self):
        return self.names[:MOST_NAMED]

    @property
    def more(self):
        """How many names are not shown."""
        return len(self.names[MOST_NAMED:])


class MergePlan:
    """What merging `gone` into `kept` does. Reads once; changes nothing."""

    def __init__(self, kept, gone):
        self.kept, self.gone = kept, gone
        self.model = type(kept)
        self.moves, self.clashes, self.dropped = [], [], []
        self._became = {}  # id of a choice that goes: that of its heir
        self.stands_below = kept.broader_id == gone.pk
        for model, fields in references(self.model).items():
            self._settle(model, fields)
        self._compare_texts()
        _load_claims(self.all_clashes)
        self.older = [old.slug for old in leading_to(self.model, gone.slug)]

    # --- What becomes of each row -----------------------------------------------------------------------------

    def _settle(self, model, fields):
        identity = identity_fields(model)
        is_told_apart = bool(set(fields) & set(identity))
        rows = rows_referring(model, fields, [self.kept, self.gone] if is_told_apart else [self.gone])
        touched = [row for row in rows if self.gone.pk in self._ends(row, fields)]
        others = [row for row in rows if self.gone.pk not in self._ends(row, fields)]
        taken = {_identity(row, identity, {}): row for row in others} if is_told_apart else {}
        for row in touched:
            values = self._values(row, fields)
            if row == self.kept:
                continue  # It takes over what stands above it (see `stands_below`).
            if self._is_loop(row, fields, values) or self._repeats_name(row):
                self.dropped.append(row)
                continue
            place = _identity(row, identity, values) if is_told_apart else None
            if place in taken:
                self._clash(model, fields, taken[place], row)
            else:
                taken |= {place: row} if is_told_apart else {}
                by = next(name for name in fields if _attribute(row, name) in values)
                self.moves.append(Move(row, values, by))

    def _ends(self, row, fields):
        return {getattr(row, _attribute(row, name)) for name in fields}

    def _values(self, row, fields):
        """Return what changes in a row that refers to what goes."""
        ends = {_attribute(row, name): getattr(row, _attribute(row, name)) for name in fields}
        values = {name: self.kept.pk for name, end in ends.items() if end == self.gone.pk}
        heir = self._became.get(getattr(row, "choice_id", None))
        return values | ({"choice_id": heir} if heir else {})

    def _is_loop(self, row, fields, values):
        """Tell whether a row that links two of a kind would link what stays with itself."""
        ends = [values.get(_attribute(row, name), getattr(row, _attribute(row, name))) for name in fields]
        return len(ends) > 1 and set(ends) == {self.kept.pk}

    def _repeats_name(self, row):
        """Tell whether a row is another name for what is called so itself."""
        return isinstance(row, SkillAlias | RoleAlias) and row.name.casefold() == str(self.kept).casefold()

    def _clash(self, model, fields, kept, gone):
        by = next(name for name in fields if getattr(gone, _attribute(gone, name)) == self.gone.pk)
        name, kind = name_of(gone, by, is_short=True), words_of(model, by)[0]
        self.clashes.append(Clash(name, kind, kept, gone, clash_fields(model, fields), self._became))
        if model is Choice:
            self._became[gone.pk] = kept.pk

    def _compare_texts(self):
        fields = OWN_TEXT[self.model._meta.model_name]
        self.texts = Clash(fields[0].capitalize(), "", self.kept, self.gone, fields)
        # What says nothing is no rival.
        self.takes_text = bool(getattr(self.gone, fields[0])) and not getattr(self.kept, fields[0])
        self.has_two_texts = bool(getattr(self.gone, fields[0])) and not self.takes_text

    @property
    def all_clashes(self):
        return [self.texts, *self.clashes]

    @cached_property
    def questions(self):
        """The clashes of which an editor has to choose: those where both say something, and not the same."""
        texts = [self.texts] if self.has_two_texts else []
        return [clash for clash in [*texts, *self.clashes] if clash.differing]

    # --- Whether it may be ------------------------------------------------------------------------------------

    @cached_property
    def refusals(self):
        """Why the two cannot be merged; empty if they can."""
        return [*self._foreign(), *refusals(self.kept), *refusals(self.gone), *self._circles(), *self._too_deep()]

    def _foreign(self):
        for row in (self.kept, self.gone):
            if row.is_imported or row.collection_id != OWN:
                yield (
                    f"“{row}” comes from a framework, and the next import would bring it back. Link the two instead: "
                    "give one a relation to the other, such as “is the same as”."
                )

    def _circles(self):
        above = ancestors(self.kept)
        if self.gone in above[1:]:
            between = above[above.index(self.gone) - 1]
            yield (
                f"“{self.kept}” stands below “{self.gone}” by way of “{between}”, which would then be broader than "
                "itself: give one of them another broader one first."
            )
        if self.model is Role and leads_to(self._promotions(), self.kept.pk, self.kept.pk):
            yield (
                "Promotions lead from one of the two to the other by way of a third role, and would then lead round "
                "in a circle: remove one of these steps first, or make it another kind of step."
            )

    def _promotions(self):
        heirs = {self.gone.pk: self.kept.pk}
        promotions = ProgressionStep.objects.promotions().order_by().values_list("origin", "target")
        pairs = ((heirs.get(origin, origin), heirs.get(target, target)) for origin, target in promotions)
        return [pair for pair in pairs if pair[0] != pair[1]]

    def _too_deep(self):
        if self.model is not Role:
            return
        height = self.kept.height() - self.stands_below
        if height + self.gone.depth() > DEEPEST_CHAIN:
            yield (
                f"The levels of “{self.gone}” would stand below “{self.kept}”, which has broader roles itself; at most "
                f"{DEEPEST_CHAIN} roles may stand above another. Give them another broader role first."
            )

    # --- In words ---------------------------------------------------------------------------------------------

    @property
    def moved(self):
        """Lines of what will refer to what stays."""
        groups = defaultdict(list)
        for move in self.moves:
            groups[type(move.row), move.by].append(name_of(move.row, move.by))
        return [Line(counted(*group, len(names)), sorted(names)) for group, names in groups.items()]

    @property
    def lost(self):
        """What goes with the row, as [(name of a field, its value)]: it stays as what stays has it."""
        fields = [self.model._meta.get_field(name) for name in OWN_FACTS[self.model._meta.model_name]]
        differing = [one for one in fields if getattr(self.kept, one.attname) != getattr(self.gone, one.attname)]
        values = ((one.verbose_name, _shown(self.gone, one.name)) for one in differing)
        return [(name, value) for name, value in values if value and value != self.kept]

    @property
    def keeps_name(self):
        """Whether the name of what goes becomes another name of what stays."""
        return str(self.gone).casefold() != str(self.kept).casefold()

    @property
    def joined(self):
        """The names of the rows that both have, and that say the same."""
        return [clash.name for clash in self.clashes if not clash.differing]

    @property
    def loses_page(self):
        """Whether readers lose the page: what goes has one, and what stays has none yet."""
        return self.gone.is_published and not self.kept.is_published

    @cached_property
    def fingerprint(self):
        """A text that differs where the plan does, so that nobody confirms another than the one that was read."""
        clashes = [(clash.key, str(sorted(clash.answers.items()))) for clash in self.all_clashes]
        moves = [(move.row._meta.label, move.row.pk, sorted(move.values.items())) for move in self.moves]
        dropped = [(row._meta.label, row.pk) for row in self.dropped]
        return sha256(repr((self.kept.pk, self.gone.pk, clashes, moves, dropped)).encode()).hexdigest()[:16]


def _attribute(row, name):
    return row._meta.get_field(name).attname


def _shown(row, name):
    display = getattr(row, f"get_{name}_display", None)
    return display() if display else getattr(row, name)


def _identity(row, identity, values):
    """Return what tells a row from others of its model, once the values have changed."""
    names = (_attribute(row, name) for name in identity)
    return tuple(values.get(name, getattr(row, name)) for name in names)


def _load_claims(clashes):
    """Load what the rows of clashes rest on, at once for all of a model."""
    by_model = defaultdict(list)
    for clash in clashes:
        if hasattr(clash.kept, "claims"):
            by_model[type(clash.kept)] += [clash.kept, clash.gone]
    for rows in by_model.values():
        prefetch_related_objects(rows, "claims")
