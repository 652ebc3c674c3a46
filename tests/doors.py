"""Coming in as a person does, and letting time pass."""

import re
import time
from base64 import b32decode
from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.db.models import F
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from careers.doors import second_step
from careers.doors.models import AccessEvent

PASSWORD = "four words in a row"
SIGN_IN = reverse("admin:login")


def make_editor(name="ada", **fields):
    editor = User(username=name, is_staff=True, **fields)
    editor.set_password(PASSWORD)
    editor.save()
    return editor


def with_second_step(editor):
    """Turn the second step on, and return the recovery codes."""
    return second_step.turn_on(TOTPDevice(user=editor, key="00" * 20))


def code_of(editor, *, seconds=0):
    """Return what the editor's app shows now, or then."""
    return _code(TOTPDevice.objects.get(user=editor).bin_key, seconds)


def code_of_key(key):
    """Return what an app shows that has taken on a key as it is typed."""
    key = key.replace(" ", "")
    return _code(b32decode(key + "=" * (-len(key) % 8)))


def _code(key, seconds=0):
    totp = TOTP(key)
    totp.time = time.time() + seconds
    return f"{totp.token():06d}"


def sign_in(client, name="ada", password=PASSWORD, *, address="203.0.113.7", then=""):
    where = f"{SIGN_IN}?next={then}" if then else SIGN_IN
    return client.post(where, {"username": name, "password": password}, REMOTE_ADDR=address)


def send_code(client, code, *, address="203.0.113.7"):
    return client.post(reverse("doors:second-step"), {"code": code}, REMOTE_ADDR=address)


def is_in(client):
    return client.get(reverse("doors:account")).status_code == 200


def let_pass(**time_passed):
    """Let time pass for what was counted."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(**time_passed))


def recovery_codes_on(response):
    return re.findall(r"<code>([a-z0-9-]{19})</code>", response.content.decode())


def happened(*fields):
    """Return what was written down since the account was made, oldest first."""
    events = AccessEvent.objects.order_by("pk").exclude(kind__in=["account", "password"])
    return list(events.values_list(*(fields or ["kind", "name", "detail"])))
