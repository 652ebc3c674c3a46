"""How alike two texts are, by the groups of three letters that they share; nothing of it asks the database."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator

from sources.search.folding import words


def trigrams(text: str) -> frozenset[str]:
    """Return the trigrams of the words of a text, case, accents and punctuation aside.

    As PostgreSQL's pg_trgm has them: each word with two spaces before and one behind.
    """
    padded = [f"  {word} " for word in words(text)]
    return frozenset(word[start : start + 3] for word in padded for start in range(len(word) - 2))


def alike(texts: Iterable[tuple[Hashable, str]], least: float) -> Iterator[tuple[Hashable, Hashable]]:
    """Yield the pairs of keys whose texts share at least this part of their trigrams, of 0 to 1 (the Jaccard index).

    The key that comes first in the texts comes first in its pair. Only texts that share a trigram are compared.
    """
    known, having = [], defaultdict(list)
    for place, (key, text) in enumerate(texts):
        ours = trigrams(text)
        shared = Counter(other for trigram in ours for other in having[trigram])
        for other, count in sorted(shared.items()):
            earlier, size = known[other]
            if count >= least * (len(ours) + size - count):
                yield earlier, key
        known.append((key, len(ours)))
        for trigram in ours:
            having[trigram].append(place)
