"""What of this room can be found."""

from .addresses import address
from .collection import OWN
from .models import Document
from .search.kinds import Found, Kind, register
from .watching import watch

DOCUMENT_WEIGHT = 20


def register_kinds():
    watch(Document, "document")
    register(
        Kind(
            name="document",
            label="Documents",
            number=5,
            read=_documents,
            keys=lambda: Document.objects.order_by().values_list("pk", flat=True),
            address=lambda slug: address("sources:document", slug),
        )
    )


def _documents(keys):
    rows = Document.objects.filter(pk__in=keys).order_by()
    for pk, title, short_title, slug, collection, summary, speaks_of in rows.values_list(
        "pk", "title", "short_title", "slug", "collection", "summary", "speaks_of"
    ):
        text = "\n".join(filter(None, [summary, speaks_of]))
        yield Found(pk, title, slug, collection or OWN, DOCUMENT_WEIGHT, ((short_title, False),), text)
