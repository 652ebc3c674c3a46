"""The file that an editor looks at before importing it."""

from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint

from .errors import FileError
from .sheets import read


class Upload(models.Model):
    """A file chosen for a table; the next one that the same editor chooses for it takes its place."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    table = models.CharField(max_length=80)
    name = models.CharField(max_length=255)
    content = models.BinaryField()

    is_content = False

    class Meta:
        constraints = [UniqueConstraint(fields=["editor", "table"], name="upload_unique_editor_table")]

    def __str__(self):
        return self.name

    def sheet(self):
        """Return the rows of the file; raises FileError."""
        return read(self.name, bytes(self.content), settings.TABLES_MOST_BYTES, settings.TABLES_MOST_ROWS)


def keep(editor, label, file):
    """Keep an uploaded file until it is imported; raises FileError."""
    if not file:
        raise FileError("Choose a file.")
    if file.size > settings.TABLES_MOST_BYTES:
        limit = settings.TABLES_MOST_BYTES / 1_000_000
        raise FileError(f"The file is larger than {limit:g} MB. Divide it, and import the parts in turn.")
    content = {"name": file.name[:255], "content": file.read()}
    Upload.objects.update_or_create(editor=editor, table=label, defaults=content)
