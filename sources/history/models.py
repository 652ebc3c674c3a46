"""What happened to the content: changes, and the rows that each of them touched."""

from auditlog.models import AbstractLogEntry
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format


class ChangeKind(models.TextChoices):
    EDIT = "edit", "Edit"
    PUBLISH = "publish", "Publication"
    RESTORE = "restore", "Version brought back"
    UNDO = "undo", "Undone"
    MERGE = "merge", "Merge"
    SPLIT = "split", "Split"
    TABLE = "table", "Table taken in"
    IMPORT = "import", "Framework taken in"
    LOAD = "load", "Content files loaded"


class Change(models.Model):
    """One action of one person: a page saved, a draft published, two skills merged."""

    made_at = models.DateTimeField("when", default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="who"
    )
    # Kept when the account goes.
    user_name = models.CharField("who", max_length=150, blank=True)
    kind = models.CharField(max_length=10, choices=ChangeKind, default=ChangeKind.EDIT)
    message = models.TextField("why", blank=True)

    is_content = False

    class Meta:
        ordering = ["-pk"]
        # Whoever may enter the admin reads it, and nobody writes it by hand.
        default_permissions = ()

    def __str__(self):
        return f"{self.get_kind_display()}, {self.moment}"

    @property
    def moment(self):
        """When it was, in words."""
        return date_format(timezone.localtime(self.made_at), "DATETIME_FORMAT")

    @property
    def who(self):
        return self.user_name or "Nobody signed in"


class ChangedRow(AbstractLogEntry):
    """What a change did to one row: the old and the new value of each field that differs.

    A row belongs to the page that shows it, its subject: a requirement to its role. The name of the page is kept,
    like that of the row (`object_repr`) and of what it refers to (`additional_data`), for when they are gone.
    """

    # The change says who and when.
    actor = actor_email = timestamp = cid = remote_addr = remote_port = None
    # Of other ways of keeping the same.
    object_pk = serialized_data = changes_text = None

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="rows")
    object_id = models.BigIntegerField()
    action = models.PositiveSmallIntegerField(choices=AbstractLogEntry.Action.choices)
    subject_kind = models.CharField(max_length=40, help_text="The label of its model: “roles.role”.")
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(max_length=250)
    left_id = models.BigIntegerField(null=True, help_text="The subject that the row belonged to before, if it moved.")
    collection = models.CharField(max_length=40, blank=True, help_text="The slug of its subject's collection.")
    is_public = models.BooleanField(
        default=False, help_text="Readers could see the row when it changed, and what changed means something to them."
    )

    is_content = False
    # On /changes/ and as the day of the last change: what pages show has changed when a row of these has.
    is_shown = True
    objects = models.Manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-change"], name="changedrow_subject"),
            models.Index(fields=["content_type", "object_id"], name="changedrow_object"),
            models.Index(
                fields=["subject_kind", "left_id"], name="changedrow_left", condition=Q(left_id__isnull=False)
            ),
            models.Index(fields=["-change"], name="changedrow_public", condition=Q(is_public=True)),
        ]

    def __str__(self):
        return f"{self.get_action_display()} {self.object_repr}"
