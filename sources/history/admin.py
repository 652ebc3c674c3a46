"""All changes in the admin: what was changed, when and by whom; nobody edits it."""

from collections import defaultdict

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from sources.publication import Publishable, Status

from .describing import described, of_entries
from .kept import model_of, subject_models
from .models import Change, ChangedRow
from .restoring import RestoreError, undo, undoing

# So many pages of a change are named in the list, and so many of its rows are shown.
MOST_NAMES = 3
MOST_ROWS = 500

# django-auditlog registers a list of its own.
admin.site.unregister(ChangedRow)


class SubjectFilter(admin.SimpleListFilter):
    title = "what"
    parameter_name = "what"

    def lookups(self, request, model_admin):
        kinds = [(model._meta.label_lower, capfirst(model._meta.verbose_name_plural)) for model in subject_models()]
        return sorted(kinds, key=lambda kind: kind[1])

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(_with_rows(subject_kind=self.value()))


def _with_rows(**conditions):
    """Return the condition that a change touched such a row; looked up once for all changes, not for each."""
    return Q(pk__in=ChangedRow.objects.filter(**conditions).order_by().values("change_id"))


class NamedChangeList(ChangeList):
    """A page of changes, each with the names of what it touched, by one query."""

    def get_results(self, request):
        super().get_results(request)
        changes = {change.pk: change for change in self.result_list}
        for change in changes.values():
            change.touched = []
        rows = ChangedRow.objects.filter(change__in=changes).order_by("change_id", "subject_name")
        for number, name in rows.values_list("change_id", "subject_name").distinct():
            changes[number].touched.append(name)
        self.result_list = list(changes.values())


@admin.register(Change)
class ChangeAdmin(admin.ModelAdmin):
    list_display = ["made_at", "who", "kind", "what", "message"]
    list_filter = ["kind", SubjectFilter, "made_at", "user"]
    list_per_page = 50
    list_select_related = False
    show_full_result_count = False
    search_fields = ["message", "user_name"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_changelist(self, request, **kwargs):
        return NamedChangeList

    def get_search_results(self, request, queryset, search_term):
        """Find changes by the names of the pages they touched, too."""
        for word in search_term.split():
            said = Q(message__icontains=word) | Q(user_name__icontains=word)
            queryset = queryset.filter(said | _with_rows(subject_name__icontains=word))
        return queryset, False

    @admin.display(description="what")
    def what(self, change):
        names = [name for name in change.touched if name]
        more = len(names) - MOST_NAMES
        return ", ".join(names[:MOST_NAMES]) + (f" and {more:,} more" if more > 0 else "")

    @admin.display(description="who", ordering="user_name")
    def who(self, change):
        return change.who

    def get_urls(self):
        undoing = self.admin_site.admin_view(self.undo_view)
        return [path("<int:change_id>/undo/", undoing, name="sources_change_undo"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Changes"} | (extra_context or {}))

    @method_decorator(require_safe)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        change = self._change(request, object_id)
        return self._shown(request, "admin/history/change.html", change, str(change), {})

    def undo_view(self, request, change_id):
        """Ask, with the consequences in words, and then take a whole change back, as a new change."""
        change = self._change(request, change_id)
        if not self._may_undo(request, change):
            raise PermissionDenied
        try:
            restoration = undoing(change)
            if request.method == "POST" and request.POST.get("seen") == restoration.digest:
                undone = undo(change, request.user)
                self._note_written(request, change)
                self.message_user(request, "The change is undone.", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:sources_change_change", args=[(undone or change).pk]))
        except RestoreError as error:
            self.message_user(request, f"Nothing was undone. {error}", messages.ERROR)
            return HttpResponseRedirect(reverse("admin:sources_change_change", args=[change.pk]))
        context = {
            "version": restoration,
            "groups": described(restoration.changes),
            "is_outdated": request.method == "POST",
        }
        return self._shown(request, "admin/history/undo.html", change, f"Undo: {change}", context)

    def _change(self, request, number):
        change = Change.objects.filter(pk=number).first() if str(number).isdigit() else None
        if change is None:
            raise Http404("There is no such change.")
        if not self.has_view_permission(request, change):
            raise PermissionDenied
        return change

    def _may_undo(self, request, change):
        """Only who could do by hand, on every page that the change touched, what taking it back does."""
        pages = _touched(change)
        return (
            bool(pages)
            and all(self._may_edit(request, *touched) for touched in pages.items())
            and request.user.has_perms(_removing_and_adding(change))
            and all(self._may_publish(request, model) for model in _published_by_undoing(change))
        )

    def _may_edit(self, request, model, pks):
        if not request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            return False
        if model not in self.admin_site._registry:
            return True
        page = self.admin_site.get_model_admin(model)
        return all(page.has_change_permission(request, row) for row in model._default_manager.filter(pk__in=pks))

    def _may_publish(self, request, model):
        return self.admin_site.get_model_admin(model).has_publish_permission(request)

    def _note_written(self, request, change):
        for model, pks in _touched(change).items():
            if model in self.admin_site._registry:
                page = self.admin_site.get_model_admin(model)
                for row in model._default_manager.filter(pk__in=pks):
                    page.note_written(request, row)

    def _shown(self, request, template, change, title, context):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": None,
            "opts": self.opts,
            "change": change,
            "pages": _pages_of(change),
            "count": change.rows.count(),
            "most": MOST_ROWS,
            "may_undo": self._may_undo(request, change),
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, context)


def _touched(change):
    """Return {model of a page: numbers} of the pages that a change touched, or took rows away from."""
    pages = defaultdict(set)
    for kind, *pks in change.rows.order_by().values_list("subject_kind", "subject_id", "left_id").distinct():
        pages[model_of(kind)].update(pk for pk in pks if pk is not None)
    return pages


def _removing_and_adding(change):
    """Return the permissions to remove the pages that a change added, and to add those that it removed."""
    needed = {ChangedRow.Action.CREATE: "delete", ChangedRow.Action.DELETE: "add"}
    kinds = change.rows.filter(action__in=needed).order_by().values_list("content_type", "action").distinct()
    actions = [(ContentType.objects.get_for_id(kind).model_class(), action) for kind, action in kinds]
    pages = subject_models()
    return {
        f"{model._meta.app_label}.{needed[action]}_{model._meta.model_name}"
        for model, action in actions
        if model in pages
    }


def _published_by_undoing(change):
    """Return the models of pages that readers see, or no longer see, once a change is taken back."""
    found = set()
    for model in filter(lambda model: issubclass(model, Publishable), subject_models()):
        rows = change.rows.filter(content_type=ContentType.objects.get_for_model(model), changes__has_key="status")
        ends = {end for changes in rows.values_list("changes", flat=True) for end in changes["status"]}
        if ends - {None, Status.DRAFT}:
            found.add(model)
    return found


def _pages_of(change):
    """Return [(name of a page, address of its history, [(kind of row, rows)])] of what a change touched."""
    rows = list(change.rows.select_related("content_type")[:MOST_ROWS])
    pages = {}
    for row in rows:
        pages.setdefault((row.subject_kind, row.subject_id), []).append(row)
    return [
        (of_page[-1].subject_name, _address(*key), described(*of_entries(of_page))) for key, of_page in pages.items()
    ]


def _address(kind, pk):
    """Return the address of the history of a page, empty where it is gone or has no admin."""
    model = model_of(kind)
    if not admin.site.is_registered(model) or not model._base_manager.filter(pk=pk).exists():
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_history", args=[pk])
