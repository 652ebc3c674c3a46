"""What is asked for: the words of a query, their mistakes mended, as an expression of the database."""

import re
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category

from . import spelling
from .folding import JOINED, STOP_WORDS, beginnings, words
from .models import EntryName
from .spelling import LONG_ENOUGH, SHORTEST, connection

MOST_LETTERS, MOST_WORDS = 200, 12
# Where nothing has a word, what it is made of: “mentor” for “mentoring”.
ENDINGS = ("ing", "ed")

# A word, and whether it may go on.
Wanted = tuple[str, bool]
# One of these is wanted, each of them words that are wanted together.
Alternatives = tuple[tuple[Wanted, ...], ...]


@dataclass(frozen=True)
class Query:
    """A query as it is asked of the index."""

    text: str
    words: tuple[str, ...]
    """All of its words in their order, stop words included, mended."""
    groups: tuple[Alternatives, ...]
    corrected: str = ""
    """The text with its mistakes mended; empty where there are none."""
    ignored: tuple[str, ...] = ()
    """Words that nothing has, nor anything like them."""
    is_cut: bool = False
    is_typing: bool = False

    @property
    def compact(self):
        return "".join(self.words)

    @property
    def spaced(self):
        return " ".join(self.words)

    def __bool__(self):
        return bool(self.groups)

    def as_tsquery(self):
        return _spelt(self.groups, " & ", " | ", "'{}'", ":*")

    def as_fts5(self):
        return _spelt(self.groups, " AND ", " OR ", '"{}"', " *")

    def is_met_by(self, found):
        """Return whether these words are what is asked for."""
        return all(
            any(all(any(_is(word, wanted) for word in found) for wanted in way) for way in ways) for ways in self.groups
        )

    def asks_for(self, word):
        return any(_is(word, wanted) for ways in self.groups for way in ways for wanted in way)


def _spelt(groups, both, either, quoted, more):
    """Return groups in the language of a database; words are letters and digits, so quotes hold them."""
    ways_of_groups = (
        [both.join(quoted.format(word) + more * may_go_on for word, may_go_on in way) for way in ways]
        for ways in groups
    )
    return both.join(f"(({f'){either}('.join(ways)}))" for ways in ways_of_groups)


def _is(word, wanted):
    text, may_go_on = wanted
    return word.startswith(text) if may_go_on else word == text


def clean(text):
    """Return a text without what no word is made of, and whether it was too long."""
    plain = "".join(" " if category(char)[0] == "C" else char for char in text[: 4 * MOST_LETTERS])
    plain = re.sub(r"\s+", " ", plain).strip()
    return plain[:MOST_LETTERS].rstrip(), len(plain) > MOST_LETTERS or len(text) > 4 * MOST_LETTERS


def parse(text, *, is_typing=False):
    """Return the Query for a text; while somebody is typing, the last word may go on however short it is."""
    plain, is_cut = clean(text)
    every = words(plain)
    asked, is_cut = every[:MOST_WORDS], is_cut or len(every) > MOST_WORDS
    meant = _meant(asked, is_typing)
    every = tuple(part for parts in meant for part in parts)
    ignored = tuple(word for word, parts in zip(asked, meant, strict=True) if not parts)
    return Query(plain, every, _groups(every, is_typing), _corrected(plain, asked, meant), ignored, is_cut, is_typing)


def _meant(asked, is_typing):
    """Return for each word what was meant by it: itself, one or two others, or nothing that anything has."""
    pairs = [first + second for first, second in pairwise(asked)]
    known = spelling.frequencies(asked, pairs)
    if is_typing and asked and len(asked[-1]) < SHORTEST:
        known[asked[-1]] = 0
    meant = []
    for place, word in enumerate(asked):
        joined = pairs[max(place - 1, 0) : place + 1]
        is_known = word in known or word in STOP_WORDS or any(pair in known for pair in joined)
        meant.append((word,) if is_known or _stands_in_names(word) else _mended(word))
    return meant


def _mended(word):
    if len(word) < LONG_ENOUGH:
        return ()
    near = spelling.nearest(word)
    if near and near[1] == 1:
        return (near[0],)
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= LONG_ENOUGH and spelling.frequencies([stem]):
            return (stem,)
    return spelling.in_two(word) or ((near[0],) if near else ())


def _stands_in_names(word):
    """Return whether a name has this word or two neighbours that make it: “Back end” for “backend”."""
    query = Query(word, (word,), ((((JOINED + word, False),),),))
    condition, parameter = names_match(query)
    with connection().cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {EntryName._meta.db_table} WHERE {condition} LIMIT 1", [parameter])
        return cursor.fetchone() is not None


def _groups(plain, is_typing):
    """Return what is wanted: each word, or it and the next as one where some entry has them so."""
    pairs = [first + second for first, second in pairwise(plain)]
    known = spelling.frequencies((), pairs)
    telling = [word for word in plain if word not in STOP_WORDS] or plain
    last = len(plain) - 1
    groups, place = [], 0
    while place <= last:
        word = plain[place]
        if place < last and pairs[place] in known:
            apart = ((word, len(word) >= SHORTEST), (plain[place + 1], is_typing or len(plain[place + 1]) >= SHORTEST))
            groups.append((apart, *_ways(pairs[place], False)))
            place += 2
            continue
        if word in telling:
            groups.append(_ways(word, is_typing and place == last))
        place += 1
    return tuple(groups)


def _ways(word, may_go_on):
    """Return how a word may be written: alone, in its other number, or in two."""
    if not may_go_on and len(word) < SHORTEST:
        return (((word, False),),)
    return *((((start, True),)) for start in beginnings(word)), ((JOINED + word, False),)


def _corrected(plain, asked, meant):
    changed = [(word, " ".join(parts)) for word, parts in zip(asked, meant, strict=True) if parts not in ((word,), ())]
    for word, other in changed:
        plain = replaced(plain, word, other)
    return plain if changed else ""


def replaced(text, word, other):
    """Return a text with one word in place of another, the rest as it was typed."""
    whole = rf"(?<![^\W_]){re.escape(word)}(?![^\W_])"
    new, count = re.subn(whole, other, text, flags=re.IGNORECASE)
    return new if count else " ".join(other if each == word else each for each in words(text))


def names_match(query):
    """Return the condition that the words of a name meet a query, as SQL and its parameter."""
    return _match("sources_entryname", "id", query)


def text_matches(query):
    """Return the condition that the words of an entry's names and text meet a query, as SQL and its parameter."""
    return _match("sources_entrytext", "entry_id", query)


def _match(table, row, query):
    if connection().vendor == "sqlite":
        return f"{row} IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s)", query.as_fts5()
    return "array_to_tsvector(string_to_array(words, ' ')) @@ %s::tsquery", query.as_tsquery()
