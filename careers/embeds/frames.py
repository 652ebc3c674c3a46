"""What lets a page stand within another site's: its headers, and the lines that put it there."""

from functools import wraps

from csp.constants import NONE, SELF
from django.http import Http404
from django.shortcuts import render
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

WIDTH, HEIGHT = 600, 680
# Of all that other pages may load there is nothing left but the look.
_POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "font-src": [SELF],
    "img-src": [SELF],
    "frame-ancestors": ["*"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "script-src": [NONE],
    "connect-src": [NONE],
    "manifest-src": [NONE],
}


def embeddable(view):
    """Let any site show what a view answers."""

    @require_safe
    @xframe_options_exempt
    @wraps(view)
    def framed(request, **named):
        try:
            return _framed(view(request, **named))
        except Http404:
            return nothing_here(request)

    return framed


def nothing_here(request, title="Nothing here", said="There is no such page, or no longer.", today=""):
    """Answer in a frame that there is nothing to be shown: browsers would say that the site refused to connect.

    today: the address of what there is instead.
    """
    told = {"title": title, "said": said, "today": today}
    response = _framed(render(request, "embeds/nothing_here.html", told, status=404))
    response.xframe_options_exempt = True
    return response


def _framed(response):
    response._csp_replace = _POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def snippet(address, title, width="100%", height=HEIGHT):
    """Return the lines of HTML that put an address into a page, as plain text to be copied."""
    lines = '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0"></iframe>'
    return lines.format(*map(escape, (address, title, width, height)))
