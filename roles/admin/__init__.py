"""Roles with all that is said of them, and the vocabulary that they share."""

from . import drafts, role, rows, vocabulary

__all__ = ["drafts", "role", "rows", "vocabulary"]
