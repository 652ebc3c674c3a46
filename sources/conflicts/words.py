"""What an editor reads of values and rows that somebody else has changed."""

from collections import defaultdict

from django.db.models import Model
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.utils.text import capfirst

from .who import SOMEBODY, who_changed

NOTHING = "nothing"


class Story:
    """What happened to a page while somebody had it open; asked for words only once something has.

    The rows that values name are looked up together, once for each kind, however many values there are.
    """

    def __init__(self, page, opened):
        self.page = page
        self.opened = opened
        self._wanted = defaultdict(set)
        self._found = {}

    @property
    def who(self):
        """Who did it; looked up once for a page."""
        if not (isinstance(self.page, Model) and self.opened.is_known):
            return SOMEBODY
        if not hasattr(self.page, "changed_by"):
            self.page.changed_by = who_changed(self.page, self.opened.at, getattr(self.page, "edited_by", None))
        return self.page.changed_by

    def mention(self, field, value):
        """Say that the words of a value will be asked for."""
        if isinstance(field, ModelChoiceField):
            self._wanted[_kind(field)].update(_keys(value))

    def words(self, field, value):
        """Return a value as an editor reads it."""
        if isinstance(field, ModelChoiceField):
            found = self._rows(_kind(field), _keys(value))
            parts = [str(found[key]) if key in found else "something that is gone" for key in _keys(value)]
            return ", ".join(parts) or NOTHING
        if isinstance(value, bool):
            return "yes" if value else "no"
        named = _named_choices(field)
        if str(value) in named and value not in (None, ""):
            return named[str(value)]
        return NOTHING if value in (None, "") else str(value)

    def _rows(self, kind, keys):
        missing = {*self._wanted.pop(kind, ()), *keys} - set(self._found.get(kind, ()))
        if missing:
            model, attribute = kind
            rows = model._default_manager.filter(**{f"{attribute}__in": missing})
            known = {str(getattr(row, attribute)): row for row in rows}
            self._found[kind] = self._found.get(kind, {}) | dict.fromkeys(missing) | known
        return {key: row for key, row in self._found.get(kind, {}).items() if row is not None}


def _kind(field):
    return field.queryset.model, field.to_field_name or "pk"


def _keys(value):
    values = value if isinstance(value, list | tuple | set) else [value]
    return [str(key) for key in values if key not in (None, "")]


def _named_choices(field):
    if isinstance(field, ModelMultipleChoiceField) or not hasattr(field, "choices"):
        return {}
    return {str(value): str(label) for value, label in field.choices}


def label_of(field, name):
    return capfirst(field.label or name.replace("_", " "))
