"""What holds at every page of the admin: a session ends in time, and whoever needs a second step sets it up first."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse

from careers.editor_marker import ADMIN

from . import sessions
from .record import current_request
from .second_step import has_second_step, must_have_second_step


class DoorsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(ADMIN):
            return self.get_response(request)
        token = current_request.set(request)
        try:
            return _turned_away(request) or self.get_response(request)
        finally:
            current_request.reset(token)


def _turned_away(request):
    """Return where a signed-in visitor has to go instead, or None."""
    if not request.user.is_authenticated:
        return None
    # What was typed before a session's time was up is still taken.
    if request.method in ("GET", "HEAD") and sessions.is_over(request.session):
        logout(request)
        messages.info(request, "You have been signed in for a long time: please sign in again.")
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    if not sessions.is_over(request.session):
        sessions.touch(request.session)
    if _lacks_second_step(request):
        return redirect("doors:set-up")
    return None


def _lacks_second_step(request):
    if not settings.TWO_STEP_REQUIRED_GROUPS or request.session.get(sessions.SECOND_STEP):
        return False
    open_to_all = {reverse(name) for name in ("doors:set-up", "admin:logout", "admin:jsi18n", "admin:login")}
    if request.path in open_to_all or not must_have_second_step(request.user):
        return False
    if not has_second_step(request.user):
        return True
    request.session[sessions.SECOND_STEP] = True
    return False
