"""The plan of splitting a row in two: what refers to it stays, goes along, or is said of both."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db.models import TextChoices

from roles.models import Choice
from sources.collection import OWN, Imported
from sources.history import ChangeKind, change

from .merging import OWN_TEXT
from .references import counted, identity_fields, name_of, references, refusals, rows_referring
from .writing import write


class Place(TextChoices):
    STAY = "stay", "stays"
    GO = "go", "goes along"
    BOTH = "both", "both"


@dataclass
class Item:
    """A row that refers to what is split, by a field."""

    row: Any
    field: str

    @property
    def key(self):
        return f"{self.row._meta.model_name}-{self.field}-{self.row.pk}"

    @cached_property
    def name(self):
        return name_of(self.row, self.field)

    @property
    def places(self):
        """Where it can be: what is told apart by more than what it refers to can be said of both."""
        can_be_both = self.field in identity_fields(type(self.row))
        return [Place.STAY, Place.GO, Place.BOTH] if can_be_both else [Place.STAY, Place.GO]

    @property
    def attribute(self):
        return self.row._meta.get_field(self.field).attname


class SplitPlan:
    """What refers to a row, kind by kind. Reads once; changes nothing."""

    def __init__(self, source):
        self.source, self.model = source, type(source)
        self.text_field = OWN_TEXT[self.model._meta.model_name][0]
        self.groups = defaultdict(list)  # (model, field): Items
        self.choices = {}
        for model, fields in references(self.model).items():
            for row in rows_referring(model, fields, [source]):
                self._add(row, fields)

    def _add(self, row, fields):
        if isinstance(row, Choice):
            # A choice goes where its members go.
            self.choices[row.pk] = row
            return
        field = next(name for name in fields if getattr(row, row._meta.get_field(name).attname) == self.source.pk)
        self.groups[type(row), field].append(Item(row, field))

    @property
    def items(self):
        return [item for items in self.groups.values() for item in items]

    @property
    def lists(self):
        """[(what they are, in words; Items)], by name."""
        return [
            (counted(*group, len(items)), sorted(items, key=lambda item: item.name))
            for group, items in self.groups.items()
        ]

    @cached_property
    def refusals(self):
        """Why it cannot be split; empty if it can."""
        if self.source.is_imported or self.source.collection_id != OWN:
            return [f"“{self.source}” comes from a framework: it stays as the framework has it."]
        return refusals(self.source)


def split(plan, fields, places, user):
    """Make a new row with these fields beside the source, and return it. places: {key of an item: Place}."""
    source = plan.source
    message = f"Split “{fields[name_field(plan.model)]}” from “{source}”"
    with change(user, message, kind=ChangeKind.SPLIT):
        new = _copied(source, fields)
        heirs = _heirs(plan, places, new)
        for item in plan.items:
            place = places.get(item.key, Place.STAY)
            values = {item.attribute: new.pk}
            if getattr(item.row, "choice_id", None) in heirs:
                values["choice_id"] = heirs[item.row.choice_id].pk
            if place == Place.GO:
                write(item.row, values)
            elif place == Place.BOTH:
                _copied(item.row, values)
        LogEntry.objects.log_actions(user.pk, [source], CHANGE, f"{message}.")
        LogEntry.objects.log_actions(user.pk, [new], ADDITION, f"{message}.")
    return new


def name_field(model):
    return "title" if model._meta.model_name == "role" else "name"


def _heirs(plan, places, new):
    """Return {id of a choice: the choice of the new row} of those that members go to."""
    going, staying = defaultdict(list), defaultdict(list)
    for item in plan.items:
        place = places.get(item.key, Place.STAY)
        choice = getattr(item.row, "choice_id", None)
        if place != Place.STAY:
            going[choice].append(item)
        if place != Place.GO:
            staying[choice].append(item)
    heirs = {}
    for key, choice in plan.choices.items():
        if key in going and key in staying:
            heirs[key] = _copied(choice, {"role_id": new.pk})
        elif key in going:
            write(choice, {"role_id": new.pk})
            heirs[key] = choice
    return heirs


def _copied(row, values):
    """Save and return a copy of a row with other values ({attribute: value}), resting on the same claims."""
    hidden = set(Imported.provenance) - {"collection"}
    fields = [one for one in row._meta.concrete_fields if not one.primary_key and one.name not in hidden]
    copy = type(row)(**{one.attname: getattr(row, one.attname) for one in fields} | values)
    copy.save()
    if hasattr(row, "claims"):
        copy.claims.set(row.claims.all())
    return copy
