"""Texts that stand at several levels of one role."""

from collections import defaultdict

from roles.models import (
    Duty,
    ExperienceRange,
    HiringNote,
    ProgressionStep,
    Question,
    Role,
    RouteIntoRole,
    Trend,
)

from .findings import doubtful, finding
from .trigrams import alike

# Shorter texts say the same because there is only one way to say it.
LONG = 80
LIKENESS = 0.8
TEXTS = {
    Role: "summary",
    Duty: "details",
    RouteIntoRole: "details",
    ExperienceRange: "details",
    ProgressionStep: "details",
    Question: "answer",
    HiringNote: "text",
    Trend: "text",
}


@doubtful(
    "Texts copied between levels",
    "A level inherits what is said of the role at large; its own text says what is different there.",
)
def texts_are_not_copied_between_levels(content):
    for rows in _texts_of_ladders(content).values():
        for row, other in alike(rows, LIKENESS):
            ours, theirs = _role_of(row), _role_of(other)
            if ours != theirs:
                field = TEXTS[type(row)]
                yield finding(row, f"has nearly the same {field} as {theirs.slug}: say what is different.", other)


def _texts_of_ladders(content):
    """Return {(kind of row, top of the ladder): pairs of a row and its long text}."""
    tops = {role.pk: role.broader_id or role.pk for role in content.rows[Role]}
    texts = defaultdict(list)
    for model, field in TEXTS.items():
        for row in content.rows[model]:
            if len(text := getattr(row, field)) >= LONG:
                texts[model, tops[_role_of(row).pk]].append((row, text))
    return texts


def _role_of(row):
    return row if isinstance(row, Role) else getattr(row, row.natural_key_fields[0].partition("__")[0])
