"""Collections, documents and their claims."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from sources.citations import statements_resting_on
from sources.models import Claim, Collection, Document
from sources.widgets import claim_label

from .pages import PageAdmin


@admin.register(Collection)
class CollectionAdmin(PageAdmin):
    """The site's own content and the frameworks beside it; an import makes what is missing."""

    list_display = ["short_name", "name", "licence", "position"]
    list_editable = ["position"]
    search_fields = ["name", "short_name"]
    fields = ["name", "short_name", "slug", "description", "licence", "attribution", "url", "position"]
    readonly_fields = ["slug"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Document)
class DocumentAdmin(PageAdmin):
    list_display = ["title", "short_title", "kind", "year", "claim_count", "position"]
    list_editable = ["position"]
    list_filter = ["kind", "year"]
    search_fields = ["title", "short_title", "summary"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["claims_of_document"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title",
                    "short_title",
                    "slug",
                    "kind",
                    "speaks_of",
                    "summary",
                    "claims_of_document",
                ]
            },
        ),
        (
            "Where it comes from",
            {"fields": ["year", "licence", "attribution", "file_name", "url", "position"]},
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_claim_count()

    def has_delete_permission(self, request, obj=None):
        """A framework's release goes only with its content."""
        return super().has_delete_permission(request, obj) and not (obj and obj.collection_id)

    @admin.display(ordering="claim_count", description="claims")
    def claim_count(self, document):
        return document.claim_count

    @admin.display(description="claims")
    def claims_of_document(self, document):
        if document.pk is None:
            return "None yet: save the document, then add its claims."
        address = f"{reverse('admin:sources_claim_changelist')}?document__id__exact={document.pk}"
        return format_html('<a href="{}">{} claims of this document</a>', address, document.claim_count)


class ClaimAutocomplete(AutocompleteJsonView):
    def serialize_result(self, claim, to_field_name):
        return super().serialize_result(claim, to_field_name) | {"text": claim_label(claim)}


@admin.register(Claim)
class ClaimAdmin(PageAdmin):
    list_display = ["code", "document_name", "statement", "strength", "wording", "subject"]
    list_filter = ["document", "strength", "wording"]
    list_select_related = ["document"]
    search_fields = ["code", "statement", "document__short_title", "document__title"]
    readonly_fields = ["statements"]
    fieldsets = [
        (None, {"fields": ["code", "statement", "subject", ("strength", "wording"), "level_text", "hedge"]}),
        ("Where it says so", {"fields": ["document", "section", "locator", "also_at", "position"]}),
        ("What rests on it", {"fields": ["statements"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("document")

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "code"] if obj else fields

    def has_delete_permission(self, request, obj=None):
        """A claim goes only when nothing rests on it any more; a list of claims is never deleted together."""
        return obj is not None and super().has_delete_permission(request, obj) and not self._resting_on(obj)

    def get_urls(self):
        view = self.admin_site.admin_view(ClaimAutocomplete.as_view(admin_site=self.admin_site))
        return [path("autocomplete/", view, name="sources_claim_autocomplete"), *super().get_urls()]

    @admin.display(ordering="document__short_title", description="document")
    def document_name(self, claim):
        return claim.document.short_title

    @admin.display(description="statements")
    def statements(self, claim):
        """Lists what rests on the claim; queries once for each kind of statement that does."""
        if claim.pk is None:
            return "Nothing yet."
        rows = self._resting_on(claim)
        items = format_html_join("", "<li>{}: {}</li>", ((row._meta.verbose_name, self._link(row)) for row in rows))
        return format_html('<ul class="statements">{}</ul>', items) if rows else "Nothing yet."

    def _resting_on(self, claim):
        """Return what rests on a claim, looked up once: a page asks for it twice."""
        if not hasattr(claim, "resting"):
            claim.resting = statements_resting_on(claim)
        return claim.resting

    def _link(self, row):
        """Return a link to the page on which a statement is edited: its own, or that of its subject."""
        is_page = hasattr(row, "slug") and self.admin_site.is_registered(type(row))
        page = row if is_page else getattr(row, row.published_with[0])
        address = reverse(f"admin:{page._meta.app_label}_{page._meta.model_name}_change", args=[page.pk])
        return format_html('<a href="{}">{}</a>', address, row)
