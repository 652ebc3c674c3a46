"""The forms of statements and of the lists of rows that belong to a page."""

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField

from .collection import Imported
from .conflicts.forms import MergingForm
from .conflicts.formsets import MergingFormSet
from .constraints import REPEATED
from .models import Basis
from .widgets import LoadedOptions

REMOVED = "Somebody has removed a row of this list since you opened the page: open it again."
EVIDENCE_FIELDS = ("claims", "basis", "hedge", "note")
UNCITED = {
    Basis.STATED: "A stated row rests on at least one claim: choose it, or make the row editorial and say why.",
    Basis.INFERRED: "An inferred row follows from at least one claim: choose it, or make the row editorial.",
}


class RowForm(MergingForm):
    """A row that may stand in a list on another page.

    Its autocomplete fields show the related rows that are loaded with it, without a query.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
            if isinstance(widget, LoadedOptions):
                widget.loaded = _loaded(self.instance, name)

    def add_error(self, field, error):
        """Record an error; what is wrong with the row's hidden parent is said at the first field."""
        if not isinstance(error, ValidationError):
            error = ValidationError(error)
        if hasattr(error, "error_dict"):
            error = ValidationError({self._shown(name): errors for name, errors in error.error_dict.items()})
        super().add_error(self._shown(field), error)

    def save(self, commit=True):
        """Save the row; of one that was imported, remember what an editor changed."""
        if isinstance(self.instance, Imported):
            self.instance.mark_edited(self.changed_data)
        return super().save(commit=commit)

    def _shown(self, name):
        is_parent = isinstance(self.fields.get(name), InlineForeignKeyField)
        return self.visible_fields()[0].name if is_parent else name


def _loaded(row, name):
    """Return the related rows that have been loaded with a row."""
    if name in row._state.fields_cache:
        related = row._state.fields_cache[name]
        return [] if related is None else [related]
    return getattr(row, "_prefetched_objects_cache", {}).get(name, ())


class CitedForm(RowForm):
    """A statement: stated or inferred, it rests on claims or on its framework; inferred or editorial, it says why."""

    def clean(self):
        super().clean()
        if getattr(self.instance, "is_imported", False):
            return
        basis = self.cleaned_data.get("basis")
        if basis in UNCITED and not self.cleaned_data.get("claims", True):
            self.add_error("claims", UNCITED[basis])

    @property
    def saying(self):
        """What the row says, without the role or skill that it is said of."""
        value = self.instance
        for name in self.instance.says.split("__"):
            value = getattr(value, name, None)
        return value or self.instance

    @property
    def shows_evidence(self):
        """Whether the evidence lies open: in a new row, and where something is wrong with it."""
        return self.instance._state.adding or any(name in self.errors for name in EVIDENCE_FIELDS)


class RowFormSet(MergingFormSet, BaseInlineFormSet):
    """The rows of one page, each at most once.

    Compares the rows with each other instead of asking the database for each: it holds all rows of its page.
    """

    siblings = ()  # the other lists of the page

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if not form.instance._state.adding:
            # Known already; without it, whatever names its parent would query.
            setattr(form.instance, self.fk.name, self.instance)
            # As it stands in the database it is not checked again.
            form.empty_permitted = True
        return form

    @property
    def kept_forms(self):
        """The forms whose rows are there once this is saved; what has changed comes last."""
        kept = [form for form in self.forms if self._is_kept(form)]
        return sorted(kept, key=lambda form: form.has_changed())

    def _is_kept(self, form):
        form.is_valid()  # Another list may ask before this one has been looked at.
        if self._should_delete_form(form):
            return False
        return form.has_changed() or not form.instance._state.adding

    def clean(self):
        super().clean()
        if any(self._pk_field.name in form.errors for form in self.initial_forms):
            # Its row is not there to show the message.
            raise ValidationError(REMOVED)

    def validate_unique(self):
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                self._check_repeated([name for name in constraint.fields if name != self.fk.name])

    def _check_repeated(self, names):
        fields = [self.model._meta.get_field(name) for name in names]
        seen = {_values(row, fields) for row in self._rows_of_others()}
        released = {tuple(form.initial[name] for name in names): form for form in self._changed_rows()}
        for form in self.kept_forms:
            values = _values(form.instance, fields)
            # Nothing is no value, and what is wrong already needs no second message.
            if None in values or "" in values or any(name in form.errors for name in names):
                continue
            if values in seen:
                form.add_error(names[-1], REPEATED)
            elif form.has_changed() and released.get(values, form) is not form:
                form.add_error(names[-1], "Another row gives this up: save that first, then change this one.")
            seen.add(values)

    def _rows_of_others(self):
        """Return the rows that somebody has added since the page was opened."""
        shown = [form.instance for form in self.forms]
        return [row for row in self.get_queryset() if row not in shown]

    def _changed_rows(self):
        return [form for form in self.kept_forms if form.has_changed() and not form.instance._state.adding]

    def save(self, commit=True):
        """Delete first, so that another row may take the place."""
        deleted = [form.instance for form in self.deleted_forms if not form.instance._state.adding]
        for row in deleted:
            self.delete_existing(row, commit=commit)
        saved = super().save(commit=commit)
        if commit:
            self.deleted_objects.extend(deleted)
        return saved


def _values(row, fields):
    return tuple(getattr(row, field.attname) for field in fields)
