"""What the kinds of things are called in sentences."""

_NAMES = {
    "": ("result", "results"),
    "role": ("role", "roles"),
    "skill": ("skill", "skills"),
    "duty": ("duty", "duties"),
    "route": ("way in", "ways in"),
    "document": ("document", "documents"),
    "term": ("word of the field", "words of the field"),
}


def singular(kind):
    return _NAMES[kind][0]


def plural(kind):
    return _NAMES[kind][1]


def counted(count, kind):
    """Return “1 role”, “2 roles”; of no kind in particular “2 results”."""
    return f"{count:,} {singular(kind) if count == 1 else plural(kind)}"
