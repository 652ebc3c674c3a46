"""A form that compares what it was opened with, what is stored now, and what was sent."""

from functools import cache, partial

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import InlineForeignKeyField
from django.utils.datastructures import MultiValueDict

from .messages import FieldConflict, FieldNote
from .opened import FIELD, plain_values, seal, unseal
from .settling import Settled, settle, settle_set
from .words import Story

CHOICE = "choice"
MINE, THEIRS, BOTH = "mine", "theirs", "both"


class OpenedField(forms.CharField):
    """What the page was opened with; a page that comes back says what is stored now, for that is what it shows."""

    widget = forms.HiddenInput

    def __init__(self, sealed):
        super().__init__(required=False, initial=sealed)

    def bound_data(self, data, initial):
        return initial

    def has_changed(self, initial, data):
        return False


@cache
def _editable_names(model):
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return {field.name for field in fields if field.editable and not field.primary_key}


class MergingForm(forms.ModelForm):
    """A row that somebody else may have changed since its page was opened."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.notes = []  # what the other did, and what became of it
        self.conflicts = {}  # name of a field, or None for the whole row -> what has to be chosen

    @property
    def merged_names(self):
        """The names of the fields that hold the row's own values."""
        own = _editable_names(self._meta.model)
        return [
            name for name, field in self.fields.items() if name in own and not isinstance(field, InlineForeignKeyField)
        ]

    @property
    def stored(self):
        return plain_values(self.initial, self.merged_names)

    def merge(self, opened, key, story):
        """Settle each field of a row that was opened as `opened.rows[key]`; before anything is cleaned."""
        self.story = story
        was, now = opened.rows.get(key), self.stored
        for name in self.merged_names:
            choice_key = f"{self.add_prefix(name)}-{CHOICE}"
            is_asked = choice_key in self.data
            if was is not None and was.get(name) == now.get(name) and not is_asked:
                continue
            if is_asked and was is not None:
                self._follow(self.data.get(choice_key), name, was.get(name))
            self._settle(name, was, now, is_open=is_asked and not self.data.get(choice_key))

    def _follow(self, choice, name, theirs):
        if choice == THEIRS:
            self.put(name, theirs)
        elif choice == BOTH:
            self.put(name, f"{theirs}\n\n{self[name].data}")

    def _settle(self, name, was, now, *, is_open):
        before, after = (was or {}).get(name), now.get(name)
        if isinstance(self.fields[name], forms.ModelMultipleChoiceField) and was is not None:
            self._settle_members(name, before, after)
            return
        settled = settle(
            they_changed=is_open or was is None or before != after,
            i_changed=is_open or was is None or self.differs(name, before),
            we_differ=self.differs(name, after),
        )
        if settled is Settled.THEIRS:
            self.put(name, after)
            self.notes.append(FieldNote(self, name, before, after))
        elif settled is Settled.ASKED:
            is_new = was is not None and before != after
            self.conflicts[name] = FieldConflict(self, name, after, before if is_new else None, has_before=is_new)

    def _settle_members(self, name, before, after):
        opened, stored = ({str(key) for key in keys or ()} for keys in (before, after))
        settled, members = settle_set(opened, stored, (str(key) for key in self[name].data or ()))
        if settled is not Settled.MINE:
            self.put(name, sorted(members))
            self.notes.append(FieldNote(self, name, before or [], after or []))

    def differs(self, name, value):
        """Tell whether what was sent is something else than a plain value."""
        data = self[name].data
        if isinstance(data, str):
            data = data.replace("\r\n", "\n")
        return self.fields[name].has_changed(self._typed(name, value), data)

    def _typed(self, name, value):
        field = self.instance._meta.get_field(name)
        return value if field.is_relation or value is None else field.to_python(value)

    def put(self, name, value):
        """Put a plain value in the place of what was sent."""
        self.use_own_data()
        field, key = self.fields[name], self.add_prefix(name)
        if isinstance(field.widget, forms.MultiWidget):
            for index, part in enumerate(field.widget.decompress(self._typed(name, value))):
                self.data.setlist(f"{key}_{index}", ["" if part is None else str(part)])
        elif isinstance(field, forms.BooleanField):
            self.data.pop(key, None)
            self.data.update({key: "on"} if value else {})
        elif isinstance(field, forms.ModelMultipleChoiceField):
            self.data.setlist(key, [str(part) for part in value or ()])
        else:
            self.data[key] = "" if value is None else str(value)

    def use_own_data(self):
        """Take what was sent for this form only, to be written to."""
        if not getattr(self, "has_own_data", False):
            start = f"{self.prefix}-" if self.prefix else ""
            sent = self.data
            self.data = MultiValueDict({key: sent.getlist(key) for key in sent if key.startswith(start)})
            self.has_own_data = True

    def full_clean(self):
        super().full_clean()
        for name, conflict in self.conflicts.items():
            self.add_error(name, ValidationError(conflict, code="conflict"))


class OpenedForm(MergingForm):
    """The form of a page that exists: it says what it was opened with."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        subject = f"{self.instance._meta.label_lower} {self.instance.pk}"
        key = str(self.instance.pk)
        self.fields[FIELD] = OpenedField(partial(self._sealed, subject, key))
        if self.is_bound:
            opened = unseal(subject, self.data.get(FIELD))
            self.merge(opened, key, Story(self.instance, opened))

    def _sealed(self, subject, key):
        return seal(subject, {key: self.stored})
