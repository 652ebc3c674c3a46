"""The pages of documents."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .addresses import address
from .document_page import DocumentPage
from .linked_data import breadcrumbs
from .models import Document


@require_safe
def document_list(request):
    documents = Document.objects.annotate(claim_count=Count("claims")).order_by("position", "slug")
    return render(request, "sources/document_list.html", {"documents": documents})


@require_safe
def document(request, slug):
    page = DocumentPage(get_object_or_404(Document, slug=slug))
    crumbs = [("Sources", address("sources:documents"))]
    linked_data = [breadcrumbs(request, crumbs, page.document.title)]
    return render(
        request,
        "sources/document.html",
        {"page": page, "document": page.document, "crumbs": crumbs, "linked_data": linked_data},
    )
