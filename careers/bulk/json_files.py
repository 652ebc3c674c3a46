"""The content as JSON Lines: a file for each kind, a document with all that is said of it in each line."""

from contextlib import ExitStack

from .documents import KINDS, line_of
from .packed import ENDING, packed


def write_json(documents, folder):
    """Write a file for each kind of document; return {kind: how many}."""
    counts = {kind.name: 0 for kind in KINDS}
    with ExitStack() as stack:
        files = {kind.name: stack.enter_context(packed(folder / file_of(kind))) for kind in KINDS}
        for document in documents:
            files[document["kind"]].write(line_of(document))
            counts[document["kind"]] += 1
    return counts


def file_of(kind):
    return f"{kind.plural}.jsonl{ENDING}"
