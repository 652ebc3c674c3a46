"""Pages in another form at their own address, where a client asks for it (`Accept`)."""

from django.utils.cache import patch_vary_headers

from .forms import form_accepted
from .views import VIEWS


class FormsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.resolver_match and request.resolver_match.view_name in VIEWS:
            patch_vary_headers(response, ["Accept"])
        return response

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if match.view_name not in VIEWS or request.method not in ("GET", "HEAD"):
            return None
        form = form_accepted(request)
        return form and VIEWS[match.view_name](request, form=form, **kwargs)
