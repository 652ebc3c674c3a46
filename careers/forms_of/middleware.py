"""Pages in another form at their own address, where a client asks for it (`Accept`)."""

from django.utils.cache import patch_vary_headers

from careers.api.middleware import CORS, as_problem, preflight

from .forms import form_accepted, is_form, is_form_wanted
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


class FormErrorsMiddleware:
    """Lets whoever asks for a form be told of errors as under /api/, on whatever site they are; whoever refuses."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "OPTIONS" and is_form(request.path_info):
            response = preflight()
        else:
            response = self.get_response(request)
            if not is_form_wanted(request):
                return response
            if response.status_code >= 400:
                response = as_problem(request, response)
            patch_vary_headers(response, ["Accept"])
        for name, value in CORS.items():
            response[name] = value
        return response
