"""Changes of a role on their way to readers: who writes them, where they stand, and what happened to them."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils import timezone

from sources.constraints import known

from .role import Role


class DraftState(models.TextChoices):
    WRITING = "writing", "Being written"
    SUBMITTED = "submitted", "Waiting for review"
    SENT_BACK = "sent-back", "Sent back"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


# In these somebody writes; in the others the text stays as the reviewer sees it.
WRITABLE = (DraftState.WRITING, DraftState.SENT_BACK)
CLOSED = (DraftState.PUBLISHED, DraftState.WITHDRAWN)


class DraftQuerySet(models.QuerySet):
    """Each with what a list shows of it."""

    def open(self):
        return self.exclude(state__in=CLOSED)

    def closed(self):
        return self.filter(state__in=CLOSED).joined()

    def waiting_for_review(self):
        return self.filter(state=DraftState.SUBMITTED).joined()

    def scheduled(self):
        return self.filter(state=DraftState.SCHEDULED).joined().order_by("publish_at", "pk")

    def due(self):
        """Scheduled ones whose time has come; `manage.py publish_due` publishes them."""
        return self.filter(state=DraftState.SCHEDULED, publish_at__lte=timezone.now()).order_by("publish_at", "pk")

    def drafts_of(self, user):
        """Open ones in which somebody has a hand."""
        return self.open().filter(Q(author=user) | Q(writers=user)).joined().distinct()

    def joined(self):
        return self.select_related("role", "copy", "author", "reviewer")


class Draft(models.Model):
    """A draft of a role, from the first word to publication.

    A published role is drafted in a copy of its rows; one that readers have never seen is its own draft.
    """

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="drafts")
    copy = models.OneToOneField(
        Role,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="draft",
        help_text="Where it is written; empty for a role never published, and once it is published or withdrawn.",
    )
    state = models.CharField(max_length=9, choices=DraftState, default=DraftState.WRITING)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Who began it."
    )
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", help_text="Who wrote in it.")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who approved it, or sent it back.",
    )
    publish_at = models.DateTimeField(null=True, blank=True)
    base = models.JSONField(
        null=True, blank=True, help_text="The role as the draft found it, to see what has changed there since."
    )
    began_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    # Its rows are no content: nothing that readers see changes with them.
    is_content = False

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        default_permissions = ()
        constraints = [
            known("state", DraftState),
            UniqueConstraint(fields=["role"], condition=~Q(state__in=CLOSED), name="draft_one_open_of_each_role"),
            CheckConstraint(
                condition=~Q(state=DraftState.SCHEDULED) | Q(publish_at__isnull=False),
                name="draft_scheduled_has_a_time",
            ),
        ]

    def __str__(self):
        return f"Draft of {self.role.title}"

    @property
    def written(self):
        """The row of Role that it is written in."""
        return self.copy or self.role

    @property
    def is_open(self):
        return self.state not in CLOSED

    @property
    def is_writable(self):
        return self.state in WRITABLE


class DraftStep(models.Model):
    """What somebody did with a draft: submitted it, sent it back with a comment…"""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=DraftState, help_text="Where it stood afterwards.")
    action = models.CharField(max_length=60, help_text="In words: “Sent back”.")
    comment = models.TextField(blank=True)

    is_content = False

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()
        constraints = [known("state", DraftState)]

    def __str__(self):
        return f"{self.draft}: {self.action}"
