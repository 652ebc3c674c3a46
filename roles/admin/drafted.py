"""Roles and their rows in the admin: a page that readers see is changed by way of a draft."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.forms import Media
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path

from roles.drafts import access, review
from roles.models import Draft, DraftState, Role
from roles.whole import read, to_file

TYPES = {"yaml": "application/yaml", "json": "application/json"}


class DraftedMixin:
    """The admin of roles: lists without copies, pages that say where their draft stands."""

    @property
    def media(self):
        return super().media + Media(css={"all": ["css/draft_admin.css"]})

    def get_queryset(self, request):
        states = Draft.objects.open().filter(role=OuterRef("pk")).order_by().values("state")
        return super().get_queryset(request).annotate(draft_state=Subquery(states))

    def get_search_results(self, request, queryset, search_term):
        """Leave copies out of the list, and of what fields offer."""
        return super().get_search_results(request, queryset.without_copies(), search_term)

    def get_list_display(self, request):
        return [*super().get_list_display(request), "standing"]

    @admin.display(description="draft", empty_value="")
    def standing(self, role):
        return role.draft_state and DraftState(role.draft_state).label

    def get_object(self, request, object_id, from_field=None):
        """Return the role, knowing whether whoever asks may change it here."""
        role = super().get_object(request, object_id, from_field)
        if role:
            role.may_change_here = access.may_change(request.user, role)
        return role

    def get_fieldsets(self, request, obj=None):
        """Say above all where the draft stands; the copy has neither an address nor a status of its own."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj and obj.is_copy:
            fieldsets = [
                (title, options | {"fields": _without_place(options["fields"])}) for title, options in fieldsets
            ]
        return [(None, {"fields": ["draft_line"], "classes": ["draft-line"]}), *fieldsets] if obj else fieldsets

    def get_readonly_fields(self, request, obj=None):
        may_move = (
            access.may_publish(request.user) if obj and obj.is_published else access.may_publish_unseen(request.user)
        )
        return [*super().get_readonly_fields(request, obj), "draft_line", *([] if may_move else ["status"])]

    def is_public(self, row):
        return super().is_public(row) or row.is_copy

    @admin.display(description="draft")
    def draft_line(self, role):
        """Where a draft of the role stands, and what leads on from there."""
        return render_to_string("admin/roles/draft/line.html", {"role": role, "draft": access.open_draft(role)})

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or access.may_change(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """A copy goes when its draft is withdrawn."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_copy)

    def has_publish_permission(self, request):
        return access.may_publish(request.user)

    def has_publish_unseen_permission(self, request):
        return access.may_publish_unseen(request.user)

    @admin.action(description="Publish", permissions=["publish_unseen"])
    def publish(self, request, queryset):
        super().publish(request, queryset)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        role = form.instance
        if not change and access.is_unpublished(role):
            review.start(role, request.user)
        elif form.has_changed() or any(formset.has_changed() for formset in formsets):
            access.note_writer(request.user, role)

    def note_written(self, request, row):
        access.note_writer(request.user, row)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/draft/", wrap(self.start_view), name="roles_role_draft"),
            path("<int:pk>/file.<str:form>", wrap(self.file_view), name="roles_role_file"),
            *super().get_urls(),
        ]

    def start_view(self, request, pk):
        """Ask whether to begin a draft, and begin it; one that is there already is opened."""
        role = get_object_or_404(Role, pk=pk)
        if not access.may_write(request.user):
            raise PermissionDenied
        if request.method != "POST":
            context = self.admin_site.each_context(request) | {
                "opts": self.opts,
                "role": role,
                "title": f"Edit {role.title} as a draft" if role.is_published else f"Have {role.title} reviewed",
            }
            return TemplateResponse(request, "admin/roles/draft/start.html", context)
        try:
            draft = review.start(role, request.user)
        except review.RefusedError as error:
            messages.error(request, str(error))
            return redirect("admin:roles_role_change", pk)
        messages.success(request, "The draft has begun: readers see nothing of it until it is published.")
        return redirect("admin:roles_role_change", draft.written.pk)

    def file_view(self, request, pk, form):
        """Return the role's whole content as a file."""
        role = get_object_or_404(Role, pk=pk)
        if form not in TYPES or not self.has_view_permission(request, role):
            raise PermissionDenied
        response = HttpResponse(to_file(read(role), form), content_type=f"{TYPES[form]}; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{role.slug}.{form}"'
        return response


def _without_place(fields):
    return [field for field in fields if field not in ("slug", "status")]


class OfRoleMixin:
    """Rows of a role one by one: whoever may change the role may change them."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_change(request, obj)

    def save_model(self, request, obj, form, change):
        if not access.may_change(request.user, obj.role):
            raise PermissionDenied
        super().save_model(request, obj, form, change)
        access.note_writer(request.user, obj.role)


def _may_change(request, row):
    return row is None or access.may_change(request.user, row.role)
