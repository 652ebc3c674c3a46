"""The content security policy, worked out once: django-csp does it for each answer, which takes as long as a view."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy

_OF_ONE_ANSWER = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class PolicyMiddleware(CSPMiddleware):
    """Sends the policy of the settings; what says another of itself, or has a nonce, is left to django-csp."""

    def __init__(self, get_response):
        super().__init__(get_response)
        self._policy = build_policy()

    def process_response(self, request, response):
        is_ordinary = response.status_code == 200 and getattr(request, "_csp_nonce", None) is None
        if not is_ordinary or any(hasattr(response, name) for name in _OF_ONE_ANSWER):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._policy)
        return response
