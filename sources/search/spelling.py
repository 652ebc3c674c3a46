"""Typing mistakes: the word that was meant, of those that entries have."""

from functools import lru_cache

from django.db import connections, router

from .folding import beginnings
from .models import Word

# A word goes on from three letters, may have a mistake from four and two from eight.
SHORTEST, LONG_ENOUGH, LONG = 3, 4, 8
_LAST = "\U0010ffff"
# Comparing as in the indexes of beginnings, letter by letter, whatever the language of the database.
_RANGE = {
    "sqlite": "{0} >= %s AND {0} < %s",
    "postgresql": "{0} ~>=~ %s AND {0} ~<~ %s",
}


def connection():
    return connections[router.db_for_read(Word)]


def begins(column, prefix):
    """Return a condition that a column begins with this, as SQL and parameters, such that an index serves it."""
    return _RANGE[connection().vendor].format(column), [prefix, prefix + _LAST]


def frequencies(words, pairs=()):
    """Return {word: how many entries have it} of the words that some entry has, be it as the beginning of another.

    A word that only begins others has the frequency 0. Pairs of words as one are looked up in this number only, else
    “weaving s” would be “weavings”, and so “weaving”.
    """
    as_they_stand = set(pairs) - set(words)
    words = sorted({*words, *pairs})
    if not words:
        return {}
    parts, parameters = [], []
    for place, word in enumerate(words):
        starts = (word,) if word in as_they_stand else beginnings(word)
        longer = [begins("word", start) for start in starts if len(start) >= SHORTEST]
        condition = " OR ".join(sql for sql, _ in longer) or "1 = 0"
        parts.append(
            f"SELECT {place}, (SELECT count FROM sources_word WHERE word = %s), "
            f"EXISTS (SELECT 1 FROM sources_word WHERE {condition})"
        )
        parameters += [word, *(limit for _, limits in longer for limit in limits)]
    with connection().cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return {words[place]: count or 0 for place, count, is_beginning in cursor.fetchall() if count or is_beginning}


def nearest(word, most=None):
    """Return the nearest word that entries have, how far it is and how many have it; None if none is near.

    At equal distance: the same first letter, then the more frequent, then the alphabet.
    """
    most = most or (2 if len(word) >= LONG else 1)
    letters, best = set(word), None
    for candidate, count in _candidates(word, most):
        # Each mistake changes at most two letters.
        if len(letters ^ set(candidate)) <= 2 * most and candidate != word:
            distance = mistakes(word, candidate, most)
            if distance <= most:
                rank = (distance, candidate[0] != word[0], -count, candidate)
                best = min(best or rank, rank)
    return best and (best[3], best[0], -best[2])


def in_two(word):
    """Return the two known words that stand together in this one, the rarer of them as frequent as can be."""
    cuts = [(word[:place], word[place:]) for place in range(SHORTEST, len(word) - SHORTEST + 1)]
    known = frequencies(part for cut in cuts for part in cut)
    whole = [cut for cut in cuts if all(known.get(part) for part in cut)]
    return max(whole, key=lambda cut: min(known[part] for part in cut), default=None)


def _candidates(word, most):
    """Return (word, frequency) of the words of about this length that share a run of three letters, edges included."""
    edged = f"  {word} "
    runs = sorted({edged[place : place + 3] for place in range(len(edged) - 2)})
    if connection().vendor == "sqlite":
        condition = "id IN (SELECT rowid FROM sources_word_fts WHERE sources_word_fts MATCH %s)"
        parameter = " OR ".join(f'"{run}"' for run in runs)
    else:
        condition, parameter = "word LIKE ANY (%s)", [_pattern(run) for run in runs]
    with connection().cursor() as cursor:
        cursor.execute(
            f"SELECT word, count FROM sources_word WHERE {condition} AND length(word) BETWEEN %s AND %s",
            [parameter, max(SHORTEST, len(word) - most), len(word) + most],
        )
        return cursor.fetchall()


def _pattern(run):
    start, end = ("" if run[0] == " " else "%"), ("" if run[-1] == " " else "%")
    return start + run.strip() + end


@lru_cache(maxsize=4096)
def mistakes(word, other, most):
    """Return how many letters are wrong, missing, too many or swapped (Damerau–Levenshtein); above `most`, more."""
    if abs(len(word) - len(other)) > most:
        return most + 1
    before, row = None, list(range(len(other) + 1))
    for place, letter in enumerate(word, 1):
        before_last, before, row = before, row, [place]
        for column, other_letter in enumerate(other, 1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != other_letter))
            is_swap = place > 1 and column > 1 and word[place - 2 : place] == other[column - 1] + other[column - 2]
            row.append(min(cost, before_last[column - 2] + 1) if is_swap else cost)
        if min(row) > most:
            return most + 1
    return row[-1]
