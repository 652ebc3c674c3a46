"""A list and a page of one model: what the admin of every app stands on."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.forms import Script
from django.utils.text import capfirst

from sources.conflicts.admin import ConflictsMixin
from sources.deletion import DeletionMixin
from sources.forms import RowForm
from sources.history import ChangeKind, change, record_rows
from sources.history.pages import HistoryMixin
from sources.publication import Status
from sources.renaming import NamesMixin

from .rows import EditingMixin


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
