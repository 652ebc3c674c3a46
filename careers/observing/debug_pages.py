"""The pages of error that developers see (DEBUG), without what is secret: they are copied into issues and chats."""

import re

from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from .scrubbing import scrubbed, secrets_of


class Filter(SafeExceptionReporterFilter):
    """Django's own, asked with DEBUG as well; addresses of databases hold passwords, too."""

    hidden_settings = re.compile(
        "API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|COOKIE|SESSION|DATABASE_?URL|REDIS_?URL|SINK|DSN", re.IGNORECASE
    )

    def is_active(self, request):
        return True


class Reporter(ExceptionReporter):
    def get_traceback_html(self):
        return self._scrubbed(super().get_traceback_html())

    def get_traceback_text(self):
        return self._scrubbed(super().get_traceback_text())

    def _scrubbed(self, page):
        return scrubbed(page, *(secrets_of(self.request) if self.request else ()))
