"""Everybody's own account, and what an administrator does for somebody who lost their second step."""

from urllib.parse import quote

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from . import second_step, sessions
from .forms import PasswordAgainForm, SetUpForm
from .models import AccessKind
from .record import record

EVENTS_SHOWN = 8


def _page(request, template, title, **context):
    return render(request, f"doors/{template}.html", admin.site.each_context(request) | {"title": title} | context)


def account(request):
    others = sessions.open_sessions(request.user).exclude(session_key=request.session.session_key)
    return _page(
        request,
        "account",
        "Your account",
        device=second_step.device_of(request.user),
        codes_left=request.user.recovery_codes.count(),
        codes_made=second_step.RECOVERY_CODES,
        is_required=second_step.must_have_second_step(request.user),
        groups=request.user.groups.order_by("name"),
        other_sessions=others.count(),
        events=request.user.access_events.all()[:EVENTS_SHOWN],
        idle_hours=settings.SESSION_COOKIE_AGE // 3600,
        longest_hours=settings.SESSION_LONGEST_AGE // 3600,
    )


@sensitive_post_parameters("code", "password", "key")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request):
    """Show a key for the app; a code of the app and the password turn the second step on."""
    key = _key_of(request)
    form = SetUpForm(request, key, request.POST if "code" in request.POST else None)
    if form.is_bound and form.is_valid():
        codes = second_step.turn_on(form.device)
        record(AccessKind.SECOND_STEP_ON, request.user)
        request.session[sessions.SECOND_STEP] = True
        sessions.end_sessions(request.user, but=request.session.session_key)
        return _show_codes(request, codes)
    is_on = second_step.has_second_step(request.user)
    is_wanted_first = not is_on and second_step.must_have_second_step(request.user)
    context = {"form": form, "key": key, "is_on": is_on, "is_wanted_first": is_wanted_first}
    if is_wanted_first:
        # No other page opens yet.
        context["is_nav_sidebar_enabled"] = False
    return _page(request, "set_up", "Set up two-step sign-in", **context)


def _key_of(request):
    """Return the key of the form that was sent, else a new one."""
    try:
        return second_step.NewKey.read(request.user, request.POST.get("key", ""))
    except BadSignature:
        return second_step.NewKey.make(request.user)


def _show_codes(request, codes):
    """Show new recovery codes, this once."""
    heading = f"Recovery codes of {request.user.get_username()} for Waymark. Each works once."
    text = "\r\n".join([heading, "", *codes, ""])
    address = f"data:text/plain;charset=utf-8,{quote(text)}"
    return _page(request, "recovery_codes", "Your recovery codes", codes=codes, download=address)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def turn_off(request):
    if second_step.must_have_second_step(request.user):
        messages.error(request, "Your group needs two-step sign-in. You can set it up anew, for another phone.")
        return redirect("doors:account")
    form = PasswordAgainForm(request, request.POST or None)
    if form.is_bound and form.is_valid():
        second_step.turn_off(request.user)
        record(AccessKind.SECOND_STEP_OFF, request.user)
        request.session.pop(sessions.SECOND_STEP, None)
        sessions.end_sessions(request.user, but=request.session.session_key)
        messages.success(request, "Two-step sign-in is off: your password alone signs you in.")
        return redirect("doors:account")
    return _page(request, "turn_off", "Turn two-step sign-in off", form=form)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def new_codes(request):
    if not second_step.has_second_step(request.user):
        return redirect("doors:account")
    form = PasswordAgainForm(request, request.POST or None)
    if form.is_bound and form.is_valid():
        codes = second_step.renew_recovery_codes(request.user)
        record(AccessKind.RECOVERY_CODES, request.user)
        return _show_codes(request, codes)
    return _page(request, "new_codes", "New recovery codes", form=form, codes_left=request.user.recovery_codes.count())


@require_POST
def sign_out_elsewhere(request):
    sessions.end_sessions(request.user, but=request.session.session_key)
    record(AccessKind.SIGNED_OUT_EVERYWHERE, request.user)
    messages.success(request, "You are signed out on every other browser.")
    return redirect("doors:account")


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request, pk):
    """Let an administrator turn the second step off for somebody who lost their phone and their codes."""
    other = get_object_or_404(get_user_model(), pk=pk)
    if not admin.site.get_model_admin(get_user_model()).has_change_permission(request, other):
        raise PermissionDenied
    back = redirect("admin:auth_user_change", pk)
    if request.method != "POST":
        return _page(
            request,
            "reset",
            f"Turn two-step sign-in off for {other}",
            other=other,
            is_on=second_step.has_second_step(other),
            back=back.url,
        )
    reset_second_step(other)
    messages.success(request, f"Two-step sign-in is off for {other}, who is signed out everywhere.")
    return back


def reset_second_step(account):
    second_step.turn_off(account)
    sessions.end_sessions(account)
    record(AccessKind.SECOND_STEP_OFF, account)
