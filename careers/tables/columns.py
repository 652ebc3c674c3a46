"""The columns of a table: what a field's cell says, as a text, and which value that is."""

from collections import defaultdict
from decimal import Decimal, InvalidOperation

from django.db import models
from import_export.fields import Field
from import_export.widgets import Widget

from sources.parameters import whole_number


class TextWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        return value

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class OptionWidget(TextWidget):
    """One of the options of an enumeration, by its value."""

    def __init__(self, field):
        super().__init__()
        self.options = {str(value): value for value, _ in field.choices}
        self.nothing = None if field.null else ""
        words = [f"{value} ({name})" if str(value).isdigit() else value for value, name in field.choices]
        self.options_in_words = ", ".join(words)

    def clean(self, value, row=None, **kwargs):
        value = value.strip()
        if value in self.options or not value:
            return self.options.get(value, self.nothing)
        raise ValueError(f"“{value}” is none of: {self.options_in_words}.")


class NumberWidget(TextWidget):
    def clean(self, value, row=None, **kwargs):
        text = value.strip()
        number = whole_number(text.removeprefix("-"))
        if text and number is None:
            raise ValueError(f"“{value[:40]}” is not a whole number.")
        return -number if text.startswith("-") else number


class DecimalWidget(TextWidget):
    def __init__(self, field):
        super().__init__()
        self.smallest = Decimal(1).scaleb(-field.decimal_places)

    def clean(self, value, row=None, **kwargs):
        try:
            amount = Decimal(value.strip()) if value.strip() else None
            # As the database holds it, unless that would lose something, of which the field then complains.
            return amount if amount is None or amount != (held := amount.quantize(self.smallest)) else held
        except InvalidOperation:
            raise ValueError(f"“{value}” is not a number: write it like 1234.50.") from None


class YesNoWidget(Widget):
    WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}

    def clean(self, value, row=None, **kwargs):
        try:
            return self.WORDS[value.strip().lower()]
        except KeyError:
            raise ValueError(f"“{value}” is neither yes nor no.") from None

    def render(self, value, obj=None, **kwargs):
        return "yes" if value else "no"


def _widget(field):
    if field.choices:
        return OptionWidget(field)
    if isinstance(field, models.BooleanField):
        return YesNoWidget()
    if isinstance(field, models.DecimalField):
        return DecimalWidget(field)
    return NumberWidget() if isinstance(field, models.IntegerField) else TextWidget()


class Column(Field):
    """A field as a column of its name."""

    def __init__(self, field, widget=None):
        super().__init__(attribute=field.attname, column_name=field.name, widget=widget or _widget(field))
        self.field = field

    @property
    def asks_for_a_value(self):
        """Whether an empty cell says nothing that the field could hold."""
        return not self.field.null and not (self.field.empty_strings_allowed and self.field.blank)

    @property
    def paths(self):
        """The look-ups of what `text` reads."""
        return [self.attribute]

    def text(self, values):
        """Return what a cell says of a row, by the values of its `paths`."""
        return self.widget.render(*values)

    def said(self, row):
        """Return what a cell of a file says in the one way in which it is exported; raises ValueError."""
        return self.widget.render(self.clean(row))


class Reference(Column):
    """A foreign key, by the natural key of what it refers to."""

    def __init__(self, field):
        super().__init__(field, TextWidget())
        self.there = {}  # {text of a natural key: value of the foreign key}

    def clean(self, row, **kwargs):
        text = row[self.column_name].strip()
        if text and text not in self.there:
            raise ValueError(f"There is no {self.field.related_model._meta.verbose_name} “{text}”.")
        return self.there.get(text)

    def said(self, row):
        return row[self.column_name].strip()

    @property
    def paths(self):
        return [f"{self.field.name}__{path}" for path in self.field.related_model.natural_key_fields]

    def text(self, values):
        return "" if values[0] is None else "/".join(map(str, values))


class References(Column):
    """Links to many rows: their natural keys, apart by spaces; in which order says nothing."""

    def __init__(self, field):
        super().__init__(field, TextWidget())
        self.there = {}

    @property
    def asks_for_a_value(self):
        return False

    def clean(self, row, **kwargs):
        keys = set(row[self.column_name].split())
        if missing := sorted(keys - self.there.keys()):
            raise ValueError(f"There is no {self.field.related_model._meta.verbose_name} {', '.join(missing)}.")
        return {self.there[key] for key in keys}

    def said(self, row):
        return " ".join(sorted(set(row[self.column_name].split())))

    def save(self, instance, row, is_m2m=False, **kwargs):
        """Remember what to link; the row has to be there first."""
        instance.wanted_links = {self.field.name: self.clean(row)}

    paths = ()

    def texts(self, rows):
        """Return {id of a row: what its cell says} of those of the rows, known by their ids, that link to any."""
        origin, target = self.field.m2m_field_name(), self.field.m2m_reverse_field_name()
        [path] = self.field.related_model.natural_key_fields
        links = self.field.remote_field.through._default_manager.filter(**{f"{origin}__in": rows})
        keys = defaultdict(list)
        for row, key in links.values_list(f"{origin}_id", f"{target}__{path}"):
            keys[row].append(key)
        return {row: " ".join(sorted(found)) for row, found in keys.items()}


def column_of(field):
    if field.many_to_many:
        return References(field)
    return Reference(field) if field.is_relation else Column(field)
