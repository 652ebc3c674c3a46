"""Drafts of roles: the list of them, the page of one, and a page for each step."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from roles.drafts import access, review, sharing, updating
from roles.drafts.forms import ConflictForm, FileForm, SeenFileForm, StepForm, whole_of
from roles.drafts.preview import preview
from roles.models import Draft, DraftState
from roles.whole import WholeError
from roles.whole.words import told

SHOWN = {
    "mine": ("My drafts", lambda drafts, user: drafts.drafts_of(user)),
    "waiting": ("Waiting for review", lambda drafts, user: drafts.waiting_for_review()),
    "scheduled": ("Scheduled", lambda drafts, user: drafts.scheduled()),
    "closed": ("Published and withdrawn", lambda drafts, user: drafts.closed()),
}


class StandingFilter(admin.SimpleListFilter):
    """Open drafts, unless others are chosen."""

    title = "where they stand"
    parameter_name = "show"

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _) in SHOWN.items()]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [first | {"display": "All open ones"}, *others]

    def queryset(self, request, queryset):
        if self.value() not in SHOWN:
            return queryset.open()
        return SHOWN[self.value()][1](queryset, request.user)


@admin.register(Draft)
class DraftAdmin(admin.ModelAdmin):
    list_display = ["role_title", "state", "author", "reviewer", "publish_at", "changed_at"]
    list_filter = [StandingFilter]
    search_fields = ["role__title"]
    list_per_page = 50
    show_full_result_count = False
    actions = None
    change_list_template = "admin/roles/draft/change_list.html"

    def get_queryset(self, request):
        return super().get_queryset(request).joined()

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return access.may_write(request.user) or access.may_publish(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="role", ordering="role__title")
    def role_title(self, draft):
        return draft.role.title

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Drafts of roles"} | (extra_context or {}))

    def get_urls(self):
        views = {
            "file/": (self.file_view, "roles_draft_file"),
            "<int:pk>/preview/": (self.preview_view, "roles_draft_preview"),
            "<int:pk>/update/": (self.update_view, "roles_draft_update"),
            "<int:pk>/step/<slug:name>/": (self.step_view, "roles_draft_step"),
        }
        wrap = self.admin_site.admin_view
        return [*(path(route, wrap(view), name=name) for route, (view, name) in views.items()), *super().get_urls()]

    @method_decorator(require_safe)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        draft = self._draft(request, object_id)
        context = {
            "steps": draft.steps.select_related("by"),
            "actions": review.actions_for(request.user, draft),
            "is_own": not access.may_approve(request.user, draft) and access.may_publish(request.user),
            "is_writable": draft.is_open and access.may_change(request.user, draft.written),
            "changed_since": told(review.changed_since(draft)),
            "is_overdue": draft.state == DraftState.SCHEDULED and draft.publish_at <= timezone.now(),
        }
        return self._page(request, "review.html", draft, str(draft), context)

    def _draft(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not str(pk).isdigit():
            raise Http404
        return get_object_or_404(Draft.objects.joined(), pk=pk)

    def _page(self, request, template, draft, title, context):
        common = self.admin_site.each_context(request) | {"opts": self.opts, "draft": draft, "title": title}
        return TemplateResponse(request, f"admin/roles/draft/{template}", common | context)

    def step_view(self, request, pk, name):
        """Ask for one step of a draft, and take it."""
        draft = self._draft(request, pk)
        action = review.actions_for(request.user, draft).get(name)
        if action is None:
            if name in review.ACTIONS and draft.state not in review.ACTIONS[name].starts:
                messages.error(request, f"The draft is “{draft.get_state_display()}” by now.")
                return redirect("admin:roles_draft_change", pk)
            raise PermissionDenied
        form = StepForm(request.POST or None, name=name)
        if request.method == "POST" and form.is_valid() and self._take(request, name, draft, form):
            return redirect("admin:roles_draft_change", pk)
        context = {"form": form, "name": name, "action": action}
        return self._page(request, "step.html", draft, f"{action.label}: {draft.role.title}", context)

    def _take(self, request, name, draft, form):
        """Take a step and say so; what stands in its way is said at the form."""
        try:
            draft = review.act(name, draft, request.user, **form.said())
        except review.RefusedError as error:
            form.add_error(None, str(error))
        except WholeError as error:
            form.add_error(None, ValidationError(error.problems))
        else:
            messages.success(request, f"{draft.role.title}: {draft.get_state_display().lower()}.")
            return True
        return False

    def preview_view(self, request, pk):
        """Show the page as readers will see it."""
        draft = self._draft(request, pk)
        if not draft.is_open:
            raise Http404
        page = preview(draft)
        context = {
            "layout": "roles/framework_role.html" if page.framework else "roles/role.html",
            "draft": draft,
            "page": page,
            "role": page.role,
            "of": page.role.document_count,
            "crumbs": [],
            "linked_data": [],
        }
        return hidden(render(request, "roles/draft.html", context))

    def update_view(self, request, pk):
        """Take into the draft what has changed on the page since; ask where both have changed one row."""
        draft = self._draft(request, pk)
        if not (draft.copy and draft.is_writable and access.may_change(request.user, draft.copy)):
            raise PermissionDenied
        changes = review.changed_since(draft)
        if not changes:
            messages.info(request, "The draft is up to date already.")
            return redirect("admin:roles_draft_change", pk)
        _, conflicts = updating.conflicts_of(draft)
        form = ConflictForm(request.POST if request.method == "POST" else None, conflicts=conflicts)
        if request.method == "POST" and form.is_valid():
            try:
                updating.bring_up_to_date(draft, request.user, form.choices())
            except review.RefusedError as error:
                form.add_error(None, str(error))
            except WholeError as error:
                form.add_error(None, ValidationError(error.problems))
            else:
                messages.success(request, "The draft is up to date.")
                return redirect("admin:roles_draft_change", pk)
        context = {"form": form, "changed_since": told(changes)}
        return self._page(request, "update.html", draft, f"Bring up to date: {draft.role.title}", context)

    def file_view(self, request):
        """Take in a role's file: first what it changes, then into a draft."""
        if not access.may_write(request.user):
            raise PermissionDenied
        seen = SeenFileForm(request.POST) if "text" in request.POST else None
        form = FileForm(*([request.POST, request.FILES] if request.method == "POST" and not seen else []))
        context = {"form": form}
        if seen and seen.is_valid():
            draft = self._take_in(request, seen.cleaned_data["text"], form)
            if draft:
                return redirect("admin:roles_draft_change", draft.pk)
        elif form.is_bound and form.is_valid():
            context |= self._effect(form)
        return self._page(request, "file.html", None, "Bring in a role’s file", context)

    def _take_in(self, request, text, form):
        try:
            draft = sharing.take_in(whole_of(text.encode()), request.user)
        except (ValidationError, WholeError, review.RefusedError) as error:
            problems = getattr(error, "problems", None) or getattr(error, "messages", [str(error)])
            messages.error(request, format_html("Nothing was taken in. {}", " ".join(problems)))
            return None
        messages.success(request, f"{draft} holds the file now; readers see nothing of it until it is published.")
        return draft

    def _effect(self, form):
        """Return what taking in a file would change."""
        whole = form.cleaned_data["file"]
        try:
            role, changes = sharing.changes_of_file(whole)
        except WholeError as error:
            form.add_error("file", ValidationError(error.problems))
            return {}
        form.files["file"].seek(0)
        text = form.files["file"].read().decode("utf-8-sig")
        return {"whole": whole, "role": role, "changes": told(changes), "seen": SeenFileForm(initial={"text": text})}


def hidden(response):
    """Keep a page of editors out of every cache and index."""
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
