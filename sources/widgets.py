"""Text of several lines, and autocomplete fields that do not ask the database what their page has loaded already."""

from functools import lru_cache

from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.forms import ChoiceField, Select, Textarea, TypedChoiceField
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from .collection import OWN
from .parameters import whole_number


class Lines(Textarea):
    """Text of several lines: a browser ends each by two characters, the content by one.

    Else whatever is saved as it was would count as changed.
    """

    def __init__(self, rows=3):
        super().__init__({"rows": rows, "class": "vLargeTextField"})

    def value_from_datadict(self, data, files, name):
        text = super().value_from_datadict(data, files, name)
        return text and text.replace("\r\n", "\n")


class FixedChoiceField(TypedChoiceField):
    """A choice whose options are the same in all rows of a page: they are not copied for each."""

    def __deepcopy__(self, memo):
        return super(ChoiceField, self).__deepcopy__(memo)


class FixedSelect(Select):
    """The options of such a field, written once."""

    def render(self, name, value, attrs=None, renderer=None):
        [chosen] = self.format_value(value)
        attributes = flatatt(self.build_attrs(self.attrs, attrs))
        options = _options(tuple(self.choices), chosen)
        return SafeString(f'<select name="{escape(name)}"{attributes}>{options}</select>')


@lru_cache(maxsize=512)
def _options(choices, chosen):
    options = ((key, flatatt({"selected": str(key) == chosen}), label) for key, label in choices)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', options)


class LoadedOptions(AutocompleteMixin):
    """Takes the chosen rows from `loaded`; queries only for others.

    Django's own asks once for every field of every row on the page.
    """

    loaded = ()
    label = staticmethod(str)

    def optgroups(self, name, value, attrs=None):
        options = [(row.pk, self.label(row)) for row in self._chosen(set(value))]
        if not self.is_required and not self.allow_multiple_selected:
            options.insert(0, ("", ""))
        chosen = [
            self.create_option(name, key, label, str(key) in value, index) for index, (key, label) in enumerate(options)
        ]
        return [(None, chosen, 0)]

    def _chosen(self, keys):
        rows = [row for row in self.loaded if str(row.pk) in keys]
        # An address may name anything as what a new row begins with.
        missing = {whole_number(key) for key in keys - {str(row.pk) for row in rows}} - {None}
        if missing:
            rows.extend(self.choices.queryset.filter(pk__in=missing))
        return rows


class LoadedSelect(LoadedOptions, AutocompleteSelect):
    pass


class LoadedSelectMultiple(LoadedOptions, AutocompleteSelectMultiple):
    pass


def collected_label(row):
    """Return the name of a row, with the collection that it belongs to beside it where that is not the site's own."""
    return str(row) if row.collection_id == OWN else f"{row} ({row.collection_id})"


class CollectedSelect(LoadedSelect):
    """Rows of several collections, which may have the same names (sources.admin.collected)."""

    label = staticmethod(collected_label)

    def get_url(self):
        model = self.field.remote_field.model._meta
        return reverse(f"{self.admin_site.name}:{model.app_label}_{model.model_name}_autocomplete")


def claim_label(claim):
    """Return a claim in one line: who says it, how strongly, and what."""
    return f"{claim.code} · {claim.document.short_title} · {claim.get_strength_display()}: {claim.statement}"


class ClaimSelect(LoadedSelectMultiple):
    """Claims with their documents; they are searched at an address of their own (sources.admin.documents)."""

    url_name = "%s:sources_claim_autocomplete"
    label = staticmethod(claim_label)

    def build_attrs(self, base_attrs, extra_attrs=None):
        # No cross that takes all evidence away at once.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}
