"""Pages of which some come from a framework."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import path

from sources.collection import OWN
from sources.widgets import collected_label

from .pages import PageAdmin


class OwnOptionsFilter(admin.RelatedFieldListFilter):
    """Offers the options of the collection that the list shows: of the site's own, unless another is chosen."""

    def field_choices(self, field, request, model_admin):
        chosen = request.GET.get("collection__slug__exact", OWN)
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to={"collection": chosen})


FROM_FRAMEWORK = (
    "Where it comes from",
    {
        "fields": ["found_in", "identifier", "edited_here"],
        "description": "An import of the next release leaves alone what editors changed. The page cannot be deleted, "
        "for the next release would bring it back: retire it, and it stays retired.",
    },
)


class CollectedAutocomplete(AutocompleteJsonView):
    def get_queryset(self):
        """Offer the site's own rows first."""
        ordering = self.model_admin.get_ordering(self.request) or self.model_admin.opts.ordering
        return super().get_queryset().order_by("collection__position", *ordering)

    def serialize_result(self, row, to_field_name):
        return super().serialize_result(row, to_field_name) | {"text": collected_label(row)}


class CollectedAdmin(PageAdmin):
    """Pages of which some come from a framework: those say so, and are not deleted."""

    list_filter = ["collection"]

    def get_search_results(self, request, queryset, search_term):
        """Find rows by themselves first: beside what a list counts of each, the database would look row by row."""
        found, _ = super().get_search_results(request, self.model._default_manager.order_by(), search_term)
        return (queryset.filter(pk__in=found.values("pk")), False) if search_term else (queryset, False)

    def get_urls(self):
        view = self.admin_site.admin_view(CollectedAutocomplete.as_view(admin_site=self.admin_site))
        name = f"{self.opts.app_label}_{self.opts.model_name}_autocomplete"
        return [path("autocomplete/", view, name=name), *super().get_urls()]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, FROM_FRAMEWORK] if obj and obj.is_imported else fieldsets

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "found_in", "identifier", "edited_here"]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_imported)

    @admin.display(description="last found in")
    def found_in(self, row):
        return row.release

    @admin.display(description="changed here", empty_value="nothing")
    def edited_here(self, row):
        return ", ".join(row.edited_fields.split())
