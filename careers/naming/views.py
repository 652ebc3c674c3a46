"""Pages of the admin on which two rows are merged, or one is split."""

from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from roles.models import Role
from skills.models import Skill
from sources.parameters import whole_number
from sources.publication import Status
from sources.renaming import PUBLISH
from sources.watching import hold_content

from .finding import candidates
from .forms import MergeForm, SplitForm
from .merging import MergePlan
from .splitting import SplitPlan, split
from .writing import merge

KINDS = {("skills", "skill"): Skill, ("roles", "role"): Role}


def of_row(*permissions):
    """Give a view of the admin the row that its address names, if the editor may do all this to rows of its kind."""

    def decorate(view):
        @wraps(view)
        def found(request, app_label, model_name, pk):
            if (app_label, model_name) not in KINDS:
                raise Http404("Only roles and skills are merged and split.")
            needed = [f"{app_label}.{permission}_{model_name}" for permission in permissions]
            if not request.user.has_perms(needed):
                raise PermissionDenied
            rows = KINDS[app_label, model_name].objects
            if request.method != "POST":
                return view(request, get_object_or_404(rows, pk=pk), rows)
            with transaction.atomic():
                # Nobody may refer to what is about to go.
                hold_content()
                return view(request, get_object_or_404(rows, pk=pk), rows)

        return admin.site.admin_view(found)

    return decorate


@of_row("change", "delete")
def merge_view(request, kept, rows):
    key = whole_number(request.GET.get("with"), most_digits=40)
    if key is None:
        return _choose(request, kept)
    gone = get_object_or_404(rows, pk=min(key, 2**63 - 1))
    _check_may_publish(request.user, kept, gone)
    if gone == kept:
        return HttpResponseRedirect(request.path)
    plan = MergePlan(kept, gone)
    form = MergeForm(plan, request.POST or None)
    if request.method == "POST" and not plan.refusals and form.is_valid():
        merge(plan, form.answers, request.user)
        messages.success(request, f"“{gone}” is merged into “{kept}”. Its address leads here.")
        return HttpResponseRedirect(_page_of(kept))
    names = kept._meta.app_label, kept._meta.model_name
    other_way = f"{reverse('merge', args=[*names, gone.pk])}?with={kept.pk}"
    title = f"Merge “{gone}” into “{kept}”"
    context = {"title": title, "plan": plan, "form": form, "gone": gone, "other_way": other_way}
    return _page(request, "admin/merge.html", kept, context)


def _choose(request, kept):
    text = request.GET.get("q", "")
    context = {"title": f"Merge another with “{kept}”", "text": text, "found": candidates(kept, text)}
    return _page(request, "admin/merge_choose.html", kept, context)


@of_row("add", "change", "delete")
def split_view(request, source, rows):
    _check_may_publish(request.user, source)
    plan = SplitPlan(source)
    form = SplitForm(plan, request.POST or None)
    if request.method == "POST" and not plan.refusals and form.is_valid():
        new = split(plan, form.new_fields, form.places, request.user)
        messages.success(request, f"“{new}” is split from “{source}”.")
        return HttpResponseRedirect(_page_of(new))
    context = {"title": f"Split “{source}” in two", "plan": plan, "form": form}
    return _page(request, "admin/split.html", source, context)


def _check_may_publish(user, *rows):
    """Raise PermissionDenied where readers would see what the editor may not publish."""
    if any(row.status != Status.DRAFT for row in rows) and not user.has_perm(PUBLISH):
        raise PermissionDenied


def _page(request, template, row, context):
    context = admin.site.each_context(request) | {"opts": row._meta, "original": row} | context
    return render(request, template, context)


def _page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
