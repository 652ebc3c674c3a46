"""Signing in: the password, then the second step; and what is shown when somebody has to wait."""

import math
import time
from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model, login
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from . import second_step, sessions
from .forms import CodeForm
from .throttle import LONG_WAIT, remember_browser, wait

PASSWORD_GIVEN = "password_given"  # noqa: S105 (the name of a place in the session)
# How long the second step waits for a code.
PATIENCE = 600
BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(LoginView):
    """The admin's page to sign in."""

    authentication_form = AdminAuthenticationForm
    template_name = "admin/login.html"
    next_page = "admin:index"

    def get(self, request, *arguments, **named):
        if admin.site.has_permission(request):
            return redirect("admin:index")
        return super().get(request, *arguments, **named)

    def get_context_data(self, **context):
        context |= admin.site.each_context(self.request)
        return super().get_context_data(
            **context, title="Sign in", subtitle=None, app_path=self.request.get_full_path()
        )

    def form_valid(self, form):
        account = form.get_user()
        if not second_step.has_second_step(account):
            response = super().form_valid(form)
            remember_browser(response, account)
            return response
        self.request.session[PASSWORD_GIVEN] = {
            "account": account.pk,
            # A password that is changed meanwhile counts no longer.
            "hash": account.get_session_auth_hash(),
            "next": self.get_success_url(),  # an address of this site, or the admin's first page
            "at": int(time.time()),
        }
        return redirect("doors:second-step")


@sensitive_post_parameters("code")
@never_cache
def ask_second_step(request):
    """Ask whoever gave the right password for a code; only then are they signed in."""
    account = _account_of(request.session.get(PASSWORD_GIVEN))
    if account is None:
        messages.info(request, "Please give your name and password first.")
        return redirect("admin:login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        credentials = {"username": account.get_username(), "wrong": "Wrong code"}
        if not AxesProxyHandler.is_allowed(request, credentials):
            return locked_out(request, None, credentials)
        pause = second_step.pause_of(account)
        if used := second_step.take(account, form.cleaned_data["code"]):
            return _let_in(request, account, used)
        # The page of django-axes takes the place of this one when it was once too often.
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        form.add_error("code", _why_not(pause))
    context = admin.site.each_context(request) | {"title": "Second step", "form": form}
    return render(request, "doors/second_step.html", context)


def _account_of(given):
    """Return the account whose password was given a short while ago, or None."""
    if not given or time.time() - given["at"] > PATIENCE:
        return None
    account = get_user_model().objects.filter(pk=given["account"], is_active=True).first()
    return account if account and account.get_session_auth_hash() == given["hash"] else None


def _why_not(pause):
    if pause:
        return f"Too many wrong codes: codes of the app are looked at again in {pause} s. A recovery code is taken now."
    return "This code is not right, or was used before. Wait for the next one in your app."


def _let_in(request, account, used):
    target = request.session.pop(PASSWORD_GIVEN)["next"]
    request.signed_in_with = f"Password and {used.lower()}"
    login(request, account, BACKEND)
    request.session[sessions.SECOND_STEP] = True
    if used == "Recovery code":
        left = account.recovery_codes.count()
        messages.warning(request, f"That recovery code is used up; {left} left. New ones: Your account.")
    response = redirect(target)
    remember_browser(response, account)
    return response


def locked_out(request, response, credentials):
    """Say when to try again; django-axes asks for this page (settings.AXES_LOCKOUT_CALLABLE)."""
    left = wait(request, credentials) or LONG_WAIT
    seconds = math.ceil(left.total_seconds())
    context = admin.site.each_context(request) | {
        "title": "Too many tries",
        "minutes": math.ceil(seconds / 60),
        "until": timezone.localtime(timezone.now() + timedelta(seconds=seconds)),
    }
    page = render(request, "doors/locked_out.html", context, status=429)
    page["Retry-After"] = str(seconds)
    add_never_cache_headers(page)
    return page
