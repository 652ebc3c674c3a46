"""All that readers may see as plain documents, one at a time: what a release keeps, and its files are made of."""

import json
from collections.abc import Callable
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from roles.models import EducationRoute, Role
from skills.models import GlossaryTerm, Skill
from sources.collection import Collection
from sources.models import Document

from . import role_documents, skill_documents, source_documents


class Kind(NamedTuple):
    """A kind of document: its rows, and what makes the documents of some of them, known by their keys."""

    name: str
    plural: str
    rows: Callable[[], QuerySet]
    made: Callable[[list[int]], list[dict]]
    batch: int = 200


KINDS = [
    Kind("collection", "collections", Collection.objects.all, source_documents.collection_documents),
    Kind("document", "documents", Document.objects.all, source_documents.document_documents, 5),
    Kind("term", "glossary", GlossaryTerm.objects.all, source_documents.term_documents),
    Kind("route", "education", EducationRoute.objects.all, source_documents.route_documents),
    Kind("skill", "skills", Skill.objects.published, skill_documents.skill_documents, skill_documents.BATCH),
    Kind("role", "roles", Role.objects.published, role_documents.role_documents, role_documents.BATCH),
]


def documents():
    """Yield every document, kind by kind in order of slugs; only a batch of them is in memory at a time."""
    for kind in KINDS:
        slugs = sorted(kind.rows().order_by().values_list("slug", "pk"))
        for start in range(0, len(slugs), kind.batch):
            yield from kind.made([pk for _, pk in slugs[start : start + kind.batch]])


def line_of(document):
    """Return a document as one line of JSON; the same content is the same line, byte for byte."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@contextmanager
def one_moment():
    """Let all queries within see the content of one moment; whoever writes meanwhile does not wait.

    (Django's own transactions on SQLite hold up writers from their beginning.)
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN.get(connection.vendor, "BEGIN"))
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


_BEGIN = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"}
