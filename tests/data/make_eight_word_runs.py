"""Write eight_word_runs.bin from a folder of documents: python -m tests.data.make_eight_word_runs FOLDER."""

import sys
from pathlib import Path

from tests.eight_word_runs import HASHES, hash_of, runs

LONGEST_TITLE = 120


def body(text):
    """Return a document without the first line where that is its title, which is a name and may be used."""
    first, _, rest = text.partition("\n")
    return rest if len(first) < LONGEST_TITLE else text


def main(folder):
    texts = [path.read_text(errors="replace") for path in sorted(Path(folder).glob("*.txt"))]
    hashes = {hash_of(run) for text in texts for run in runs(body(text))}
    HASHES.write_bytes(b"".join(sorted(hashes)))


if __name__ == "__main__":
    main(sys.argv[1])
