"""What nobody has looked at for long."""

from django.conf import settings
from django.utils.formats import date_format

from roles.models import Role
from skills.models import Skill
from sources.models import Document

from .content import months_ago
from .findings import doubtful, finding


@doubtful(
    "Old documents",
    "What a document says of a trade grows old: look for a newer edition, or say why this one still holds.",
)
def documents_are_recent(content):
    oldest = months_ago(content.today, settings.STALE_DOCUMENT_MONTHS).year
    for document in content.rows[Document]:
        if document.year and document.year < oldest:
            yield finding(document, f"is of {document.year}: look for a newer edition.")


@doubtful(
    "Pages not looked at for long",
    "Read the page against its documents. Saving it, changed or not, counts as reading it. What no editor has "
    "ever saved is not listed.",
    may_be_meant=False,
)
def pages_are_looked_at(content):
    earliest = months_ago(content.today, settings.STALE_MONTHS)
    for row in content.current(Role) + content.current(Skill):
        day = content.changed.get((type(row), str(row.pk)))
        if day and day < earliest:
            yield finding(row, f"was last seen to on {date_format(day)}: read it again, and save it.")
