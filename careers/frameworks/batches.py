"""Long lists in pieces that a database takes at once."""

from itertools import islice

# Below what SQLite and PostgreSQL allow in one statement.
MOST_PARAMETERS = 30_000


def batches(items, size):
    """Yield lists of at most `size` items."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch
