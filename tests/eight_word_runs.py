"""Runs of eight words, to see that no sentence of a document stands in the project.

The documents are no part of the project: it keeps only a short hash of each run of words in them.
"""

import hashlib
import re
from pathlib import Path

HASHES = Path(__file__).parent / "data" / "eight_word_runs.bin"
LENGTH = 8
_BYTES = 8
_WORD = re.compile(r"[a-z0-9$%+#.'-]+")


def runs(text):
    """Return the runs of eight words in a text, in order, each as words with single spaces."""
    # A comma or full stop after a word does not make it another one.
    words = [word.strip(".'-") for word in _WORD.findall(text.lower().replace("’", "'"))]
    return [" ".join(words[start : start + LENGTH]) for start in range(len(words) - LENGTH + 1)]


def hash_of(run):
    return hashlib.blake2b(run.encode(), digest_size=_BYTES).digest()


def known_hashes():
    """Return the hashes of all runs in the documents."""
    hashes = HASHES.read_bytes()
    return frozenset(hashes[start : start + _BYTES] for start in range(0, len(hashes), _BYTES))


def shared_runs(text, known):
    """Return the runs of a text whose hashes are known."""
    return [run for run in runs(text) if hash_of(run) in known]
