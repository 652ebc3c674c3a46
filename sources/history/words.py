"""What a changed row says to readers: pure functions of what the history keeps.

Each room names its own (`words=` where it keeps a model's history): a function that takes a ReadRow and yields
clauses, to stand behind the name of the page: “mentoring is now essential”. No clause: nothing that means something
to readers.
"""

from dataclasses import dataclass, field

CREATED, UPDATED, DELETED = 0, 1, 2


@dataclass(frozen=True)
class ReadRow:
    """A changed row as words are made of it.

    name: its name on its page. changes: {field: [old, new]}. names: {foreign key: [old, new]}, of what it refers to.
    is_common: whether its name is a common noun.
    """

    action: int
    name: str
    changes: dict
    names: dict = field(default_factory=dict)
    is_common: bool = False

    @classmethod
    def of(cls, entry):
        more = entry.additional_data or {}
        return cls(entry.action, entry.object_repr, entry.changes, more.get("names", {}), more.get("is_common", False))

    @property
    def is_new(self):
        return self.action == CREATED

    @property
    def is_gone(self):
        return self.action == DELETED

    def __contains__(self, name):
        return name in self.changes

    def old(self, name):
        return self.changes.get(name, (None, None))[0]

    def new(self, name):
        return self.changes.get(name, (None, None))[1]

    @property
    def spoken(self):
        """The name as it stands within a sentence."""
        keeps = not self.is_common or self.name[1:2].isupper()
        return self.name if keeps else f"{self.name[:1].lower()}{self.name[1:]}"


def folded(first, then):
    """Return what two records of one row come to, the later one last; None if that is nothing."""
    if first.is_new and then.is_gone:
        return None
    changes = dict(first.changes)
    for name, (old, new) in then.changes.items():
        changes[name] = [changes.get(name, (old,))[0], new]
    changes = {name: ends for name, ends in changes.items() if ends[0] != ends[1]}
    names = {key: [first.names.get(key, ends)[0], ends[1]] for key, ends in (first.names | then.names).items()}
    action = UPDATED if first.is_gone else max(first.action, then.action) if not first.is_new else CREATED
    return ReadRow(action, then.name, changes, names, then.is_common) if changes else None


def in_order(values, labels):
    """Return how a value moved on a scale, “raised from basic to working”; labels: {value: words}, least first."""
    old, new = (labels[value] for value in values)
    order = list(labels)
    moved = "raised" if order.index(values[1]) > order.index(values[0]) else "lowered"
    return f"{moved} from {old} to {new}"


def page_words(title, *, texts=(), added="added", removed="removed"):
    """Return the words of a page: that it appeared or went, its name, and the texts that were written anew.

    title: the field of its name. texts: {field: what it is called}.
    """

    def words(row):
        if row.is_new or row.is_gone:
            yield added if row.is_new else removed
            return
        if standing := _standing(row):
            yield standing
        if title in row:
            yield f"{_called(title)} changed from “{row.old(title)}” to “{row.new(title)}”"
        for name, called in dict(texts).items():
            if name in row:
                yield written_anew(row, name, called)

    return words


def _called(title):
    return title.replace("_", " ")


def _standing(row):
    """Return that readers may see a page, or may no longer."""
    match row.old("status"), row.new("status"):
        case "published", "retired":
            return "retired"
        case "retired", "published":
            return "published again"
    return "published" if is_first_seen(row) else None


def is_first_seen(row):
    """Tell whether readers see a page from now on: what it was as a draft is none of their business."""
    return (row.old("status"), row.new("status")) == ("draft", "published")


def written_anew(row, name, called):
    if not row.old(name):
        return f"{called} added"
    return f"{called} rewritten" if row.new(name) else f"{called} removed"


def line_words(says, *, texts=()):
    """Return the words of a row that is one line of its page: added, removed, or said otherwise.

    says: what the line is, with {} for its name: “the benefit “{}””. texts: the fields whose change matters.
    """

    def words(row):
        line = says.format(row.spoken)
        if row.is_new or row.is_gone:
            yield f"{line} {'added' if row.is_new else 'removed'}"
        elif any(name in row for name in texts):
            yield f"{line} reworded"

    return words
