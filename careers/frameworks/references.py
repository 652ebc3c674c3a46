"""Which things that are gone from a framework have to stay, because something still refers to them."""

from .batches import batches
from .kinds import KINDS
from .plan import Kept

# SQLite takes no more numbers in one look-up, as Django counts them.
_SIZE = 900


def keep_what_is_referred_to(parts):
    """Move things out of `removed` to which rows will still refer; parts: {row type: KindPlan}.

    Backwards: what is named by others of its own kind or by later kinds is settled after them.
    """
    for row_type, kind in reversed(KINDS.items()):
        part = parts[row_type]
        if not kind.is_thing:
            continue
        while part.removed and (needed := _referred_to(parts, row_type)):
            for key in [key for key, pk in part.removed.items() if pk in needed]:
                del part.removed[key]
                part.kept.append(Kept(key, "gone from the release, but other rows still refer to it"))


def _referred_to(parts, row_type):
    """Return which rows of a kind that shall be removed are named by rows that stay."""
    doomed = set(parts[row_type].removed.values())
    needed = set()
    for relation in KINDS[row_type].model._meta.related_objects:
        leaving = _leaving(parts, relation)
        name = relation.field.attname
        for batch in batches(sorted(doomed), _SIZE):
            rows = relation.related_model._default_manager.filter(**{f"{name}__in": batch}).order_by()
            needed |= {end for pk, end in rows.values_list("pk", name) if pk not in leaving}
    return needed


def _leaving(parts, relation):
    """Return the rows that will not refer to it any more: removed ones, and those that the release points elsewhere."""
    leaving = set()
    for part in parts.values():
        if part.kind.model is relation.related_model:
            leaving |= set(part.removed.values())
            leaving |= {
                change.pk
                for change in part.changed
                if any(difference.field == relation.field.name for difference in change.differences)
            }
    return leaving
