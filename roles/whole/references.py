"""The rows that a Whole refers to, by their slugs and codes."""

from collections import defaultdict

from roles.models import Choice, Role
from sources.models import Claim

from .structure import PARTS, ROLE_FIELDS, is_reference


class References:
    """What changed rows refer to, loaded in one query a model; `missing` says what is not there."""

    def __init__(self, changes):
        self._found = {model: _load(model, names) for model, names in _named(changes).items()}
        self.missing = [
            f"There is no {model._meta.verbose_name} “{name}”: {_REMEDY}"
            for model, names in sorted(_named(changes).items(), key=lambda item: item[0]._meta.label)
            for name in sorted(names - self._found[model].keys())
        ]

    def get(self, field, name):
        """Return the row that a field names."""
        return None if name is None else self._found[field.related_model][name]

    def claims(self, codes):
        return [self._found[Claim][code] for code in codes]


_REMEDY = "bring it in first, or take it out of the file."


def _named(changes):
    """Return {model: names} of what the rows that will be there refer to; choices are of the role itself."""
    named = defaultdict(set)
    for change in changes:
        fields = PARTS[change.part].fields if change.part else ROLE_FIELDS
        for name, value in (change.after or {}).items():
            model = fields[name].related_model
            if is_reference(fields[name]) and model is not Choice and value is not None:
                named[model].add(value)
            elif model is Claim:
                named[Claim].update(value)
    return named


def _load(model, names):
    [key] = model.natural_key_fields
    rows = model._default_manager.filter(**{f"{key}__in": names})
    if model is Role:
        rows = rows.without_copies()
    return {getattr(row, key): row for row in rows}
