"""How long a statement may take, and wait for others, by who asks."""

from contextvars import ContextVar
from typing import NamedTuple


class Bounds(NamedTuple):
    """Milliseconds; 0 is without end."""

    statement: int = 0
    lock: int = 0
    idle_in_transaction: int = 0


# Commands, imports and migrations take what they take.
UNBOUNDED = Bounds()
READER = Bounds(statement=10_000, lock=1_000, idle_in_transaction=30_000)
EDITOR = Bounds(statement=60_000, lock=10_000, idle_in_transaction=60_000)

bounds = ContextVar("bounds", default=UNBOUNDED)
