"""What rows are called, those that are gone included."""

from django.contrib.contenttypes.models import ContentType

from .kept import kept
from .models import ChangedRow


def names_of(keys):
    """Return {(model, pk): name on its page}, a few queries for each model."""
    names = {}
    for model in {model for model, _ in keys}:
        pks = [pk for of_model, pk in keys if of_model is model]
        names |= {(model, pk): name for pk, name in _present_names(model, pks)}
        gone = [pk for pk in pks if (model, pk) not in names]
        if gone:
            kind = ContentType.objects.get_for_model(model)
            entries = ChangedRow.objects.filter(content_type=kind, object_id__in=gone).order_by("pk")
            names |= {(model, pk): name for pk, name in entries.values_list("object_id", "object_repr")}
    return names


def _present_names(model, pks):
    how = kept(model)
    joins = how.name.rpartition("__")[0]
    rows = model._base_manager.filter(pk__in=pks)
    for row in rows.select_related(*([joins] if joins else how.public_with)):
        yield row.pk, how.named(row, getattr)


def label(key, names):
    """Return a row in words: “skill requirement “Docker””."""
    model, _ = key
    return f"{model._meta.verbose_name} “{names.get(key, 'without a name')}”"
