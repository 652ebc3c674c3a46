"""What goes with a page that is deleted, and what keeps it from being deleted: counted, whatever there is of it."""

from typing import NamedTuple

from django.db.models import CASCADE, PROTECT
from django.utils.html import format_html_join

MOST_NAMED = 5


class Related(NamedTuple):
    """Rows that refer to what is to be deleted: how many, in words, and the first of them by name."""

    model: type
    count: int
    words: str
    rows: list


def related_to(rows, words, *, on_delete, named=0):
    """Return what refers to some rows of one model and has that rule; one query for each kind, and one to name them.

    `words` says of a relation in the singular and in the plural what it means: {"requirements": ("role asks for it",
    "roles ask for it")}.
    """
    found = []
    for relation in _relations(rows[0]):
        if relation.on_delete is not on_delete:
            continue
        referring = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows})
        count = referring.count()
        if count:
            names = [str(row) for row in referring.select_related()[:named]]
            found.append(Related(relation.related_model, count, _in_words(relation, count, words), names))
    return found


def _relations(row):
    relations = row._meta.get_fields(include_hidden=True)
    return [
        relation
        for relation in relations
        if (relation.one_to_many or relation.one_to_one)
        and relation.auto_created
        and not relation.concrete
        and not relation.related_model._meta.auto_created
    ]


def _in_words(relation, count, words):
    options = relation.related_model._meta
    singular, plural = words.get(relation.get_accessor_name(), (options.verbose_name, options.verbose_name_plural))
    return f"{count:,} {singular if count == 1 else plural}"


class DeletionMixin:
    """Pages that say in words and numbers what deleting them does, and what is better."""

    # Name of a relation -> what it means, in the singular and in the plural.
    related_words = {}

    def get_deleted_objects(self, objs, request):
        """Count what goes and name what holds; Django's own lists and checks each row."""
        rows = list(objs)
        goes = related_to(rows, self.related_words, on_delete=CASCADE) if rows else []
        holds = related_to(rows, self.related_words, on_delete=PROTECT, named=MOST_NAMED) if rows else []
        lacking = {self.opts.verbose_name for row in rows if not self.has_delete_permission(request, row)}
        lacking |= {related.model._meta.verbose_name for related in goes if not self._may_delete(request, related)}
        counts = {related.model._meta.verbose_name_plural: related.count for related in goes}
        return [related.words for related in goes], counts, lacking, [_held(related) for related in holds]

    def _may_delete(self, request, related):
        """Whether somebody may delete what goes along; of what only tells of the page, as its drafts, anybody may."""
        if not getattr(related.model, "is_content", True):
            return True
        pages = self.admin_site._registry.get(related.model)
        return pages is None or pages.has_delete_permission(request)

    def render_delete_form(self, request, context):
        row = context["object"]
        has_page = hasattr(row, "get_absolute_url") and self.is_public(row)
        context |= {
            "page_of_readers": row.get_absolute_url() if has_page else "",
            "can_be_retired": getattr(row, "is_published", False),
        }
        return super().render_delete_form(request, context)


def _held(related):
    left = related.count - len(related.rows)
    names = [*related.rows, f"and {left:,} more"] if left else related.rows
    return format_html_join("", "{}", [(f"{related.words}: {', '.join(names)}",)])
