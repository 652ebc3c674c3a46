"""The editors' side: what the admin of every app stands on, and the documents and their claims."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms import Script
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from .citations import statements_resting_on
from .collection import OWN, Collected, Imported
from .conflicts.admin import ConflictsMixin
from .deletion import DeletionMixin
from .forms import CitedForm, RowForm, RowFormSet
from .history import ChangeKind, change, record_rows
from .history import admin as history_admin  # noqa: F401 registers the list of changes
from .history.pages import HistoryMixin
from .models import Claim, Collection, Document
from .publication import Status
from .renaming import NamesMixin
from .widgets import ClaimSelect, CollectedSelect, Lines, LoadedSelect, claim_label, collected_label

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

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            is_collected = issubclass(db_field.remote_field.model, Collected)
            kwargs["widget"] = (CollectedSelect if is_collected else LoadedSelect)(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # What other pages rest on is not removed in passing; claims are made where a document is read.
            field.widget.can_delete_related = False
            field.widget.can_add_related &= db_field.name != "claims"
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


class PublishableMixin:
    """A page that readers see once it is published."""

    actions = ["publish", "return_to_draft", "retire"]

    @admin.action(description="Publish", permissions=["publish"])
    def publish(self, request, queryset):
        self._move(request, queryset.exclude(status=Status.PUBLISHED), Status.PUBLISHED, "published")

    @admin.action(description="Return to draft", permissions=["publish"])
    def return_to_draft(self, request, queryset):
        self._move(request, queryset.published(), Status.DRAFT, "returned to draft")

    @admin.action(description="Retire: only the address stays", permissions=["publish"])
    def retire(self, request, queryset):
        self._move(request, queryset.published(), Status.RETIRED, "retired")

    def has_publish_permission(self, request):
        return self.has_change_permission(request)

    def _move(self, request, queryset, status, moved):
        rows = list(queryset)
        for row in rows:
            row.status = status
            row.mark_edited(["status"])
        message = f"{moved.capitalize()} from the list"
        kind = ChangeKind.PUBLISH if status == Status.PUBLISHED else ChangeKind.EDIT
        with (
            change(request.user, message, kind=kind),
            record_rows(self.model.objects.filter(pk__in=[row.pk for row in rows])),
        ):
            self.model.objects.bulk_update(rows, ["status", "edited_fields"], batch_size=500)
        LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, moved.capitalize())
        kind = self.opts.verbose_name if len(rows) == 1 else self.opts.verbose_name_plural
        self.message_user(request, f"{len(rows)} {kind} {moved}.", messages.SUCCESS)

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(obj) if obj and obj.is_published else None

    def is_public(self, row):
        return row.is_published


class PageAdmin(NamesMixin, HistoryMixin, EditingMixin, ConflictsMixin, DeletionMixin, admin.ModelAdmin):
    """A list and a page of one model."""

    list_per_page = 50
    show_full_result_count = False

    class Media:
        js = [Script("js/admin/autocomplete_labels.js", type="module"), Script("js/admin/unsaved.js", type="module")]

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, form=RowForm, **kwargs)

    def get_view_on_site_url(self, obj=None):
        """Return the page itself; Django's own detour serves several sites from one database."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def is_public(self, row):
        """Tell whether readers may have the address of a row of the database."""
        return True

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row:
            # Seen before a form writes into the row what an editor sends.
            row.keeps_slug = bool(self.prepopulated_fields) and self.is_public(row)
        return row

    def get_readonly_fields(self, request, obj=None):
        """An address that readers may have stays as it is."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "slug"] if getattr(obj, "keeps_slug", False) else fields

    def get_prepopulated_fields(self, request, obj=None):
        fields = super().get_prepopulated_fields(request, obj)
        return {} if getattr(obj, "keeps_slug", False) else fields

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in self.list_editable:
            # In a list the field has no label of its own.
            field.widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field


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
