"""The descriptor of a release as a data package (https://datapackage.org): what each file holds, column by column."""

from . import csv_files, json_files, sqlite_file, turtle_file
from .documents import KINDS
from .notices import NAMES, licences_of
from .tables import TABLES

FILE = "datapackage.json"
_TYPES = {"codes": "string", "text": "string"}
# Which table says more of what a column names.
_REFERENCES = {
    "collection": ("collections", "collection"),
    "document": ("documents", "document"),
    "skill": ("skills", "skill"),
    "role": ("roles", "role"),
}
# Columns of a key of which some cells are empty: the standard has no such keys.
_SOMETIMES_EMPTY = {"choice", "other_role", "other_party"}
_QUOTED = "A text that begins with =, +, - or @ has a quotation mark (') before it, so that no spreadsheet runs it."


def descriptor(version, site, notices, files):
    """Return the descriptor; files: {name: {"bytes": …, "sha256": …}} of all that it describes."""
    licences = licences_of(notices)
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "data-package",
        "name": "waymark",
        "title": "Waymark: career-path knowledge",
        "description": "What people in roles do, what skills at what level roles ask for, which ways lead in and on, "
        "every statement with the claims that it rests on. An empty cell: not stated.",
        "version": version,
        "homepage": f"{site}/data/",
        **({"licenses": licences} if licences else {}),
        "collections": [{name: notice[name] for name in NAMES} for notice in notices],
        "resources": [_with_file(resource, files) for resource in _resources()],
    }


def _resources():
    yield from map(_table, TABLES)
    for kind in KINDS:
        title = f"{kind.plural.capitalize()}, each with all that is said of it, as a line of JSON"
        yield _resource(f"{kind.plural}-lines", json_files.file_of(kind), title, "jsonl", "application/jsonl")
    yield _resource("sqlite", sqlite_file.FILE, "All tables in one SQLite file", "sqlite", "application/vnd.sqlite3")
    yield _resource("turtle", turtle_file.FILE, "The same as linked data (schema.org, SKOS)", "ttl", "text/turtle")


def _resource(name, path, title, ending, mediatype):
    encoding = {} if ending == "sqlite" else {"encoding": "utf-8"}
    kind = {"name": name, "path": path, "title": title, "format": ending, "mediatype": mediatype}
    return kind | encoding | {"compression": "gz"}


def _table(table):
    resource = _resource(table.name.replace("_", "-"), csv_files.file_of(table), table.title, "csv", "text/csv")
    schema = {
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
        "foreignKeys": list(_references(table)),
    }
    if not _SOMETIMES_EMPTY & set(table.key):
        schema["primaryKey"] = list(table.key)
    return resource | {"profile": "tabular-data-resource", "description": _QUOTED, "schema": schema}


def _field(column, table):
    field = {"name": column.name, "type": _TYPES.get(column.type, column.type), "description": column.description}
    is_sure = column.name in table.key and column.name not in _SOMETIMES_EMPTY
    return field | ({"constraints": {"required": True}} if is_sure else {})


def _references(table):
    for column in table.columns:
        resource, field = _REFERENCES.get(column.name) or ("", "")
        if resource and resource != table.name:
            yield {"fields": column.name, "reference": {"resource": resource, "fields": field}}


def _with_file(resource, files):
    file = files[resource["path"]]
    return resource | {"bytes": file["bytes"], "hash": f"sha256:{file['sha256']}"}
