"""A cookie by which public pages, the same for everybody, know an editor's browser.

It opens nothing: it only lets a script show the link to the admin.
"""

from django.conf import settings

COOKIE = "waymark_editor"
ADMIN = "/admin/"


class EditorMarkerMiddleware:
    """Marks browsers of signed-in staff on admin pages, as long as their session lasts; leaves other pages alone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(ADMIN):
            _mark(request, response)
        return response


def _mark(request, response):
    is_marked = COOKIE in request.COOKIES
    if not request.user.is_staff:
        if is_marked:
            response.delete_cookie(COOKIE, samesite="Lax")
    # A session that changes is given its full age again.
    elif request.session.modified or not is_marked:
        age = None if request.session.get_expire_at_browser_close() else request.session.get_expiry_age()
        response.set_cookie(COOKIE, "1", max_age=age, secure=settings.HTTPS, samesite="Lax")
