"""Accounts, groups and the record of sign-ins, for administrators."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html
from django_otp.plugins.otp_totp.models import TOTPDevice

from .models import AccessEvent

# Its page would show the keys.
admin.site.unregister(TOTPDevice)
admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts; one of a superuser only superusers change, or an administrator could become one."""

    list_display = ["username", "first_name", "last_name", "in_groups", "is_staff", "second_step", "last_login"]
    list_filter = ["groups", "is_staff", "is_superuser", "is_active"]
    readonly_fields = ["second_step_with_link", "last_login", "date_joined"]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        return [fieldsets[0], ("Two-step sign-in", {"fields": ["second_step_with_link"]}), *fieldsets[1:]]

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_superuser"]

    def get_queryset(self, request):
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).prefetch_related("groups").annotate(has_second_step=Exists(devices))

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    @admin.display(description="Groups")
    def in_groups(self, account):
        return ", ".join(group.name for group in account.groups.all())

    @admin.display(description="Two-step", boolean=True, ordering="has_second_step")
    def second_step(self, account):
        return account.has_second_step

    @admin.display(description="Second step")
    def second_step_with_link(self, account):
        if not account.has_second_step:
            return "Off"
        return format_html('On. <a href="{}">Turn it off…</a>', reverse("doors:reset", args=[account.pk]))


def _may_touch(request, account):
    return account is None or not account.is_superuser or request.user.is_superuser


@admin.register(AccessEvent)
class AccessEventAdmin(admin.ModelAdmin):
    """What happened at the door, to read only."""

    list_display = ["at", "kind", "whose", "by", "address", "detail"]
    list_display_links = None
    list_filter = ["kind", "at"]
    search_fields = ["name", "by", "address"]
    search_help_text = "A name, or an address as 203.0.113.7"
    list_per_page = 100
    show_full_result_count = False
    actions = None

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Sign-ins and rights"} | (extra_context or {}))

    @admin.display(description="Whose", ordering="name")
    def whose(self, event):
        return event.name or "–"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
