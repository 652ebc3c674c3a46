"""Small releases of a framework that nobody publishes, and what the database makes of them."""

from decimal import Decimal

from careers.frameworks.content import (
    KINDS,
    Area,
    Category,
    Descriptor,
    Family,
    InArea,
    Preparation,
    Release,
    Requirement,
    Role,
    RoleLink,
    RoleName,
    Share,
    Skill,
    SkillLink,
    SkillName,
    Step,
    Task,
    Work,
)
from careers.frameworks.kinds import KINDS as STORED
from careers.frameworks.present import present_rows

# One row of each kind, and what they name.
BAKERY = (
    Family("F1", "Food"),
    Family("F1.1", "Bread", broader="F1", position=1),
    Area("A1", "Craft"),
    Area("A2", "Shop"),
    Skill("S1", "Kneading", "skill", "A1", description="Working dough."),
    Skill("S2", "Kneading by hand", "skill", "A1", broader="S1"),
    InArea("S1", "A2"),
    SkillName("S1", "dough work"),
    Descriptor("S1", 2, "knead a plain dough", "Working"),
    SkillLink("S1", "S2", "related"),
    Preparation("P1", "Little", 1),
    Category("C1", "education", 1, "School"),
    Role("R0", "Baker", "F1.1", summary="Makes bread."),
    Role("R1", "Junior baker", "F1.1", seniority=1, broader="R0", rank=1, preparation="P1"),
    Role("R2", "Senior baker", "F1.1", seniority=3, broader="R0", rank=2, code="7.2", is_regulated=True),
    RoleName("R0", "bread maker", is_hidden=True),
    Work("W1", "Bake bread"),
    Task("R0", "W1", "T1", "core", 1),
    Requirement("R0", "S1", "essential", 3, "4.12", "4.88", is_translated=True),
    Requirement("R1", "S2", None, None, "", "", is_relevant=False, is_hot=True),
    Share("R0", "C1", Decimal("61.5"), is_imprecise=True),
    RoleLink("R1", "R2", "related", "near", 1),
    Step("R1", "R2"),
)


def make_release(*rows, version="1.0", collection="esco", **fields):
    release = Release(collection, version, f"Bakers {version}", **fields)
    for row in rows:
        release.rows[type(row)].append(row)
    return release


def without(rows, *gone):
    """Return rows without those of these kinds or equal to these."""
    return tuple(row for row in rows if row not in gone and type(row) not in gone)


def exchanged(rows, old, **new):
    """Return rows with one of them changed."""
    assert old in rows
    return tuple(row._replace(**new) if row == old else row for row in rows)


def row_of(kind, rows=BAKERY, at=0):
    return [row for row in rows if type(row) is kind][at]


def everything(collection="esco"):
    """Return all that the database has of a collection: {kind: {key: Row}}, numbers and releases included."""
    return present_rows(collection)[0]


def content_of(collection="esco"):
    """Return what the database has of a collection, as {kind: {key: values}}; nothing of its numbers."""
    return {
        kind.__name__: {key: row.values for key, row in rows.items()} for kind, rows in everything(collection).items()
    }


assert set(STORED) == set(KINDS) - {Step}
