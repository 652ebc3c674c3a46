"""What editors do to names: change the address of a page, and go on to merging or splitting it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from .forms import RowForm
from .old_addresses import keeps_addresses, leading_to, successors

# Who may change what readers see at once.
PUBLISH = "roles.publish_role"


class AddressForm(RowForm):
    """The part of an address that is the row's own; `seen` is what it was when the page was opened."""

    seen = forms.SlugField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].label = "New address"
        self.fields["slug"].help_text = "The last part of it: small letters, digits and hyphens."
        self.fields["slug"].widget.attrs["class"] = "vTextField"

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug == self.initial["slug"]:
            raise ValidationError("This is the address that the page has: write another, or leave the page.")
        other = successors(type(self.instance), [slug]).get(slug)
        if other and other != self.instance:
            raise ValidationError(f"Readers of “{other}” may still come by this address: choose another.")
        return slug

    def clean(self):
        super().clean()
        if self.cleaned_data.get("seen") not in (None, self.initial["slug"]):
            raise ValidationError("Somebody has changed the address since you opened this page: look again.")


class NamesMixin:
    """Lets editors change the address of a page that readers may have."""

    # Whether two rows can become one, and one two (careers.naming).
    can_be_merged = False

    def get_urls(self):
        view = self.admin_site.admin_view(self.address_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_address"
        return [path("<path:object_id>/address/", view, name=name), *super().get_urls()]

    def get_actions(self, request):
        actions = super().get_actions(request)
        if self.can_be_merged and self.has_delete_permission(request):
            actions["merge"] = (_merge_chosen, "merge", f"Merge two {self.opts.verbose_name_plural}…")
        return actions

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Say at the address what can be done about it."""
        links = self._naming_links(request, obj) if obj and "slug" in self._field_names() else ()
        if links:
            joined = format_html_join(mark_safe(" · "), '<a href="{}">{}</a>', links)
            words = format_html("{}<br>{}", self.opts.get_field("slug").help_text, joined)
            kwargs["help_texts"] = {"slug": words} | kwargs.get("help_texts", {})
        return super().get_form(request, obj, change=change, **kwargs)

    def _field_names(self):
        return {field.name for field in self.opts.fields}

    def _naming_links(self, request, row):
        """Return [(address, words)] of what an editor may do to the name of a row."""
        names = self.opts.app_label, self.opts.model_name
        links = []
        if self._can_move(request, row):
            links.append((reverse("admin:{}_{}_address".format(*names), args=[row.pk]), "Change the address…"))
        if self.can_be_merged and not row.is_imported and self.has_delete_permission(request, row):
            links.append((reverse("merge", args=[*names, row.pk]), "Merge with another…"))
            links.append((reverse("split", args=[*names, row.pk]), "Split in two…"))
        return links

    def _can_move(self, request, row):
        """Tell whether a row has an address that leads on, and the editor may change it."""
        is_from_framework = getattr(row, "is_imported", False) or getattr(row, "version", "")
        is_kept = keeps_addresses(self.model) and self.is_public(row) and not is_from_framework
        return is_kept and self.has_change_permission(request, row) and request.user.has_perm(PUBLISH)

    @transaction.atomic
    def address_view(self, request, object_id):
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self._can_move(request, row):
            raise PermissionDenied
        form_class = forms.modelform_factory(self.model, form=AddressForm, fields=["slug"])
        old, former = row.slug, row.get_absolute_url()
        form = form_class(request.POST or None, instance=row, initial={"seen": old})
        if request.method == "POST" and form.is_valid():
            return self._moved(request, form, former)
        earlier = [one.slug for one in leading_to(self.model, old)]
        context = self.admin_site.each_context(request) | {
            "title": f"Change the address of “{row}”",
            "opts": self.opts,
            "original": row,
            "form": form,
            "address": former,
            "earlier": earlier,
        }
        return render(request, "admin/address.html", context)

    def _moved(self, request, form, former):
        row = form.save()
        self.log_change(request, row, f"Changed the address from {former} to {row.get_absolute_url()}.")
        words = f"“{row}” is at {row.get_absolute_url()} now; {former} leads there."
        self.message_user(request, words, messages.SUCCESS)
        page = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(page, args=[row.pk]))


@admin.action
def _merge_chosen(model_admin, request, queryset):
    """Open the plan of merging the two rows that are chosen."""
    rows = list(queryset[:3])
    kind = model_admin.opts.verbose_name_plural
    if len(rows) != 2:
        model_admin.message_user(request, f"Choose the two {kind} that are one and the same.", messages.WARNING)
        return None
    kept, gone = rows
    address = reverse("merge", args=[model_admin.opts.app_label, model_admin.opts.model_name, kept.pk])
    return HttpResponseRedirect(f"{address}?with={gone.pk}")
