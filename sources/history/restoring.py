"""Bring rows back to what they were: a version of a page, or all that one change touched."""

from dataclasses import dataclass, field
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from .changing import change
from .kept import kept
from .models import ChangedRow, ChangeKind
from .naming import label, names_of
from .possible import drop_what_cannot_be, drop_what_has_passed, is_referred_to, passing
from .rewriting import rewrite
from .versions import Subject, as_of, compare, found_rows, present, taken_back


class RestoreError(Exception):
    """Why rows cannot be brought back, in words for an editor."""


@dataclass
class Restoration:
    """What bringing rows back comes to: as they are, as they will be, and what cannot come back, in words."""

    before: dict
    after: dict
    lost: list[str] = field(default_factory=list)

    @property
    def changes(self):
        """Return {(model, pk): {field: [old, new]}}."""
        return compare(self.before, self.after)

    @property
    def digest(self):
        """Return what differs when something else would be brought back, or over something else."""
        rows = sorted((model._meta.label, pk, sorted(ends.items())) for (model, pk), ends in self.changes.items())
        return sha256(repr(rows).encode()).hexdigest()[:16]

    def carry_out(self, user, message, kind, *, marks_edits=False):
        """Write it as one change. Raises RestoreError; nothing has changed then."""
        try:
            with change(user, message, kind=kind) as current:
                rewrite(self.before, self.after, self.changes, marks_edits=marks_edits)
        except ValidationError as error:
            raise RestoreError(" ".join(error.messages)) from error
        except IntegrityError as error:
            raise RestoreError(f"Something that is there now stands in the way: {error}") from error
        return current.change


def version_of(page, change_id):
    """Return the Restoration that brings a page back to what it was after a change.

    Its address and whether readers see it stay as they are.
    """
    subject = Subject.of(page)
    before, after = present(subject), as_of(subject, change_id)
    own = (subject.model, subject.pk)
    if own not in after:
        raise RestoreError("The page was not there yet: there is nothing to bring back.")
    staying = [name for name in ("slug", "status") if name in before[own]]
    after[own] = after[own] | {name: before[own][name] for name in staying}
    return _checked(before, after)


def bring_back(page, past, user):
    """Bring a page back to what it was after a change, as a new change, and return that."""
    when = f"As it was after the change of {past.moment}"
    return version_of(page, past.pk).carry_out(user, when, ChangeKind.RESTORE, marks_edits=True)


def undoing(past):
    """Return the Restoration that takes back a whole change; raise RestoreError where something has changed since."""
    entries = ChangedRow.objects.filter(change=past).select_related("content_type").order_by("pk")
    if not entries:
        raise RestoreError("Only its numbers were kept, not its rows: it cannot be undone here.")
    rows = _by_row(entries)
    before = {}
    for model in {model for model, _ in rows}:
        before |= found_rows(model, [pk for of_model, pk in rows if of_model is model])
    _check_unchanged(rows, before)
    after = taken_back(before, entries)
    if passing(before) - after.keys():
        raise RestoreError("A draft began with it: withdraw that instead.")
    left = drop_what_has_passed(before, after)
    if after and not left:
        raise RestoreError("All that it touched was a draft, and that is closed: begin a new one.")
    return _checked(before, left)


def undo(past, user):
    """Take back a whole change, as a new change, and return that."""
    message = f"The change of {past.moment} undone"
    return undoing(past).carry_out(user, message + (f": {past.message}" if past.message else ""), ChangeKind.UNDO)


def _by_row(entries):
    """Return {(model, pk): its entries in order}."""
    rows = {}
    for entry in entries:
        rows.setdefault((entry.content_type.model_class(), entry.object_id), []).append(entry)
    return rows


def _check_unchanged(rows, before):
    for key, entries in rows.items():
        last = entries[-1]
        name = f"“{last.object_repr}” ({kept(key[0]).model._meta.verbose_name} of {last.subject_name})"
        if last.action == ChangedRow.Action.DELETE:
            if key in before:
                raise RestoreError(f"{name} has been added again since: it is not undone.")
        elif key not in before:
            raise RestoreError(f"{name} has been removed since: bring that back first.")
        elif since := _changed_since(entries, before[key]):
            fields = ", ".join(key[0]._meta.get_field(field).verbose_name for field in since)
            raise RestoreError(f"{name} has been changed again since ({fields}): undo that first.")


def _changed_since(entries, values):
    """Return the fields that are no longer what these entries of one row made of them."""
    made = {name: ends[1] for entry in entries for name, ends in entry.changes.items()}
    names = values if entries[0].action == ChangedRow.Action.CREATE else made
    return [name for name in names if (values.get(name) or None) != (made.get(name) or None)]


def _checked(before, after):
    """Return the Restoration without what cannot be; raise RestoreError where something else needs what would go."""
    removed = before.keys() - after.keys()
    if needed := is_referred_to(removed, compare(before, after)):
        raise RestoreError(needed)
    after, lost = drop_what_cannot_be(before, after)
    names = names_of({key for key, _ in lost})
    return Restoration(before, after, [f"{label(key, names)}: {why}" for key, why in lost])
