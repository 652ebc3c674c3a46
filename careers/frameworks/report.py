"""What an import does, for people: a table of numbers, and a file of all differences."""

from .content import Role
from .plan import words

_HEADINGS = ("added", "changed", "retired", "removed", "kept", "unchanged")


def summary(plan):
    """Return the table of numbers, a line a kind of row."""
    rows = [
        (str(part.kind.model._meta.verbose_name_plural), *part.counts)
        for part in plan.kinds.values()
        if any(part.counts)
    ]
    if plan.steps:
        rows.append(("progression steps", len(plan.steps), 0, 0, 0, 0, 0))
    total = tuple(sum(numbers) for numbers in zip(*(row[1:] for row in rows), strict=True)) or (0,) * len(_HEADINGS)
    width = max(len(row[0]) for row in [*rows, ("in all",)])
    lines = [_line(width, "", _HEADINGS), *(_line(width, row[0], row[1:]) for row in rows)]
    return "\n".join([*lines, _line(width, "in all", total)])


def _line(width, label, cells):
    numbers = (f"{cell:,}" if isinstance(cell, int) else cell for cell in cells)
    return f"{label:<{width}}" + "".join(f"{cell:>11}" for cell in numbers)


def rejected_lines(plan):
    """Return a line for each row that was left out: file, line, reason."""
    return [
        f"{row.file}, line {row.line}: {row.reason}" if row.line else f"{row.file} {row.reason}"
        for row in plan.rejected
    ]


def differences(plan):
    """Yield the lines of the file of differences, in Markdown."""
    yield f"# {plan.collection} {plan.version}: what an import changes"
    yield ""
    yield from (f"    {line}" for line in summary(plan).splitlines())
    yield from _section("Notes", [*plan.notes, *plan.losses])
    yield from _section("Rejected", rejected_lines(plan))
    for part in plan.kinds.values():
        name = str(part.kind.model._meta.verbose_name_plural).capitalize()
        yield from _section(f"{name}: retired", _changes(plan, part, part.retired))
        yield from _section(f"{name}: removed", (label(plan, part.kind, key) for key in sorted(part.removed)))
        yield from _section(f"{name}: kept", _kept(plan, part))
        yield from _section(f"{name}: changed", _changes(plan, part, part.changed))
        yield from _section(f"{name}: added", (label(plan, part.kind, key) for key in sorted(part.added)))
    yield from _section("Progression steps: added", _steps(plan))


def _section(heading, lines):
    """Yield a heading and its lines; nothing where there are none."""
    begun = False
    for line in lines:
        if not begun:
            yield from ("", f"## {heading}", "")
            begun = True
        yield f"- {line}"


def _changes(plan, part, changes):
    for change in sorted(changes, key=lambda change: change.key):
        fields = "; ".join(f"{name}: {words(old)} → {words(new)}" for name, old, new in change.differences)
        yield f"{label(plan, part.kind, change.key)}: {fields}"


def _kept(plan, part):
    for kept in sorted(part.kept):
        yield f"{label(plan, part.kind, kept.key)}: {kept.reason}"


def _steps(plan):
    names = plan.titles[Role]
    for step in plan.steps:
        yield f"{step.origin} {names[step.origin]} → {step.target} {names[step.target]}"


def label(plan, kind, key):
    """Return what a row is called: “role onet 15-1252.00 Software Developers”."""
    parts = [
        f"{part} {plan.titles[row_type].get(part, '')}".rstrip() if row_type in plan.titles else str(part)
        for part, row_type in zip(key, _types(kind), strict=True)
    ]
    return f"{kind.name} {plan.collection} {' / '.join(parts)}"


def _types(kind):
    """Return, for each part of a key, the kind of thing that it names; None where it is a plain value."""
    return [kind.row] if kind.is_thing else [kind.references.get(name) for name in kind.key]
