"""Which database Django asks: what the middleware chose for reading, and the primary for all that is written."""

from contextvars import ContextVar

from .configuration import PRIMARY

reading_from = ContextVar("reading_from", default=PRIMARY)


class Router:
    def db_for_read(self, model, **hints):
        return reading_from.get()

    def db_for_write(self, model, **hints):
        # Whoever writes reads afterwards what was written.
        reading_from.set(PRIMARY)
        return PRIMARY

    def allow_relation(self, one, other, **hints):
        # The rows of a replica are those of the primary.
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == PRIMARY
