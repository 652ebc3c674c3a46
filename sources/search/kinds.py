"""What can be found: each room registers its kinds; the index knows none of them by itself."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sources.collection import OWN

# Leaves room for kinds in the key of an entry, which is made of its object's key and the number of its kind.
_KINDS = 16


class Found(NamedTuple):
    """What a room says of one object that readers may see."""

    object_id: int
    title: str
    slug: str
    collection: str = OWN
    weight: int = 0
    other_names: tuple[tuple[str, bool], ...] = ()
    """Each with whether it is hidden: found, and shown nowhere."""
    text: str = ""


def other_names(rows):
    """Return {key: what `Found.other_names` wants} from rows (key, name, whether it is hidden), in their order."""
    names = defaultdict(list)
    for key, name, is_hidden in rows:
        names[key].append((name, is_hidden))
    return defaultdict(tuple, {key: tuple(found) for key, found in names.items()})


class Link(NamedTuple):
    title: str
    address: str


@dataclass(frozen=True)
class Kind:
    """A kind of things that can be found."""

    name: str
    label: str
    number: int
    """Its place among the kinds; permanent."""
    read: Callable[[list[int]], Iterable[Found]]
    """Return those of the objects with these keys that readers may see."""
    keys: Callable[[], Iterable[int]]
    """Return the keys of all objects."""
    address: Callable[[str], str]
    """Return the address for the slug of an entry."""
    follows: dict[str, Callable[[list[int]], Iterable[int]]] = field(default_factory=dict)
    """Kind -> function from changed objects of that kind to the objects of this kind that change with them."""
    leads_to: Callable[[list[int]], dict[int, tuple[list[Link], int]]] | None = None
    """Return, for objects without a page of their own, some of the pages that show them, and how many there are."""
    told_apart: Callable[[list[int]], dict[int, str]] = lambda keys: {}
    """Return, for some of the objects of one name, a word that tells them from the others."""

    def key(self, object_id):
        """Return the primary key of the entry of an object."""
        return object_id * _KINDS + self.number


_kinds: dict[str, Kind] = {}


def register(*kinds):
    _kinds.update((kind.name, kind) for kind in kinds)


def kinds():
    """Return {name: kind} in the order of pages."""
    return dict(sorted(_kinds.items(), key=lambda item: item[1].number))
