"""Where to report a weakness of the site (RFC 9116)."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

DAY = 24 * 3600


@require_safe
@cache_control(public=True, max_age=DAY)
def security_txt(request):
    """Answer with the contacts of this installation; without one, nobody would read what is reported."""
    if not settings.SECURITY_CONTACT:
        raise Http404("This installation names no contact (SECURITY_CONTACT).")
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {_expiry(timezone.now().astimezone(UTC)).isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _expiry(now):
    """Return the first of a month, half a year ahead: the file changes once a month, so it can be kept."""
    months = now.month + 6
    return datetime(now.year + (months > 12), (months - 1) % 12 + 1, 1, tzinfo=UTC)
