"""Whether the settings of the doors make sense; `manage.py check` says so."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error

from .groups import GROUPS


def check_settings(app_configs, **kwargs):
    errors = [
        Error(
            f"SECURITY_CONTACT names “{contact}”, which is no address.",
            hint="Write it as mailto:security@waymark.example or as https://…",
            id="doors.E001",
        )
        for contact in settings.SECURITY_CONTACT
        if urlsplit(contact).scheme not in ("mailto", "https", "tel")
    ]
    unknown = set(settings.TWO_STEP_REQUIRED_GROUPS) - set(GROUPS)
    if unknown:
        names = ", ".join(sorted(unknown))
        errors.append(
            Error(
                f"TWO_STEP_REQUIRED_GROUPS names no group of editors: {names}.",
                hint=f"The groups are {', '.join(GROUPS)}.",
                id="doors.E002",
            )
        )
    return errors
