"""Two rows that become one: what both say, and what an editor may choose."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices

from roles.models import Necessity, Need

from .references import identity_fields


class Answer(TextChoices):
    KEEP = "keep", "As “{kept}” has it"
    TAKE = "take", "As “{gone}” has it"
    HIGHER = "higher", "The higher of each"


# Values from low to high, where the values do not say so themselves.
_ORDERS = {
    "need": list(Need),
    "necessity": [Necessity.NOT_REQUIRED, Necessity.HELPFUL, Necessity.ACCEPTED, Necessity.REQUIRED],
    "level": None,
    "involvement": None,
}
_SILENT = {"position"}
# What comes beside a statement.
_BESIDE = ("basis", "hedge", "note")


@dataclass
class Clash:
    """Two rows of which one can stay: `kept` does, with what the answer takes from `gone`.

    `name` and `kind` say in words what they are. `fields` are the names of those by which they may differ; `became`
    maps ids of choices to those of their heirs.
    """

    name: str
    kind: str
    kept: Any
    gone: Any
    fields: list[str]
    became: dict[int, int] = field(default_factory=dict)

    @property
    def key(self):
        return f"{self.kept._meta.model_name}-{self.kept.pk}-{self.gone.pk}"

    @property
    def differing(self):
        return [name for name in self.fields if self._value(self.kept, name) != self._value(self.gone, name)]

    @property
    def has_claims(self):
        """Whether the rows rest on different claims."""
        return self.claims_of(self.kept) != self.claims_of(self.gone)

    @staticmethod
    def claims_of(row):
        return set(row.claims.all()) if hasattr(row, "claims") else set()

    @property
    def answers(self):
        """{answer: [(name of a field, its value in words)]}, of the fields that differ and say something."""
        names = self.differing
        answers = {Answer.KEEP: _words(self.kept, names), Answer.TAKE: _words(self.gone, names)}
        if any(name in _ORDERS for name in names) and "choice" not in names:
            higher = type(self.kept)(**self._raw(self.kept, self.fields) | self.values(Answer.HIGHER))
            answers[Answer.HIGHER] = _words(higher, names)
            if answers[Answer.HIGHER] in (answers[Answer.KEEP], answers[Answer.TAKE]):
                del answers[Answer.HIGHER]
        return answers

    def values(self, answer):
        """Return {attribute: value} of what the row that stays takes over."""
        if answer == Answer.KEEP:
            return {}
        if answer == Answer.TAKE:
            return self._raw(self.gone, self.fields)
        base = self._raw(self.gone, self.fields) if self._rank(self.gone) > self._rank(self.kept) else {}
        ordered = (name for name in self.fields if name in _ORDERS)
        return base | {
            name: max((self.kept, self.gone), key=lambda row: _rank(row, name)).__dict__[name] for name in ordered
        }

    def _rank(self, row):
        return [_rank(row, name) for name in _ORDERS if name in self.fields]

    def _raw(self, row, names):
        return {row._meta.get_field(name).attname: self._value(row, name) for name in names}

    def _value(self, row, name):
        value = getattr(row, row._meta.get_field(name).attname)
        return self.became.get(value, value) if name == "choice" else value


def _rank(row, name):
    value, order = getattr(row, name), _ORDERS[name]
    if value in (None, ""):
        return -1
    return order.index(value) if order else value


def _words(row, names):
    """Return [(name of a field, its value in words)]; what is said beside the statement only where it is."""
    shown = sorted(names, key=lambda name: name in _BESIDE)
    words = ((row._meta.get_field(name).verbose_name, _in_words(row, name)) for name in shown)
    filled = [(name, value) for name, value in words if value or name not in _BESIDE]
    return [(name.capitalize(), value or "not stated") for name, value in filled]


def _in_words(row, name):
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def clash_fields(model, without):
    """Return the names of the fields by which two rows of a model can say different things."""
    untold = {*without, *identity_fields(model), *_SILENT}
    return [
        one.name
        for one in model._meta.concrete_fields
        if one.editable and not one.primary_key and one.name not in untold
    ]
