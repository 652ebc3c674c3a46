"""Fields as editors need them, and the rows on a page: what the admin of every app stands on."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models

from sources.collection import Collected, Imported
from sources.forms import CitedForm, RowForm, RowFormSet
from sources.models import Claim
from sources.widgets import ClaimSelect, CollectedSelect, FixedChoiceField, FixedSelect, Lines, LoadedSelect

EVIDENCE = ("Evidence", {"classes": ["evidence"], "fields": ["claims", ("basis", "hedge"), "note"]})
# In a row the template words the heading.
ROW_EVIDENCE = (None, EVIDENCE[1])


class EditingMixin:
    """Fields as editors need them, in pages and in the rows on them."""

    form = RowForm
    formfield_overrides = {
        models.TextField: {"widget": Lines},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        kwargs |= {"choices_form_class": FixedChoiceField, "widget": FixedSelect}
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            is_collected = issubclass(db_field.remote_field.model, Collected)
            kwargs["widget"] = (CollectedSelect if is_collected else LoadedSelect)(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "claims" and field:
            # They are made where a document is read, and several cannot be looked at by one link.
            field.widget = field.widget.widget
        elif isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # What other pages rest on is not removed in passing.
            field.widget.can_delete_related = False
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "claims":
            kwargs["widget"] = ClaimSelect(db_field, self.admin_site)
            kwargs["queryset"] = Claim.objects.select_related("document")
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class CitedMixin:
    """A statement with its evidence."""

    form = CitedForm
    autocomplete_fields = ["claims"]


class RowInline(EditingMixin, admin.StackedInline):
    """Rows that belong to a page, folded under their heading and number."""

    formset = RowFormSet
    template = "admin/edit_inline/rows.html"
    classes = ["collapse"]
    extra = 0
    joined = ()  # foreign keys that a row shows

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # Beside every row, looking at it is enough.
            field.widget.can_change_related = False
        return field

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        joined = [*self.joined, "release"] if issubclass(self.model, Imported) else self.joined
        return rows.select_related(*joined) if joined else rows


class StatementInline(CitedMixin, RowInline):
    """Statements that belong to a page, each with its evidence.

    A subclass lists what they say in `fields`, and what of it is chosen by searching in `joined`.
    """

    def get_autocomplete_fields(self, request):
        return [*self.joined, "claims"]

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": self.fields}), ROW_EVIDENCE]

    def get_queryset(self, request):
        return super().get_queryset(request).with_claims()
