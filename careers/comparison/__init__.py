"""Roles side by side, and what changes from one to the next."""
