"""Chains of broader rows."""


def ancestors(row):
    """Return the broader rows of a row, nearest first; a circle ends the walk.

    Queries once for each broader row that is not loaded.
    """
    chain = []
    while (row := row.broader) and row not in chain:
        chain.append(row)
    return chain
