"""The second step of signing in: a code of an app (TOTP, by django-otp), or a recovery code."""

import hashlib
import re
import secrets
import time
from dataclasses import dataclass

import segno
from django.conf import settings
from django.core import signing
from django.db import transaction
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from .groups import ADMINISTRATOR
from .models import RecoveryCode

RECOVERY_CODES = 10
# Crockford's 32 signs, of which none looks like another: 16 of them are 80 bits, too many to try.
SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
KEY_AGE = 3600


def device_of(account):
    return TOTPDevice.objects.filter(user=account, confirmed=True).first()


def has_second_step(account):
    return TOTPDevice.objects.filter(user=account, confirmed=True).exists()


def must_have_second_step(account):
    """Return whether a group of the account asks for it; superusers count as administrators."""
    required = settings.TWO_STEP_REQUIRED_GROUPS
    if account.is_superuser and ADMINISTRATOR in required:
        return True
    return bool(required) and account.groups.filter(name__in=required).exists()


@dataclass(frozen=True)
class NewKey:
    """A key that an app may take on: nothing is stored until a code proves that it did."""

    account: object
    hexadecimal: str

    @classmethod
    def make(cls, account):
        return cls(account, random_hex(20))

    @classmethod
    def read(cls, account, signed):
        """Return the key of a form that was sent; signing.BadSignature if it is not this account's, or too old."""
        owner, hexadecimal = signing.loads(signed, salt=__name__, max_age=KEY_AGE)
        if owner != account.pk:
            raise signing.BadSignature
        return cls(account, hexadecimal)

    @property
    def signed(self):
        return signing.dumps([self.account.pk, self.hexadecimal], salt=__name__)

    @property
    def device(self):
        return TOTPDevice(user=self.account, name="app", key=self.hexadecimal)

    @property
    def address(self):
        return self.device.config_url

    @property
    def in_words(self):
        """Return the key as people type it: groups of four."""
        text = re.search(r"secret=([A-Z2-7]+)", self.address)[1]
        return " ".join(re.findall(".{1,4}", text))

    @property
    def picture(self):
        return segno.make(self.address, error="m").svg_inline(
            border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None
        )

    def proven_device(self, code):
        """Return the device whose app shows this code, not yet saved, or None."""
        totp = TOTP(self.device.bin_key)
        totp.time = time.time()
        if not _is_of_app(code) or not totp.verify(int(_plain(code)), tolerance=1):
            return None
        device = self.device
        # The same code does not count twice.
        device.last_t, device.drift = totp.t(), totp.drift
        return device


@transaction.atomic
def turn_on(device):
    """Let a proven device be the only one of its account; return new recovery codes."""
    TOTPDevice.objects.filter(user=device.user).delete()
    device.save()
    return renew_recovery_codes(device.user)


@transaction.atomic
def turn_off(account):
    TOTPDevice.objects.filter(user=account).delete()
    RecoveryCode.objects.filter(account=account).delete()


@transaction.atomic
def renew_recovery_codes(account):
    """Replace the recovery codes of an account; return the new ones, which can never be read again."""
    codes = ["-".join(_four_signs() for _ in range(4)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(account=account, digest=_digest(account, code)) for code in codes])
    return codes


def _four_signs():
    return "".join(secrets.choice(SIGNS) for _ in range(4))


@transaction.atomic
def take(account, code):
    """Use a code up: return what it is ("Code of the app", "Recovery code"), or None if it is not right."""
    if _is_of_app(code):
        device = TOTPDevice.objects.select_for_update().filter(user=account, confirmed=True).first()
        return "Code of the app" if device and device.verify_token(_plain(code)) else None
    used, _ = RecoveryCode.objects.filter(account=account, digest=_digest(account, code)).delete()
    return "Recovery code" if used else None


def pause_of(account):
    """Return the seconds until the app's next code is looked at, zero if at once.

    Django-otp doubles them with each wrong code, whoever sends it from wherever: only somebody who knows the
    password comes so far. Recovery codes are not held up.
    """
    device = device_of(account)
    if device is None:
        return 0
    is_allowed, why = device.verify_is_allowed()
    return 0 if is_allowed else max(1, round(why["locked_until"].timestamp() - time.time()))


def _plain(code):
    return re.sub(r"[\s-]", "", code).lower()


def _is_of_app(code):
    return re.fullmatch(r"[0-9]{6}", _plain(code)) is not None


def _digest(account, code):
    # Signs that Crockford's alphabet leaves out are read as those they look like.
    plain = _plain(code).translate(str.maketrans("oil", "011"))
    return hashlib.sha256(f"{account.pk}:{plain}".encode()).hexdigest()
