"""How records are written: a line of JSON each, or a line that a person reads; docs/observing.md has the fields."""

import logging
from datetime import UTC, datetime

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

from .current import request_id
from .scrubbing import scrubbed

ACCESS = "waymark.requests"


def configuration(form, level):
    """Return what the setting LOGGING takes; `form` is json or text."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLine}, "text": {"()": TextLine}},
        "filters": {"request": {"()": OfRequest}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # Every request has its own line, and every error goes to the sink: these would say it again.
            "django.request": {"level": "CRITICAL"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            # Who signs in from where is in the record of sign-ins, which editors can read and which is pruned.
            "axes": {"level": "ERROR"},
        },
    }


class OfRequest(logging.Filter):
    """Writes the id of the request into every record made while it is answered."""

    def filter(self, record):
        if identity := request_id():
            record.request_id = identity
        return True


class JsonLine(JsonFormatter):
    """A record as one line of JSON, `time`, `level`, `logger` and `message` first."""

    def __init__(self):
        # What Django adds of a request names its whole address, with what somebody searched for.
        super().__init__(json_ensure_ascii=False, reserved_attrs=[*RESERVED_ATTRS, "request"])

    def add_fields(self, log_data, record, message_dict):
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname.lower()
        log_data["logger"] = record.name
        log_data["message"] = record.message
        super().add_fields(log_data, record, message_dict)

    def format(self, record):
        return scrubbed(super().format(record))


class TextLine(logging.Formatter):
    """A record as a person reads it, the fields of a request in one row."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    def formatMessage(self, record):  # noqa: N802 the name is logging's
        line = super().formatMessage(record)
        if record.name == ACCESS:
            line += f"  {record.method} {record.path!a} {record.status}  {record.ms:g} ms  {record.cache}"
            line += f"  {record.queries} queries"
        elif hasattr(record, "sql"):
            line += f"  {record.ms:g} ms  {record.sql}"
        return f"{line}  [{record.request_id}]" if hasattr(record, "request_id") else line

    def format(self, record):
        return scrubbed(super().format(record))
