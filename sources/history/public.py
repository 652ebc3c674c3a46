"""What readers may know of the history: changes that mean something to them, of pages that they may open."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from sources.collection import OWN
from sources.publication import Publishable, Status

from .kept import kept, model_of, subject_models
from .models import ChangedRow
from .words import ReadRow, folded, is_first_seen

CHANGES_ON_A_PAGE = 50
# A table taken in may be one change of thousands of rows.
MOST_ROWS = 2000
# So many things are told of one page in one change; the rest is counted.
MOST_CLAUSES = 8


@dataclass(frozen=True)
class Told:
    """What one change did to one page, in words."""

    change: object
    subject: tuple[str, int]
    name: str
    address: str
    clauses: list[str]
    more: int

    @property
    def day(self):
        return timezone.localdate(self.change.made_at)

    @property
    def sentence(self):
        clauses = "; ".join(self.clauses)
        more = f"; and {self.more} more" if self.more else ""
        return f"{self.name}: {clauses}{more}"

    @property
    def key(self):
        """Name it for good, whatever its page is called later: “6/roles.role/12”."""
        kind, pk = self.subject
        return f"{self.change.pk}/{kind}/{pk}"


def public_rows(subject=None, collection=None):
    """Return the rows that readers may know of; of one page (label of its model, pk) or collection only if given."""
    rows = ChangedRow.objects.filter(is_public=True)
    if subject:
        rows = rows.filter(subject_kind=subject[0], subject_id=subject[1])
    if collection:
        rows = rows.filter(collection__in=["", collection])
    for model in subject_models():
        if issubclass(model, Publishable):
            drafts = model._base_manager.filter(pk=OuterRef("subject_id"), status=Status.DRAFT)
            rows = rows.exclude(Q(subject_kind=model._meta.label_lower) & Exists(drafts))
    return rows


def last_changed(kind, pk):
    """Return a subquery of when a page was last changed so that it means something; pk: an outer reference."""
    rows = ChangedRow.objects.filter(is_public=True, subject_kind=kind, subject_id=pk).order_by("-change_id")
    return rows.values("change__made_at")[:1]


class ChangesPage:
    """One page of changes, newest first, by day; made in a fixed number of queries.

    before: the number of the change that a page ends before.
    """

    def __init__(self, rows, before=None, size=CHANGES_ON_A_PAGE):
        if before:
            rows = rows.filter(change__lt=before)
        numbers = list(rows.order_by("-change_id").values_list("change_id", flat=True).distinct()[: size + 1])
        self.earlier = numbers[size - 1] if len(numbers) > size else None
        found = rows.filter(change__in=numbers[:size]).order_by("-change_id", "pk")
        found = found.select_related("change", "content_type")[:MOST_ROWS]
        self.told = list(_told(list(found)))

    @property
    def days(self):
        """[(date, what was told on it)]."""
        return [(day, list(told)) for day, told in groupby(self.told, key=lambda told: told.day)]


def _told(rows):
    hidden, pages = _drafts_among(rows), _pages_of(rows)
    rows = [row for row in rows if not _names(row) & hidden]
    for _, of_change in groupby(rows, key=lambda row: row.change_id):
        of_change = sorted(of_change, key=lambda row: (row.subject_kind, row.subject_id))
        for subject, of_page in groupby(of_change, key=lambda row: (row.subject_kind, row.subject_id)):
            of_page = list(of_page)
            clauses = list(_clauses(of_page))
            page = pages.get(subject)
            if clauses:
                name = str(page) if page else of_page[-1].subject_name
                address = page.get_absolute_url() if hasattr(page, "get_absolute_url") else ""
                shown = clauses[:MOST_CLAUSES]
                yield Told(of_page[0].change, subject, name, address, shown, len(clauses) - len(shown))


def _clauses(rows):
    """Yield what the rows of one page in one change say; what happened to one row is told once.

    A row that was removed and added again under its name is the same row to readers. Of a page that was a draft,
    no more is told than that it is there.
    """
    if any(is_first_seen(ReadRow.of(row)) for row in rows):
        yield "published"
        return
    read = {}
    for row in rows:
        key = (row.content_type_id, row.object_repr)
        now = ReadRow.of(row)
        read[key] = folded(read[key], now) if read.get(key) else now
    models = {row.content_type_id: row.content_type.model_class() for row in rows}
    for (kind, _), row in read.items():
        if row:
            yield from kept(models[kind]).words(row)


def _names(row):
    """Return the pages that a row names, its own included, as {(label, pk)}."""
    return {tuple(page) for page in (row.additional_data or {}).get("with", ())}


def _drafts_among(rows):
    """Return those of the named pages that are drafts by now, one query for each kind."""
    named = {page for row in rows for page in _names(row)}
    drafts = set()
    for label in {label for label, _ in named}:
        pks = [pk for of, pk in named if of == label]
        found = model_of(label)._base_manager.filter(pk__in=pks, status=Status.DRAFT)
        drafts |= {(label, pk) for pk in found.values_list("pk", flat=True)}
    return drafts


def _pages_of(rows):
    """Return {(label, pk): page} of the pages that are still there, one query for each kind."""
    subjects = {(row.subject_kind, row.subject_id) for row in rows}
    pages = {}
    for label in {label for label, _ in subjects}:
        pks = [pk for of, pk in subjects if of == label]
        pages |= {(label, page.pk): page for page in model_of(label)._base_manager.filter(pk__in=pks)}
    return pages


def chosen_page(query):
    """Return the page that a query names (“?role=junior-baker”), None if it names none; raises Http404."""
    for model in subject_models():
        slug = query.get(model._meta.model_name)
        if slug and "\0" not in slug and hasattr(model, "get_absolute_url"):
            pages = model._base_manager.filter(slug=slug)
            if issubclass(model, Publishable):
                pages = pages.exclude(status=Status.DRAFT)
            for page in pages:
                return page
            raise Http404("There is no such page.")
    return None


def rows_asked_for(query):
    """Return (rows, the page they are of): those of one page, of all collections, or of the site's own."""
    if page := chosen_page(query):
        return public_rows((page._meta.label_lower, page.pk)), page
    return public_rows(collection=None if query.get("collection") == "all" else OWN), None
