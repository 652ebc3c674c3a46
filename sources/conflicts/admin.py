"""What lets a page of the admin notice that somebody else has saved it, or a part of it, since it was opened."""

from django.contrib import messages
from django.db import router, transaction
from django.forms import BaseModelFormSet
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from sources.watching import hold_content

from .forms import OpenedForm
from .formsets import MergingFormSet
from .words import label_of

MOST_TOLD = 12


class ListFormSet(MergingFormSet, BaseModelFormSet):
    """The fields of a list that are edited in place."""

    holds_every_row = False
    request = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request.list_formset = self


class ConflictsMixin:
    """Pages, with all their rows, and lists of which fields are edited in place."""

    def get_object(self, request, object_id, from_field=None):
        using = router.db_for_write(self.model)
        # From here to the end of the request nobody else writes. What is in no transaction writes nothing itself.
        if request.method == "POST" and transaction.get_connection(using).in_atomic_block:
            hold_content(using)
        row = super().get_object(request, object_id, from_field)
        if row:
            row.edited_by = request.user
        return row

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (OpenedForm, form), {}) if change else form

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        for formset, inline in zip(formsets, inlines, strict=True):
            formset.title = inline.verbose_name_plural
        return formsets, inlines

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if isinstance(form, OpenedForm):
            tell(request, [form, *formsets])

    def render_change_form(self, request, context, **kwargs):
        parts = [context["adminform"].form, *(lines.formset for lines in context["inline_admin_formsets"])]
        context |= {"meanwhile": meanwhile(parts), "conflicts": sum(len(_conflicts(part)) for part in parts)}
        return super().render_change_form(request, context, **kwargs)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Show what was typed into a page that somebody has removed, so that it can be copied."""
        if request.method != "POST" or "post" in request.POST:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        page = self.model(pk=object_id)
        form = self.get_form(request, None)(request.POST)
        formsets, _ = self._create_formsets(request, page, change=True)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"This {self.opts.verbose_name} is gone",
            "typed": [*_typed(form), *(line for formset in formsets for row in formset for line in _typed(row))],
        }
        return render(request, "admin/conflicts/gone.html", context, status=409)

    # Lists

    def get_changelist_formset(self, request, **kwargs):
        formset = type("ListFormSet", (ListFormSet,), {"request": request})
        return super().get_changelist_formset(request, formset=formset, **kwargs)

    def changelist_view(self, request, extra_context=None):
        if request.method != "POST" or "_save" not in request.POST:
            return super().changelist_view(request, extra_context)
        using = router.db_for_write(self.model)
        with transaction.atomic(using=using):
            hold_content(using)
            response = super().changelist_view(request, extra_context)
        formset = getattr(request, "list_formset", None)
        if formset and formset.is_bound:
            tell(request, [formset])
            if hasattr(response, "context_data"):
                # Fields and rows stand beside each other by their places: keep those that the editor saw.
                response.context_data["cl"].result_list = [form.instance for form in formset.forms]
        return response


def tell(request, parts):
    """Say after saving what somebody else did meanwhile."""
    for who, notes in meanwhile(parts):
        lines = format_html_join("", "<li>{}</li>", ((note,) for note in notes))
        messages.warning(
            request,
            format_html("{} changed this page while you had it open. It is kept: <ul>{}</ul>", who, lines),
        )


def meanwhile(parts):
    """Return [(who, what)] of a page's form and its lists, empty where nobody else did anything."""
    notes, stories = [], []
    for part in parts:
        stories += [part.story] if part.notes else []
        title = getattr(part, "title", "")
        notes += [format_html("{}{}", f"{capfirst(title)}: " if title else "", str(note)) for note in part.notes]
    if not notes:
        return []
    left = len(notes) - MOST_TOLD
    return [(stories[0].who, notes[:MOST_TOLD] + ([f"and {left} more"] if left > 0 else []))]


def _conflicts(part):
    return list(part.conflicts.values()) if isinstance(part.conflicts, dict) else part.conflicts


def _typed(form):
    """Return [(label, text)] of what a form was sent with."""
    for name in form.merged_names:
        text = form[name].data
        if text not in (None, "", [], False):
            yield label_of(form.fields[name], name), text
