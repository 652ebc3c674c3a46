"""Entries of the history: what is written down of one row that has changed."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from sources.publication import Publishable

from .kept import is_seen, kept
from .models import ChangedRow
from .values import decode
from .words import ReadRow

CREATE, UPDATE, DELETE = ChangedRow.Action.CREATE, ChangedRow.Action.UPDATE, ChangedRow.Action.DELETE


class Book:
    """Makes the entries of one change, and looks up what their rows refer to once for all of them."""

    def __init__(self, current, using):
        self.current, self.using = current, using

    def entry(self, action, row, changes):
        """Return the entry of a row: as it is now, or as it was before it was deleted."""
        how = kept(type(row))
        subject = self.resolve(row, how.subject) if how.subject else row
        entry = ChangedRow(
            change=self.current.row(self.using),
            content_type=ContentType.objects.db_manager(self.using).get_for_model(how.model),
            object_id=row.pk,
            object_repr=how.named(row, self.resolve),
            action=action,
            changes=changes,
            subject_kind=how.subject_model._meta.label_lower,
            subject_id=getattr(row, how.subject + "_id") if how.subject else row.pk,
            subject_name=str(subject or "")[:250],
            collection=getattr(subject, "collection_id", None) or "",
        )
        if how.subject and action == UPDATE and how.subject in changes:
            entry.left_id = changes[how.subject][0]
        self._say_what_it_refers_to(entry, how, row, subject)
        return entry

    def _say_what_it_refers_to(self, entry, how, row, subject):
        """Keep the names of other rows, and whether readers could see all that is needed to see this one."""
        shown = [row, subject, *(self.resolve(row, key) for key in how.public_with)]
        names = {}
        for field in how.references:
            if field.name in entry.changes:
                ends = [self._end(field, value) for value in entry.changes[field.name]]
                names[field.name] = [None if end is None else str(end) for end in ends]
                shown += ends if field.name in how.public_with else []
        shown = [other for other in shown if other is not None]
        pages = {(type(page)._meta.label_lower, page.pk) for page in shown if isinstance(page, Publishable)}
        entry.additional_data = {"names": names, "with": sorted(pages)}
        if how.is_common:
            entry.additional_data["is_common"] = how.is_common(row, self.resolve)
        entry.is_public = all(map(is_seen, shown)) and bool(how.words and any(how.words(ReadRow.of(entry))))

    def resolve(self, row, key):
        """Return what a foreign key of a row refers to, as it is now; None if it refers to nothing."""
        field = row._meta.get_field(key)
        value = getattr(row, field.attname)
        loaded = row._state.fields_cache.get(key)
        if loaded is not None and getattr(loaded, field.target_field.attname) == value:
            return loaded
        return self._end(field, value)

    def _end(self, field, value):
        """Return the row with this value of a foreign key; known already, or by one query."""
        if value is None:
            return None
        model, name = field.related_model, field.target_field.attname
        value = decode(field, value)
        known = self.current.known
        if (model, name, value) not in known:
            known[model, name, value] = model._base_manager.using(self.using).filter(**{name: value}).first()
        return known[model, name, value]

    def know(self, changed):
        """Load what rows refer to, or did: one query for each model that they refer to, however many rows.

        changed: pairs of a row and its changes.
        """
        wanted = {}
        for row, changes in changed:
            for field in kept(type(row)).references:
                end = field.related_model, field.target_field.attname
                wanted.setdefault(end, set()).update([getattr(row, field.attname), *changes.get(field.name, ())])
        for (model, name), values in wanted.items():
            missing = [
                value for value in values if value is not None and (model, name, value) not in self.current.known
            ]
            if missing:
                found = model._base_manager.using(self.using).filter(**{f"{name}__in": missing})
                self.current.known |= {(model, name, getattr(row, name)): row for row in found}

    def forget(self, row: Model):
        """Ask anew for a row that changes."""
        for key in [key for key in self.current.known if issubclass(type(row), key[0])]:
            known = self.current.known[key]
            if known is None or known.pk == row.pk:
                del self.current.known[key]
