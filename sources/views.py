"""The pages of documents."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .addresses import address
from .document_page import DocumentPage
from .library import newest_releases
from .linked_data import breadcrumbs
from .models import Document
from .redirects import leads_on
from .release_page import ReleasePage, figures_of, page_counts


@require_safe
def document_list(request):
    releases = newest_releases()
    counts = page_counts() if releases else []
    frameworks = [(release, figures_of(release.collection_id, counts)) for release in releases]
    documents = Document.objects.filter(collection__isnull=True).with_claim_count()
    return render(request, "sources/document_list.html", {"documents": documents, "frameworks": frameworks})


@require_safe
@leads_on(Document)
def document(request, slug):
    document = get_object_or_404(Document.objects.select_related("collection"), slug=slug)
    crumbs = [("Sources", address("sources:documents"))]
    context = {
        "document": document,
        "crumbs": crumbs,
        "linked_data": [breadcrumbs(request, crumbs, document.title)],
    }
    if document.collection:
        return render(request, "sources/release.html", context | {"page": ReleasePage(document)})
    return render(request, "sources/document.html", context | {"page": DocumentPage(document)})
