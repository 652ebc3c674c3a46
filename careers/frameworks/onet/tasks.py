"""What people in an occupation do."""

from hashlib import sha256

from careers.frameworks.content import Task, Unsaid, Work
from careers.frameworks.tables import Table

# How the identifier begins of work that only an emerging task names.
EMERGENT = "emerging:"
STATEMENTS = Table(
    ("Task Statements",),
    {"role": "O*NET-SOC Code", "task": "Task ID", "text": "Task", "type": "Task Type"},
    filled=("role", "task", "text"),
)
EMERGING = Table(
    ("Emerging Tasks",),
    {"role": "O*NET-SOC Code", "text": "Task", "category": "Category"},
    filled=("role", "text"),
    is_optional=True,
    gives={
        "": (
            Unsaid(Work, holds=lambda key: key[0].startswith(EMERGENT)),
            Unsaid(Task, holds=lambda key: key[1].startswith(EMERGENT)),
        )
    },
)
TABLES = (STATEMENTS, EMERGING)

# In the order of a role's page; a type that is n/a has none.
PRIORITIES = {"Core": "core", "Supplemental": "supplemental"}


def read(tables, roles):
    """Take in tasks; a text that several tasks share is one kind of work, named by the smallest of their numbers."""
    tasks = {}
    for row in tables.known_rows(STATEMENTS, role=roles):
        if not row.task.isdecimal():
            tables.reject(STATEMENTS, row.line, f"Task ID {row.task} is no number.")
            continue
        tasks.setdefault(row.text, []).append((int(row.task), row.role, PRIORITIES.get(row.type, "")))
    for row in tables.known_rows(EMERGING, role=roles):
        # Revisions say an old task anew, which stays until the next release.
        if row.category == "New":
            tasks.setdefault(row.text, []).append((None, row.role, ""))
    _add(tables.release, tasks)


def _add(release, tasks):
    by_role = {}
    for text, stated in tasks.items():
        numbers = [number for number, _, _ in stated if number is not None]
        work = str(min(numbers)) if numbers else f"{EMERGENT}{sha256(text.encode()).hexdigest()[:16]}"
        release.add(Work(work, text))
        for task in stated:
            by_role.setdefault(task[1], []).append((*task, work))
    for role, stated in by_role.items():
        seen = set()
        for number, _, priority, work in sorted(stated, key=_place):
            if work not in seen:
                seen.add(work)
                release.add(Task(role, work, str(number or ""), priority, position=len(seen)))


def _place(task):
    """Return where a task stands in its role: core, supplemental, others; older before newer, emerging last."""
    number, _, priority, work = task
    priorities = [*PRIORITIES.values(), ""]
    return priorities.index(priority), number is None, number or 0, work
