"""Roles with all that is said of them, and the vocabulary that they share."""

from . import role, rows, vocabulary

__all__ = ["role", "rows", "vocabulary"]
