"""Writing a Whole into a role: only what differs, and all of it or nothing."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from roles.models import Choice, ProgressionStep, Role
from roles.promotions import leads_to
from sources.collection import Imported
from sources.forms import UNCITED
from sources.plain_rows import words

from .difference import difference
from .reading import keys_of, read
from .references import References
from .structure import PARTS, ROLE_FIELDS, is_reference


class WholeError(Exception):
    """A Whole cannot be written; `problems` are sentences."""

    def __init__(self, problems):
        super().__init__(" ".join(problems))
        self.problems = list(problems)


def apply(whole, role):
    """Bring a role to what a Whole says, and return the RowChanges; raises WholeError and then writes nothing.

    Rows that stay keep their ids and where they come from; what changes of imported ones is marked as edited here.
    """
    with transaction.atomic():
        role = Role.objects.select_for_update().get(pk=role.pk)
        changes = difference(read(role), whole)
        references = References(changes)
        if references.missing:
            raise WholeError(references.missing)
        writing = _Writing(role, references)
        writing.write(changes)
        problems = writing.problems or list(_circles(role, changes))
        if problems:
            raise WholeError(problems)
        return changes


class _Writing:
    def __init__(self, role, references):
        self.role = role
        self.problems = []
        self._references = references
        self._choices = {}

    def write(self, changes):
        """Write what choices are there first and remove them last: rows that leave one are not lost with it."""
        of_choices = [change for change in changes if change.part == "choices"]
        of_rows = [change for change in changes if change.part not in ("", "choices")]
        self._write_role([change for change in changes if not change.part])
        self._write_rows([change for change in of_choices if change.after])
        self._choices = {choice.slug: choice for choice in self.role.choices.all()}
        self._remove([change for change in of_rows if not change.after])
        self._write_rows([change for change in of_rows if change.after])
        self._remove([change for change in of_choices if not change.after])

    def _write_role(self, changes):
        values = {name: value for change in changes for name, value in change.after.items()}
        if values:
            self._write_row(self.role, ROLE_FIELDS, values, f"role {self.role.slug}")

    def _write_rows(self, changes):
        for part, rows in self._present(changes).items():
            for change in (change for change in changes if change.part == part.name):
                row = rows.get(change.key)
                names = change.fields if row else change.after
                row = row or part.model(**{part.own: self.role})
                values = {name: change.after[name] for name in names}
                self._write_row(row, part.fields, values, f"{part.label} {words(change.key)}")

    def _present(self, changes):
        """Return {Part: {key: row}} of the rows that changes speak of and that are there; two queries a part."""
        parts = {PARTS[change.part]: {} for change in changes}
        for part, rows in parts.items():
            wanted = {change.key for change in changes if change.part == part.name and change.before}
            pks = {pk: key for key, pk in keys_of(part, self.role).items() if key in wanted}
            for row in part.model._default_manager.filter(pk__in=pks):
                setattr(row, part.own, self.role)
                rows[pks[row.pk]] = row
        return parts

    def _write_row(self, row, fields, values, name):
        try:
            self._set(row, fields, values)
            _check(row, fields, values, self._is_uncited(row, fields, values))
        except ValidationError as error:
            self.problems += [f"{name}: {message}" for message in _messages(error)]
            return
        if isinstance(row, Imported):
            row.mark_edited(values)
        row.save()
        if "claims" in values:
            row.claims.set(self._references.claims(values["claims"]))

    def _set(self, row, fields, values):
        for name, value in values.items():
            field = fields[name]
            if field.related_model is Choice and value is not None:
                if value not in self._choices:
                    raise ValidationError({name: f"this role has no choice “{value}”."})
                setattr(row, name, self._choices[value])
            elif is_reference(field):
                setattr(row, name, self._references.get(field, value))
            elif not field.many_to_many:
                setattr(row, name, value)

    def _is_uncited(self, row, fields, values):
        """Whether a row rests on no claim once it is written."""
        if "claims" not in fields or getattr(row, "is_imported", False):
            return False
        return not (values["claims"] if "claims" in values else row.pk and row.claims.exists())

    def _remove(self, changes):
        for part, rows in self._present(changes).items():
            for change in changes:
                if change.part == part.name and change.key in rows:
                    rows[change.key].delete()


def _check(row, fields, values, is_uncited):
    """Raise ValidationError where a row breaks a rule; what it refers to has been looked up already."""
    related = [field.name for field in row._meta.get_fields() if field.is_relation and field.concrete]
    row.clean_fields(exclude=related)
    row.clean()
    row.validate_constraints()
    if is_uncited and {"basis", "claims"} & values.keys() and row.basis in UNCITED:
        raise ValidationError({"claims": UNCITED[row.basis]})


def _messages(error):
    for name, messages in error.message_dict.items() if hasattr(error, "error_dict") else [("", error.messages)]:
        beginning = "" if name in ("", NON_FIELD_ERRORS) else f"{name}: "
        yield from (f"{beginning}{message}" for message in messages)


def _circles(role, changes):
    """Yield what is wrong where promotions lead from the role back to it."""
    if not any(change.part in ("entries", "exits") for change in changes):
        return
    promotions = ProgressionStep.objects.promotions().order_by().values_list("origin_id", "target_id")
    if leads_to(promotions, role.pk, role.pk):
        yield f"role {role.slug}: promotions would lead round in a circle; make one of them another kind of step."
