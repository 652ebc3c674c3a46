"""A model as a table: its columns, its rows in a fixed order, and what importing a row means."""

from functools import cache, cached_property
from itertools import islice

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Collate
from import_export.resources import ModelResource, modelresource_factory
from import_export.results import RowResult

from careers.content import MODELS
from careers.content_files import fields_of
from roles.models import ProgressionStep, StepKind
from roles.promotions import leads_to
from sources.collection import Collection, Imported
from sources.forms import UNCITED
from sources.models import Cited

from .columns import References, column_of
from .publishing import Rights
from .references import KeyLoader, key_text, rows_with
from .rows import EMPTY, differ, link, load_related, violations_of

# What only frameworks have; written here, it would be of no release.
FRAMEWORKS_ONLY = [
    "roles.PreparationLevel",
    "roles.PreparationCategory",
    "skills.SkillInArea",
    "roles.PreparationShare",
    "roles.RoleRelation",
]
# In the order of importing: each after what it refers to.
TABLES = [MODELS[0], *FRAMEWORKS_ONLY[:2], *MODELS[1:], *FRAMEWORKS_ONLY[2:]]
# How many rows are read together.
BATCH = 2_000
# What many models share stands last, behind what a row says.
EVIDENCE = ("basis", "claims", "hedge", "note", "status")
# The number of a row in its file, beside its cells.
NUMBER = "#"


class Table(ModelResource):
    """The rows of one model; `editor` is who imports, None for a command, which restores whatever was exported."""

    def __init__(self, editor=None):
        super().__init__()
        self.editor = editor
        self.columns = [self.fields[name] for name in self._meta.fields]
        self.key_columns = [self.fields[name] for name in self.get_import_id_fields()]
        self.references = [column for column in self.columns if column.field.is_relation]
        self.relations = [field.name for field in self._meta.model._meta.concrete_fields if field.is_relation]
        self.changes = {}  # {number of a row: [(column, what it said, what it says)]}
        self.saved = []  # (number, row of the database)
        self.keys = {}  # {natural key: number of the first row with it}
        self.there = set()  # the natural keys that the database has already

    # Out

    @property
    def headers(self):
        return [column.column_name for column in self.columns]

    def lines(self, queryset):
        """Yield the headers, then the cells of each row of a queryset of the model, ordered by natural key."""
        yield self.headers
        # What the queryset joins, counts and sorts by is left behind.
        chosen = self._meta.model._default_manager.filter(pk__in=queryset.order_by().values("pk"))
        for _, texts in self.texts(chosen.order_by(*self._order())):
            yield [texts[header] for header in self.headers]

    def texts(self, queryset):
        """Yield (id, {column: text}) of each row of a queryset, with one query more for each batch of rows."""
        paths = [path for column in self.columns for path in column.paths]
        rows = queryset.values_list("pk", *paths).iterator(chunk_size=BATCH)
        while batch := list(islice(rows, BATCH)):
            links = {column: column.texts([pk for pk, *_ in batch]) for column in self.columns if _is_many(column)}
            for pk, *values in batch:
                values = iter(values)
                yield (
                    pk,
                    {
                        column.column_name: links[column].get(pk, "")
                        if column in links
                        else column.text(list(islice(values, len(column.paths))))
                        for column in self.columns
                    },
                )

    def _order(self):
        """Order by code points, as databases do by themselves only in some languages."""
        collation = "C" if connection.vendor == "postgresql" else "BINARY"
        for path in self._meta.model.natural_key_fields:
            *_, field = _followed(self._meta.model, path)
            is_text = field.get_internal_type() in ("CharField", "SlugField")
            yield (Collate(path, collation) if is_text else F(path)).asc(nulls_first=True)

    # In

    def before_import(self, dataset, **kwargs):
        for column in self.references:
            if column.column_name in dataset.headers:
                cells = dataset[column.column_name]
                texts = {text for cell in cells for text in (cell.split() if _is_many(column) else [cell.strip()])}
                column.there = {text: _value(column, row) for text, row in self._known(column, texts).items()}

    def _known(self, column, texts):
        return rows_with(column.field.related_model, texts)

    def key_of(self, row):
        """Return the natural key of a row of a file; None where it does not say one."""
        try:
            return tuple(column.said(row) for column in self.key_columns)
        except ValueError:
            return None

    def before_import_row(self, row, **kwargs):
        key = self.key_of(row)
        if key in self.keys:
            raise ValidationError(f"Row {self.keys[key]} is the same by its {_listed(self.key_columns)}: keep one.")
        if key:
            self.keys[key] = row[NUMBER]

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        if field.asks_for_a_value and row.get(field.column_name, "?").strip() == "":
            if instance._state.adding and field.field.has_default():
                return
            raise ValueError(EMPTY)
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """Tell whether a row of the file says what the database says; note what it changes otherwise."""
        if import_validation_errors:
            return False
        before = getattr(instance, "said", {})
        said = {column: column.said(row) for column in self._said_by(instance, row)}
        changes = [
            (column.column_name, before.get(column.column_name, ""), text)
            for column, text in said.items()
            if differ(before.get(column.column_name, ""), text)
        ]
        self.changes[row[NUMBER]] = changes
        if not any(isinstance(self.fields[name], References) for name, *_ in changes):
            vars(instance).pop("wanted_links", None)
        return not changes and not instance._state.adding

    def _said_by(self, instance, row):
        """Return the columns of a row; of a new one without those that are left to the default."""
        present = [column for column in self.columns if column.column_name in row]
        if not instance._state.adding:
            return present
        return [column for column in present if row[column.column_name] or not column.asks_for_a_value]

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = {_name(self, name): error for name, error in (import_validation_errors or {}).items()}
        try:
            # What a row refers to has been looked up already, for all rows at once.
            instance.clean_fields(exclude={*errors, *self.relations})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for column in self.references:
            if column.asks_for_a_value and getattr(instance, column.attribute) is None:
                errors.setdefault(column.field.name, [ValidationError(EMPTY)])
        errors |= self._against_the_rules(instance)
        if errors:
            raise ValidationError(errors)

    def _against_the_rules(self, instance):
        """Return what an editor may not do, and what the admin's forms would complain of, as {field: errors}."""
        if not self.editor:
            return {}
        if isinstance(instance, Collection) and instance._state.adding:
            return {NON_FIELD_ERRORS: [ValidationError("Collections are made by importing a framework.")]}
        if refusal := self._rights.refusal(instance):
            return {NON_FIELD_ERRORS: [ValidationError(refusal)]}
        is_cited = isinstance(instance, Cited) and not getattr(instance, "is_imported", False)
        if is_cited and instance.basis in UNCITED and not self._claims_of(instance):
            return {"claims": [ValidationError(UNCITED[instance.basis])]}
        return {}

    @cached_property
    def _rights(self):
        return Rights(self.editor)

    @cached_property
    def _promotions(self):
        return list(ProgressionStep.objects.promotions().values_list("origin", "target"))

    def _claims_of(self, instance):
        wanted = getattr(instance, "wanted_links", None)
        return wanted["claims"] if wanted else getattr(instance, "said", {}).get("claims")

    def do_instance_save(self, instance, is_create):
        """Save a row with its links; raises ValidationError at the fields that the database complains of."""
        try:
            with transaction.atomic():
                super().do_instance_save(instance, is_create)
                for name, wanted in getattr(instance, "wanted_links", {}).items():
                    link(getattr(instance, name), wanted, is_new=is_create)
        except IntegrityError as error:
            raise violations_of(instance, error) from error

    def before_save_instance(self, instance, row, **kwargs):
        if isinstance(instance, Imported) and not instance._state.adding:
            instance.mark_edited([name for name, *_ in self.changes[row[NUMBER]]])

    def after_save_instance(self, instance, row, **kwargs):
        self.saved.append((row[NUMBER], instance))
        for column in self.references:
            if column.field.related_model is type(instance):
                column.there[key_text(instance)] = instance.pk

    def import_row(self, row, instance_loader, **kwargs):
        result = super().import_row(row, instance_loader, **kwargs)
        result.number, result.cells = row[NUMBER], row
        return result

    def after_import(self, dataset, result, **kwargs):
        """Ask of the rows what has to be true between them, now that all are there."""
        results = {row.number: row for row in result.rows}
        for name in ("broader", "choice"):
            load_related([instance for _, instance in self.saved], name)
        for number, instance in self.saved:
            try:
                instance.clean()
                self._check_promotion(instance)
            except ValidationError as error:
                results[number].import_type = RowResult.IMPORT_TYPE_INVALID
                results[number].validation_error = error
        if self.editor:
            self._rights.note([instance for _, instance in self.saved])

    def _check_promotion(self, instance):
        is_promotion = isinstance(instance, ProgressionStep) and instance.kind == StepKind.PROMOTION
        if is_promotion and leads_to(self._promotions, instance.target_id, instance.origin_id):
            raise ValidationError({"target": "Promotions would lead round in a circle."})

    @classmethod
    def get_row_result_class(cls):
        return _RowResult


class _RowResult(RowResult):
    def add_instance_info(self, instance):
        """Leave out how the row is called, which would take a query for many a row."""


@cache
def table_class(label):
    """Return the Table of a model (“roles.Role”)."""
    model = apps.get_model(label)
    key = [path.split("__")[0] for path in model.natural_key_fields]
    fields = {field.name: field for field in fields_of(model) if field.editable}
    evidence = [name for name in EVIDENCE if name in fields]
    names = dict.fromkeys([*key, *(name for name in fields if name not in evidence), *evidence])
    columns = {name: column_of(fields[name]) for name in names}
    options = {
        "fields": list(columns),
        "import_id_fields": key,
        "instance_loader_class": KeyLoader,
        "skip_diff": True,
        "report_skipped": False,
        "use_transactions": False,
    }
    return modelresource_factory(model, Table, options, columns)


def _followed(model, path):
    for name in path.split("__"):
        field = model._meta.get_field(name)
        model = field.related_model
        yield field


def _is_many(column):
    return isinstance(column, References)


def _value(column, row):
    return row.pk if _is_many(column) else getattr(row, column.field.target_field.attname)


def _name(table, attribute):
    """Return the name of the column of an attribute: “role” of “role_id”."""
    return next((column.column_name for column in table.columns if column.attribute == attribute), attribute)


def _listed(columns):
    return ", ".join(column.column_name for column in columns)
