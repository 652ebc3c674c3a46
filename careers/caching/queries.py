"""Query strings as keys: what means the same is the same, and what no page knows is nothing."""

import re
from urllib.parse import parse_qsl, urlencode

# No link and no form of the site sends more.
LONGEST = 2000
MOST_FIELDS = 60
_ODD = re.compile(r"%(?![0-9A-Fa-f]{2})|%00")


def normalised(query, known):
    """Return a query string with the known parameters only, in the order of their names, without empty ones.

    Values of one name keep their order. None for a query that no browser sends: Django says what it thinks of it.
    """
    if len(query) > LONGEST or not query.isascii() or "\0" in query or _ODD.search(query):
        return None
    try:
        pairs = parse_qsl(query, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return urlencode(sorted((pair for pair in pairs if pair[0] in known), key=_name_of))


def _name_of(pair):
    return pair[0]
