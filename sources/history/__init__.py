"""Who changed what, when: every row of content, field by field.

`with change(user, "Published the draft"):` makes one change of all that is saved inside. What is written in bulk,
past Django's signals, is recorded inside `with record_rows(queryset):`.
"""

from .changing import change, note_change, unrecorded
from .models import ChangeKind
from .recording import record_rows

__all__ = ["ChangeKind", "change", "note_change", "record_rows", "unrecorded"]
