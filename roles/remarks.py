"""Short statements of several kinds, alike but for their names, loaded together."""

from dataclasses import dataclass

from django.db import router

from sources.traces import rows_of

from .models import Benefit, EmploymentTerm, HiringNote, PayFactor, Question, Role, RoleAlias, Trend

# For each kind, the columns of its text, of what goes on from it, and of its place on the page.
REMARKS = {
    RoleAlias: ("name", "''", "0"),
    EmploymentTerm: ("name", "kind", "0"),
    Benefit: ("name", "''", "0"),
    PayFactor: ("name", "''", "0"),
    Question: ("question", "answer", "position"),
    HiringNote: ("text", "''", "position"),
    Trend: ("text", "''", "position"),
}
# What of them no page shows.
_WITHOUT = {RoleAlias: " AND NOT is_hidden"}


@dataclass(frozen=True)
class Remark:
    """A short statement of any of the kinds in `REMARKS`."""

    model: type
    pk: int
    role_id: int
    basis: str
    hedge: str
    note: str
    text: str
    more: str
    position: int


def load_remarks(role_pks):
    """Return the Remarks of the roles with these ids, of all kinds, in one query.

    The query is put together here: the ORM takes several times as long to build it as the database to answer it.
    """
    models = list(REMARKS)
    roles = ", ".join(["%s"] * len(role_pks))
    parts = [
        f"{_select_remarks(model, place)} ({roles}){_WITHOUT.get(model, '')}" for place, model in enumerate(models)
    ]
    rows = rows_of(router.db_for_read(Role), " UNION ALL ".join(parts), role_pks * len(models))
    return [Remark(models[place], *columns) for place, *columns in rows]


def _select_remarks(model, place):
    columns = ", ".join(("id", "role_id", "basis", "hedge", "note", *REMARKS[model]))
    return f"SELECT {place}, {columns} FROM {model._meta.db_table} WHERE role_id IN"  # noqa: S608 names of the schema
