"""Rows by their natural keys, looked up for a whole file at once."""

from itertools import islice

from import_export.instance_loaders import BaseInstanceLoader

# How many keys a query asks for.
MOST_KEYS = 500


def key_text(row):
    """Return the natural key of a row as cells write it, its parts apart by slashes; empty for no row."""
    return "/".join(map(str, row.natural_key())) if row else ""


def rows_with(model, texts):
    """Return {natural key as text: row}, of those that are there."""
    queryset = model._default_manager.select_related(*joins(model))
    return {key_text(row): row for row in in_batches(queryset, model.natural_key_fields[0], _beginnings(texts))}


def _beginnings(texts):
    return {text.split("/")[0] for text in texts if text}


def in_batches(queryset, path, values):
    """Yield the rows of a queryset that have one of the values; one query for each few hundred of them."""
    for batch in batches(sorted(values)):
        yield from queryset.filter(**{f"{path}__in": batch}).order_by()


def batches(values):
    values = iter(values)
    while batch := list(islice(values, MOST_KEYS)):
        yield batch


def joins(model):
    """Return the foreign keys that a natural key follows."""
    return sorted({path.rpartition("__")[0] for path in model.natural_key_fields} - {""})


class KeyLoader(BaseInstanceLoader):
    """The rows that a file names, with what their cells say now."""

    def __init__(self, resource, dataset=None):
        super().__init__(resource, dataset)
        first, path = resource.key_columns[0].column_name, resource._meta.model.natural_key_fields[0]
        texts = {text.strip() for text in dataset[first]} if len(dataset) else ()
        rows = {row.pk: row for row in in_batches(resource.get_queryset(), path, texts)}
        self.there = {}
        for batch in batches(rows):
            for pk, said in resource.texts(resource.get_queryset().filter(pk__in=batch)):
                rows[pk].said = said
                self.there[tuple(said[column.column_name] for column in resource.key_columns)] = rows[pk]
        resource.there = set(self.there)

    def get_instance(self, row):
        return self.there.get(self.resource.key_of(row))
