"""What of this room has a history, and what its changes say to readers."""

from sources.collection import Collection
from sources.models import Claim, Document, OldAddress

from .kept import keep
from .words import page_words


def keep_history():
    keep(Collection)
    keep(Document, words=page_words("title", texts={"summary": "summary"}, added="added to the sources"))
    keep(Claim, subject="document", name="code")
    keep(OldAddress)
