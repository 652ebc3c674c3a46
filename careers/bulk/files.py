"""The files of one release, written from its documents: the same documents are the same files, byte for byte."""

import json

from . import package
from .csv_files import write_csv
from .json_files import write_json
from .notices import FILE as LICENCES
from .notices import as_markdown
from .packed import sha256
from .sqlite_file import write_sqlite
from .turtle_file import write_turtle

CHECKSUMS = "SHA256SUMS"


def write_forms(read, folder, site):
    """Write the content in each form; return {table or kind: how many}.

    read: returns the documents anew each time. site: the address of the site, without a slash at its end.
    """

    def documents():
        return (_with_whole_address(document, site) for document in read())

    counts = {"rows": write_csv(documents(), folder), "documents": write_json(documents(), folder)}
    write_sqlite(documents(), folder)
    write_turtle(read(), folder, site)
    return counts


def write_around(folder, version, site, notices):
    """Write what goes with the forms; return [{"name", "bytes", "sha256"}] of all files."""
    (folder / LICENCES).write_text(as_markdown(version, notices), encoding="utf-8")
    described = package.descriptor(version, site, notices, {file["name"]: file for file in _files(folder)})
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / package.FILE).write_text(f"{text}\n", encoding="utf-8")
    sums = "".join(f"{file['sha256']}  {file['name']}\n" for file in _files(folder))
    (folder / CHECKSUMS).write_text(sums, encoding="utf-8")
    return _files(folder)


def _files(folder):
    return [
        {"name": path.name, "bytes": path.stat().st_size, "sha256": sha256(path)} for path in sorted(folder.iterdir())
    ]


def _with_whole_address(document, site):
    return document | {"address": f"{site}{document['address']}"} if "address" in document else document
