"""The history of one page in the admin: its changes, two versions side by side, and one brought back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst

from sources.parameters import whole_number

from .describing import described
from .kept import kept
from .models import Change
from .restoring import RestoreError, bring_back, version_of
from .versions import Subject, as_of, compare, present

MOST_CHANGES = 200


class HistoryMixin:
    """Puts our history in the place of Django's on the pages of a model."""

    object_history_template = "admin/history/object.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        views = [
            ("compare/", self.compare_view, "compare"),
            ("<int:change_id>/bring-back/", self.bring_back_view, "bring_back"),
        ]
        return [
            path(f"<path:object_id>/history/{end}", self.admin_site.admin_view(view), name=f"{name}_{called}")
            for end, view, called in views
        ] + super().get_urls()

    def history_view(self, request, object_id, extra_context=None):
        page = self._page(request, object_id)
        changes = list(_changes_of(page)[: MOST_CHANGES + 1])
        context = {
            "changes": changes[:MOST_CHANGES],
            "is_cut": len(changes) > MOST_CHANGES,
            "compare_address": self._address("compare", page),
            "may_bring_back": self.has_change_permission(request, page),
        }
        return self._shown(request, self.object_history_template, page, "History", context | (extra_context or {}))

    def compare_view(self, request, object_id):
        """Show what differs between two versions; a version is named by the change that made it."""
        page = self._page(request, object_id)
        before, after = (_version(request.GET.get(name)) for name in ("from", "to"))
        if before and after and before > after:
            before, after = after, before
        subject = Subject.of(page)
        rows = [as_of(subject, number) if number else present(subject) for number in (before, after)]
        found = Change.objects.in_bulk([number for number in (before, after) if number])
        context = {
            "groups": described(compare(*rows)),
            "before": found.get(before),
            "after": found.get(after),
            "bring_back": before and self._address("bring_back", page, before),
            "may_bring_back": before in found and self.has_change_permission(request, page),
        }
        return self._shown(request, "admin/history/compare.html", page, "Two versions compared", context)

    @transaction.atomic
    def bring_back_view(self, request, object_id, change_id):
        """Ask, with the consequences in words, and then bring a version back as a new change."""
        page = self._page(request, object_id)
        if not self.has_change_permission(request, page):
            raise PermissionDenied
        change = Change.objects.filter(pk=change_id).first()
        if change is None:
            raise Http404("There is no such change.")
        try:
            version = version_of(page, change_id)
            if not all(self.has_change_permission(request, other) for other in self._left_for(version)):
                raise PermissionDenied
            if request.method == "POST" and request.POST.get("seen") == version.digest:
                bring_back(page, change, request.user)
                self.note_written(request, page)
                page.refresh_from_db()
                self.message_user(
                    request, f"“{page}” is as it was after the change of {change.moment}.", messages.SUCCESS
                )
                return HttpResponseRedirect(self._address("history", page))
        except RestoreError as error:
            self.message_user(request, f"Nothing was brought back. {error}", messages.ERROR)
            return HttpResponseRedirect(self._address("history", page))
        context = {
            "version": version,
            "change": change,
            "groups": described(version.changes),
            "is_outdated": request.method == "POST",
        }
        return self._shown(request, "admin/history/bring_back.html", page, "Bring a version back", context)

    def _left_for(self, version):
        """Return the other pages that rows of a version have moved to since, and from which they would come back."""
        pages = set()
        for model, pk in version.after.keys() - version.before.keys():
            if subject := kept(model).subject:
                pages |= set(model._base_manager.filter(pk=pk).values_list(subject, flat=True))
        return self.model._default_manager.filter(pk__in=pages)

    def note_written(self, request, row):
        """Called where something of a page has been brought back, for who keeps account of its writers."""

    def _page(self, request, object_id):
        page = self.get_object(request, object_id)
        if page is None:
            raise Http404(f"There is no {self.opts.verbose_name} with this number.")
        if not self.has_view_or_change_permission(request, page):
            raise PermissionDenied
        return page

    def _address(self, view, page, *more):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=[page.pk, *more])

    def _shown(self, request, template, page, title, context):
        context = {
            **self.admin_site.each_context(request),
            "title": f"{title}: {page}",
            "subtitle": None,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": page,
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, context)


def _changes_of(page):
    """Return the changes that touched a page or its rows, newest first."""
    numbers = Subject.of(page).entries().values("change")
    return Change.objects.filter(pk__in=numbers)


def _version(text):
    """Return the number of a change; None for how things are now."""
    if text in (None, "", "now"):
        return None
    number = whole_number(text)
    if number is None:
        raise Http404("There is no such version.")
    return number
