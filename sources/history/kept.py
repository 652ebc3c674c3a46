"""Which models have a history, and where a row of each belongs; the rooms say so when they are ready."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

from django.db.models import Model

from sources.publication import Publishable, Status


@dataclass(frozen=True)
class Kept:
    """How the history of one model's rows is kept.

    subject: the foreign key to the page that shows a row; empty for a page itself. name: the look-up of what names
    a row on that page. public_with: the foreign keys to what readers have to see as well, to see a row. is_common:
    tells of a row's name whether it is a common noun, which a sentence does not capitalise. words: what a changed row
    says to readers (see sources.history.words). passes: tells of the values of a page whether it is there for a while
    only, and does not come back once it is gone.
    """

    model: type[Model]
    subject: str = ""
    name: str = ""
    public_with: tuple[str, ...] = ()
    is_common: Callable | None = None
    words: Callable | None = None
    passes: Callable | None = None

    @property
    def subject_model(self):
        return self.model._meta.get_field(self.subject).related_model if self.subject else self.model

    @property
    def fields(self):
        """The columns of a row but its key."""
        return [field for field in self.model._meta.concrete_fields if not field.primary_key]

    @property
    def many(self):
        """The fields that link many to many: the claims."""
        return self.model._meta.many_to_many

    @property
    def references(self):
        return [field for field in self.fields if field.is_relation]

    def named(self, row, resolve):
        """Return the name of a row on its page; `resolve(row, foreign key)` finds what the row refers to."""
        if not self.name:
            return str(row)
        *keys, last = self.name.split("__")
        holder = reduce(lambda held, key: held and resolve(held, key), keys, row)
        return str(getattr(holder, last, "") or "")


# Model -> Kept.
_kept = {}


def keep(model, **how):
    """Remember what becomes of the rows of a model."""
    from .recording import rows

    _kept[model] = Kept(model, **how)
    rows.register(model)


def kept(model):
    return _kept[model]


def kept_models():
    return list(_kept)


def model_of(label):
    """Return the model with this label in lower case ("roles.role"), None if no history of it is kept."""
    return next((model for model in _kept if model._meta.label_lower == label), None)


def subject_models():
    """Return the models of pages."""
    return [model for model, how in _kept.items() if not how.subject]


def is_seen(row):
    """Tell whether readers may open a page: it is no draft, or of a kind that has none."""
    return not isinstance(row, Publishable) or row.status != Status.DRAFT
