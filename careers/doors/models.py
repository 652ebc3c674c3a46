from django.conf import settings
from django.db import models

from .sessions import Session

__all__ = ["AccessEvent", "RecoveryCode", "Session"]


class RecoveryCode(models.Model):
    """A code that stands in once for the second step; only its digest is kept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="recoverycode_unique_account_digest"),
        ]

    def __str__(self):
        return f"A recovery code of {self.account}"


class AccessKind(models.TextChoices):
    SIGNED_IN = "in", "Signed in"
    FAILED = "failed", "Failed to sign in"
    LOCKED_OUT = "locked", "Locked out for a while"
    SIGNED_OUT = "out", "Signed out"
    SIGNED_OUT_EVERYWHERE = "everywhere", "Signed out everywhere"
    PASSWORD = "password", "Password set"
    SECOND_STEP_ON = "on", "Two-step sign-in set up"
    SECOND_STEP_OFF = "off", "Two-step sign-in turned off"
    RECOVERY_CODES = "codes", "New recovery codes"
    ACCOUNT = "account", "Account"
    RIGHTS = "rights", "Rights"


class AccessEvent(models.Model):
    """What happened at the door: who, when, from where. Never a password, a code, or a name that is no account's."""

    at = models.DateTimeField("when", auto_now_add=True, db_index=True)
    kind = models.CharField("what", max_length=10, choices=AccessKind)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="access_events")
    name = models.CharField("whose", max_length=150)  # stays when the account goes
    by = models.CharField("by whom, if somebody else", max_length=150)
    address = models.GenericIPAddressField("from", null=True)
    browser = models.CharField(max_length=200)
    detail = models.CharField(max_length=300)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "event"
        verbose_name_plural = "sign-ins and rights"

    def __str__(self):
        return f"{self.get_kind_display()}: {self.name or 'unknown'}"
