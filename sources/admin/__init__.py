"""The editors' side: what the admin of every app stands on, and the documents and their claims."""

from sources.history import admin as history  # noqa: F401 registers the list of changes

from . import documents  # noqa: F401 registers their pages
from .collected import CollectedAdmin, OwnOptionsFilter
from .pages import PageAdmin, PublishableMixin
from .rows import EVIDENCE, CitedMixin, EditingMixin, RowInline, StatementInline

__all__ = [
    "EVIDENCE",
    "CitedMixin",
    "CollectedAdmin",
    "EditingMixin",
    "OwnOptionsFilter",
    "PageAdmin",
    "PublishableMixin",
    "RowInline",
    "StatementInline",
]
