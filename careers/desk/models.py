"""What editors have looked at and found all right."""

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint


class MeantSo(models.Model):
    """That an editor found what a check doubts to be all right, and why.

    It goes for the very sentence: once the content says something else, the check speaks up again.
    """

    check_name = models.CharField(max_length=80)
    key = models.CharField(max_length=64, help_text="Of the finding (careers.checks.findings.Finding.key).")
    sentence = models.TextField(help_text="What was found, to be read without it.")
    reason = models.TextField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    # A word on the content, not a part of it: nothing that readers see is out of date for it.
    is_content = False

    class Meta:
        ordering = ["check_name", "-said_at"]
        default_permissions = ()
        constraints = [UniqueConstraint(fields=["check_name", "key"], name="meantso_unique_check_name_key")]

    def __str__(self):
        return f"{self.sentence} {self.reason}"
