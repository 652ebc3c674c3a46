"""What a release asks to be there, and which of its rows cannot be: pure, over the rows of content.py."""

from .content import Rejection
from .kinds import KINDS


def wanted_rows(release):
    """Return ({row type: {key: values}}, {row type: {key: what is wrong with it}}).

    Things stand after those that they are part of.
    """
    wanted, faulty = {}, {}
    for row_type, kind in KINDS.items():
        faulty[row_type] = {}
        wanted[row_type] = _fitting(kind, release.rows[row_type], wanted, faulty[row_type])
    return wanted, faulty


def _fitting(kind, rows, wanted, faulty):
    faults = _Faults(kind, wanted)
    fitting = {}
    for row in rows:
        key, values = kind.key_of(row), kind.values_of(row)
        if fault := faults.of(key, values):
            faulty[key] = fault
        else:
            fitting.setdefault(key, values)
    return _broader_first(kind, fitting, faulty) if "broader" in kind.fields else fitting


def rejections(faulty):
    """Return faulty rows as Rejections; of which file they are is not known any more, so their kind stands there."""
    return [
        Rejection(f"({KINDS[row_type].name})", 0, f"{' / '.join(map(str, key))}: {fault}.")
        for row_type, faults in faulty.items()
        for key, fault in faults.items()
    ]


class _Faults:
    """What can be wrong with a row of one kind by itself, or with the rows that it names."""

    def __init__(self, kind, wanted):
        names = (*kind.key, *kind.fields)
        fields = {name: kind.model._meta.get_field(name) for name in names}
        self._longest = [(i, n, fields[n].max_length) for i, n in enumerate(names) if fields[n].max_length]
        self._filled = [(i, n) for i, n in enumerate(names) if n in (kind.title, *kind.key, "text")]
        self._choices = [
            (i, n, {value for value, _ in fields[n].flatchoices} | _empties(fields[n]))
            for i, n in enumerate(names)
            if fields[n].choices
        ]
        self._references = [
            (i, n, wanted[kind.references[n]], fields[n].null)
            for i, n in enumerate(names)
            if n in kind.references and kind.references[n] in wanted
        ]
        self._elsewhere = kind.key[:2] == ("origin", "target")

    def of(self, key, values):
        """Return what is wrong with a row, or None."""
        row = key + values
        for index, name, there, optional in self._references:
            if (row[index],) not in there and not (optional and row[index] is None):
                return f"its {name} {row[index]} is not in the release"
        for index, name, longest in self._longest:
            if isinstance(row[index], str) and len(row[index]) > longest:
                return f"its {name} is longer than {longest} characters"
        for index, name, known in self._choices:
            if row[index] not in known:
                return f"its {name} “{row[index]}” is unknown"
        for index, name in self._filled:
            if row[index] in ("", None):
                return f"its {name} is empty"
        return "it leads to itself" if self._elsewhere and key[0] == key[1] else None


def _empties(field):
    return ({None} if field.null else set()) | ({""} if field.blank and not field.null else set())


def _broader_first(kind, rows, faulty):
    """Return the rows, each after its broader one; those that lead round in a circle or to nothing are faulty."""
    index = kind.fields.index("broader")
    placed, waiting = {}, rows
    while waiting:
        ready = {key: values for key, values in waiting.items() if values[index] is None or (values[index],) in placed}
        if not ready:
            break
        placed |= ready
        waiting = {key: values for key, values in waiting.items() if key not in ready}
    for key, values in waiting.items():
        faulty[key] = f"its broader {values[index]} is not in the release, or leads back to it"
    return placed
