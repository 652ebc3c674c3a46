"""What lets a page stand within another site's: its headers, and the lines that put it there."""

from functools import wraps

from csp.constants import NONE, SELF
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

WIDTH, HEIGHT = 600, 520
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
        response = view(request, **named)
        response._csp_replace = _POLICY
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return framed


def snippet(address, title, width="100%", height=HEIGHT):
    """Return the lines of HTML that put an address into a page, as plain text to be copied."""
    lines = '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0"></iframe>'
    return lines.format(*map(escape, (address, title, width, height)))
